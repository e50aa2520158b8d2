using System.Collections.Concurrent;
using System.Globalization;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Schedule;

/// <summary>
/// Which files of the inbox are done with. Taken ones stand in the database under their hash; hashes of refused ones are kept in a file of
/// the data folder, so that a file nobody can read is not tried, and its refusal not recorded, every ten minutes. Nothing in the inbox is
/// moved or deleted.
/// </summary>
internal sealed class InboxMemory(string data, TimeProvider clock)
{
    private readonly ConcurrentDictionary<InboxFile, bool> _done = new();

    private string RefusedFile => Path.Combine(data, "refused-returns.txt");

    /// <summary>Whether the file, as it stands, has been dealt with since the service started.</summary>
    public bool IsDone(InboxFile file) => _done.ContainsKey(file);

    public void Done(InboxFile file) => _done[file] = true;

    /// <summary>Whether a file of these bytes was taken or refused at any time.</summary>
    public bool Knows(Database store, string sha256)
    {
        using DisbursementDb db = store.Model();
        return db.ReturnFiles.Any(file => file.Sha256 == sha256) || Refused().Contains(sha256);
    }

    /// <summary>Remembers that these bytes are no return file.</summary>
    public void Refuse(string sha256)
    {
        if (!File.Exists(RefusedFile))
            PrivateFile.Create(RefusedFile).Dispose();
        File.AppendAllText(RefusedFile, string.Create(CultureInfo.InvariantCulture, $"{sha256} {Instants.Utc(clock.GetUtcNow())}\n"));
    }

    private HashSet<string> Refused() => File.Exists(RefusedFile)
        ? [.. File.ReadLines(RefusedFile).Select(line => line.Split(' ')[0])]
        : [];
}
