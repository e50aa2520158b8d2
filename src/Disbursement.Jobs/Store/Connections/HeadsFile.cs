using System.Data.Common;
using System.Security.Cryptography;
using Disbursement.Domain.Ledger;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Anchors;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Signatures;

namespace Disbursement.Jobs.Store.Connections;

/// <summary>
/// Where each chain stood, kept outside the database: a line for each book and each time it grew, signed. Whoever shortens or rewrites a
/// chain would have to change this file too, and its copies, which lie on other machines.
/// </summary>
/// <remarks>A line is <c>time book sequence hash signer signature</c>; the book of acts is called <c>audit</c>.</remarks>
internal sealed class HeadsFile(string path)
{
    public const string DefaultName = "heads.txt";
    public const string AuditBook = "audit";

    public string Path => path;

    /// <summary>What signs the lines; null for nothing.</summary>
    public SigningSettings? Signing { get; init; }

    /// <summary>Where each line goes besides.</summary>
    public IReadOnlyList<HeadCopy> Copies { get; init; } = [];

    /// <summary>Who is asked for the time of each head of the acts; null for nobody.</summary>
    public TimeStamps? Stamps { get; init; }

    /// <summary>The heads of a data folder as the settings say.</summary>
    public static HeadsFile Of(string data, AnchorSettings settings)
    {
        string file = settings.File ?? System.IO.Path.Combine(System.IO.Path.GetFullPath(data), DefaultName);
        return new HeadsFile(file)
        {
            Stamps = settings.TimeStamps is { } authority ? new TimeStamps(file + TimeStamps.Ending, authority) : null,
            Signing = settings.Signing is { } signing ? signing with { TrialFolder = KeyRing.FolderOf(data) } : null,
            Copies = [.. settings.Copies.Select(folder => new HeadCopy(folder))],
        };
    }

    /// <summary>
    /// Appends the heads that are new, and after a change of the certificate all of them. A line that cannot be written loses nothing but
    /// this proof, so it is only logged.
    /// </summary>
    public void Keep(Database store, DateTimeOffset now)
    {
        try
        {
            SignLine? signing = SigningNow(now);
            using DbConnection connection = store.Connect();
            (string Book, long Sequence, string Hash)[] current = [.. Current(connection)];
            Dictionary<string, long> known = Known([.. current.Select(head => head.Book)], signing);
            string[] lines =
            [
                .. current.Where(head => head.Sequence > known.GetValueOrDefault(head.Book))
                    .Select(head => new HeadLine(Instants.Utc(now), head.Book, head.Sequence, head.Hash).Write(signing)),
            ];
            if (lines.Length > 0)
                HeadCopy.AppendLines(path, lines);
            foreach (HeadCopy copy in Copies)
                Send(copy, lines, now);
            if (lines.Select(HeadLine.Read).FirstOrDefault(head => head!.Book == AuditBook) is { } acts
                && Stamps?.Ask(acts.Content, now) is { } problem)
                Serilog.Log.Warning("The newest head has no time stamp: {Problem} The next head asks again.", problem);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DbException or StoreRefusal
            or CryptographicException)
        {
            Serilog.Log.Warning("The heads of the books could not be written to {Heads}: {Kind}", path, exception.GetType().Name);
        }
    }

    /// <summary>
    /// How far the file has each book, under the present certificate where one signs. The newest lines stand at its end, so it is read back
    /// from there, no farther than to the book that has not moved for the longest.
    /// </summary>
    private Dictionary<string, long> Known(HashSet<string> books, SignLine? signing)
    {
        Dictionary<string, long> known = [];
        foreach (string line in TailLines.Of(path))
        {
            if (HeadLine.Read(line) is not { } head || signing is not null && head.Signer != signing.Signer)
                continue;

            known[head.Book] = Math.Max(head.Sequence, known.GetValueOrDefault(head.Book));
            books.Remove(head.Book);
            if (books.Count == 0)
                break;
        }

        return known;
    }

    private void Send(HeadCopy copy, string[] newest, DateTimeOffset now)
    {
        try
        {
            if (!copy.IsReachable)
                throw new DirectoryNotFoundException();
            copy.Append(TailLines.Of(path), newest, now);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Serilog.Log.Warning("The heads could not be sent to {Copy}: {Kind}. They are sent with the next act.", copy.Folder,
                exception.GetType().Name);
        }
    }

    private SignLine? SigningNow(DateTimeOffset now)
    {
        if (Signing is null)
            return null;

        (SignLine? line, string? refusal) = SignLine.Open(Signing, now);
        if (refusal is not null)
            Serilog.Log.Warning("The heads of the books are not signed: {Problem}", refusal);
        return line;
    }

    /// <summary>Every line as it stands.</summary>
    public IEnumerable<string> Lines() => File.Exists(path) ? File.ReadLines(path) : [];

    /// <summary>Keeps the file under another name: after a restore that lost entries its heads are of a past that is no more.</summary>
    public void PutAside()
    {
        if (File.Exists(path))
            PrivateFile.MoveNew(path, Replaced(path));
    }

    /// <summary>Every head that was kept; a line that was cut short by a fault is passed over.</summary>
    public IEnumerable<HeadLine> Read() => Lines().Select(HeadLine.Read).OfType<HeadLine>();

    /// <summary>The newest head of the acts; null where none was kept.</summary>
    public HeadLine? NewestAct() => TailLines.Of(path).Select(HeadLine.Read).FirstOrDefault(head => head?.Book == AuditBook);

    /// <summary>Lines of files that a restore put aside.</summary>
    public IEnumerable<string> AsideLines()
    {
        for (int number = 1; File.Exists($"{path}.replaced-{number}"); number++)
        {
            foreach (string line in File.ReadLines($"{path}.replaced-{number}"))
                yield return line;
        }
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
