using System.Text.RegularExpressions;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Disbursement.Jobs.Tests.Store.Transact;

/// <summary>
/// Microsoft's own grammar of Transact-SQL, of the oldest and the newest level that we run on, and words that are not used.
/// </summary>
internal static partial class Grammar
{
    /// <summary>What is wrong with a text; nothing for a sound one.</summary>
    public static IEnumerable<string> Faults(string sql)
    {
        foreach (TSqlParser parser in new TSqlParser[] { new TSql150Parser(initialQuotedIdentifiers: true),
            new TSql160Parser(initialQuotedIdentifiers: true) })
        {
            parser.Parse(new StringReader(sql), out IList<ParseError> errors);
            foreach (ParseError error in errors)
                yield return $"{parser.GetType().Name} line {error.Line}: {error.Message} in\n{sql}";
        }

        foreach (Match word in Forbidden().Matches(Comment().Replace(sql, "")))
            yield return $"{word.Value} in\n{sql}";
    }

    /// <summary>
    /// Temporal tables, MERGE and the like, locks by hints, other isolation than READ COMMITTED, and what a plain server may not know.
    /// </summary>
    [GeneratedRegex(
        @"\bMERGE\b|\bCREATE\s+OR\s+ALTER\b|\bsp_rename\b|\bSYSTEM_VERSIONING\b|\browversion\b|\btimestamp\b|\bdatetime2\b"
        + @"|\b(?:ALTER|CREATE)\s+DATABASE\b|\bsp_getapplock\b|\b(?:HOLD|UPD|TAB|ROW|PAG)LOCKX?\b|\bNOLOCK\b|\bREADPAST\b"
        + @"|\bSERIALIZABLE\b|\bSNAPSHOT\b|\bTRY_(?:CONVERT|CAST|PARSE)\b|\bSTRING_(?:AGG|SPLIT)\b|\bOPENJSON\b|\bOPENXML\b"
        + @"|\bxml\b|\bOUTPUT\b|\bSAVE\s+TRAN|#\w|\bLIMIT\b|\bGLOB\b|\|\|",
        RegexOptions.IgnoreCase)]
    private static partial Regex Forbidden();

    [GeneratedRegex("--[^\n]*")]
    private static partial Regex Comment();
}
