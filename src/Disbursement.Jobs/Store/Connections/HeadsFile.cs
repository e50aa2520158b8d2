using System.Data.Common;
using System.Globalization;
using Disbursement.Domain.Ledger;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Disbursement.Jobs.Store.Connections;

/// <summary>
/// Where each chain stood, kept outside the database: a line for each book and each time it grew. Whoever shortens or rewrites a chain
/// would have to change this file too, so it may lie on another machine.
/// </summary>
/// <remarks>A line is <c>time book sequence hash</c>; the book of acts is called <c>audit</c>.</remarks>
internal sealed class HeadsFile(string path)
{
    public const string DefaultName = "heads.txt";
    private const string AuditBook = "audit";

    public string Path => path;

    /// <summary>Appends the heads that are new. A line that cannot be written loses nothing but this proof, so it is only logged.</summary>
    public void Keep(Database store, DateTimeOffset now)
    {
        try
        {
            using DisbursementDb db = store.Model();
            db.Database.OpenConnection();
            Dictionary<string, long> known = Read().GroupBy(head => head.Book)
                .ToDictionary(book => book.Key, book => book.Max(head => head.Sequence));
            string[] lines =
            [
                .. Current(db.Database.GetDbConnection()).Where(head => head.Sequence > known.GetValueOrDefault(head.Book))
                    .Select(head => string.Create(
                        CultureInfo.InvariantCulture, $"{Instants.Utc(now)} {head.Book} {head.Sequence} {head.Hash}")),
            ];
            if (lines.Length > 0)
                File.AppendAllText(path, string.Join('\n', lines) + '\n');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DbException)
        {
            Serilog.Log.Warning("The heads of the books could not be written to {Heads}: {Kind}", path, exception.GetType().Name);
        }
    }

    /// <summary>Keeps the file under another name: after a restore that lost entries its heads are of a past that is no more.</summary>
    public void PutAside()
    {
        if (File.Exists(path))
            File.Move(path, Replaced(path), overwrite: false);
    }

    /// <summary>Every head that was kept; a line that was cut short by a fault is passed over.</summary>
    public IReadOnlyList<(string Book, long Sequence, string Hash)> Read()
    {
        if (!File.Exists(path))
            return [];

        List<(string, long, string)> heads = [];
        foreach (string line in File.ReadLines(path))
        {
            string[] parts = line.Split(' ');
            if (parts.Length == 4 && parts[3].Length == 64
                && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out long sequence))
                heads.Add((parts[1], sequence, parts[3]));
        }

        return heads;
    }

    private static IEnumerable<(string Book, long Sequence, string Hash)> Current(DbConnection connection)
    {
        (long last, byte[] head) = AuditTrail.Head(connection, null);
        if (last > 0)
            yield return (AuditBook, last, Convert.ToHexStringLower(head));

        // One look a book: the ids of a book follow one another, so the greatest below the next book is its head.
        long after = 0;
        while (true)
        {
            using DbCommand next = Sql.Command(connection, null, "SELECT MIN(id) FROM transfers WHERE id > @after", ("@after", after));
            if (next.ExecuteScalar() is not long first)
                yield break;

            after = new TransferId(first).EndOfBook;
            using DbCommand command = Sql.Command(connection, null, "SELECT book, sequence, hash FROM transfers WHERE id = (SELECT MAX(id) "
                + "FROM transfers WHERE id < @after)", ("@after", after));
            using DbDataReader reader = command.ExecuteReader();
            if (reader.Read())
                yield return (reader.GetString(0), reader.Long(1), Convert.ToHexStringLower((byte[])reader.GetValue(2)));
        }
    }

    /// <summary>The name under which a file is kept in whose place another one comes.</summary>
    public static string Replaced(string place)
    {
        int number = 1;
        while (File.Exists($"{place}.replaced-{number}"))
            number++;
        return $"{place}.replaced-{number}";
    }
}
