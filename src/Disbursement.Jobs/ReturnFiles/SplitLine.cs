using System.Text;
using CsvHelper;
using Disbursement.Domain.Returns;

namespace Disbursement.Jobs.ReturnFiles;

/// <summary>
/// Splits one line: by its separator where it holds no quote, else by a reader of CSV. Each has a reader of its own, so that nothing a line
/// holds, such as a quote that is never closed, can reach the next.
/// </summary>
internal static class SplitLine
{
    /// <summary>The fields, or what keeps the line from having any.</summary>
    public static (string[]? Fields, LineFault Fault) Run(string line, char separator, bool isQuoted)
    {
        if (!isQuoted || line.Length > 0 && !line.AsSpan().ContainsAny('"', '\r', '\n'))
            return (line.Split(separator), default);

        return ByReader(line, separator) is { } fields ? (fields, default) : (null, LineFault.Quote);
    }

    /// <summary>The fields of a line as CSV; null where it is none.</summary>
    public static string[]? ByReader(string line, char separator)
    {
        using CsvReader reader = CsvReader.Create(Encoding.UTF8.GetBytes(line), new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false,
            AllowLineBreaksInQuotes = false,
            MalformedData = CsvMalformedDataHandling.Skip,
            FieldCountMismatch = CsvFieldCountHandling.Allow,
            IncludeValuesInExceptions = false,
        });
        if (!reader.Read())
            return null;

        string[] fields = new string[reader.FieldCount];
        for (int i = 0; i < fields.Length; i++)
            fields[i] = reader.GetString(i);
        return fields;
    }
}
