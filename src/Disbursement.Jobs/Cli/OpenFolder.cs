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

        return Open(parsed, folder);
    }

    /// <summary>The same, for a command that may be the first one on a machine.</summary>
    public static OpenFolder OrNew(ParseResult parsed) => Open(parsed, Settings.Of(parsed, CommonOptions.Data, "Data"));

    private static OpenFolder Open(ParseResult parsed, string folder)
    {
        SqliteStore store = SqliteStore.Open(folder);
        if (Settings.Of(parsed, "Heads") is { } heads)
            store.Heads = new HeadsFile(heads);
        (KeyRing? ring, string? refusal) = KeyRing.Open(folder, hasData: new RunBook(store).HasSealedRuns());
        return new OpenFolder(folder, store, ring ?? throw new RunRefusal(refusal!));
    }
}
