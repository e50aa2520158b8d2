using System.CommandLine;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;

namespace Disbursement.Jobs.Cli;

/// <summary>An existing data folder, opened for a command that reads.</summary>
internal sealed record OpenFolder(string Folder, SqliteStore Store, KeyRing Ring)
{
    /// <exception cref="RunRefusal">There is none, or its key ring is missing.</exception>
    public static OpenFolder Existing(ParseResult parsed)
    {
        string folder = Settings.Of(parsed, CommonOptions.Data, "Data");
        if (!SqliteStore.Exists(folder))
            throw new RunRefusal($"There is no database in {folder}. Start a run first, or name the folder with --data.");

        SqliteStore store = SqliteStore.Open(folder);
        (KeyRing? ring, string? refusal) = KeyRing.Open(folder, hasData: new RunBook(store).HasSealedRuns());
        return new OpenFolder(folder, store, ring ?? throw new RunRefusal(refusal!));
    }
}
