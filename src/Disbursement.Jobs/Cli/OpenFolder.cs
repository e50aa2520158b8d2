using System.CommandLine;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;

namespace Disbursement.Jobs.Cli;

/// <summary>An existing data folder, opened for a command that reads.</summary>
internal sealed record OpenFolder(string Folder, SqliteStore Store, KeyRing Ring)
{
    /// <summary>Opened so that nothing of it can be written.</summary>
    /// <exception cref="RunRefusal">There is none, or its key ring is missing.</exception>
    public static OpenFolder ToRead(ParseResult parsed)
    {
        string folder = ExistingFolder(parsed);
        (KeyRing? ring, string? refusal) = KeyRing.Open(folder, hasData: true);
        return new OpenFolder(folder, SqliteStore.OpenToRead(folder), ring ?? throw new RunRefusal(refusal!));
    }

    /// <exception cref="RunRefusal">There is none, or its key ring is missing.</exception>
    public static OpenFolder Existing(ParseResult parsed)
    {
        string folder = ExistingFolder(parsed);
        SqliteStore store = SqliteStore.Open(folder);
        (KeyRing? ring, string? refusal) = KeyRing.Open(folder, hasData: new RunBook(store).HasSealedRuns());
        return new OpenFolder(folder, store, ring ?? throw new RunRefusal(refusal!));
    }

    private static string ExistingFolder(ParseResult parsed)
    {
        string folder = Settings.Of(parsed, CommonOptions.Data, "Data");
        return SqliteStore.Exists(folder) ? folder : throw new RunRefusal($"There is no database in {folder}. Start a run first, or name the folder with --data.");
    }
}
