using System.CommandLine;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Cli;

/// <summary>An existing data folder, opened for a command that reads.</summary>
internal sealed record OpenFolder(string Folder, Database Store, KeyRing Ring)
{
    private RegionNames? _regions;

    /// <summary>Whether nothing of it can be written, or what is written is thrown away.</summary>
    public bool IsReadOnly { get; private init; }

    /// <summary>Opened so that nothing of it can be written.</summary>
    /// <exception cref="RunRefusal">There is none, or its key ring is missing.</exception>
    public static OpenFolder ToRead(ParseResult parsed)
    {
        string folder = ExistingFolder(parsed);
        return With(folder, Database.OpenToRead(folder, Settings.Database(parsed)), OpenRing.ToRead) with { IsReadOnly = true };
    }

    /// <summary>A region by its code and, where the newest run knew one, its name.</summary>
    public string Region(string code) => Regions.Shown(code);

    /// <summary>The name of a region; empty where the newest run knew none.</summary>
    public string RegionName(string code) => Regions.Name(code);

    /// <exception cref="RunRefusal">There is none, or its key ring is missing.</exception>
    public static OpenFolder Existing(ParseResult parsed) => Open(parsed, ExistingFolder(parsed));

    /// <summary>The same, though its books may have moved to a server: for whoever moves them again.</summary>
    public static OpenFolder ToMove(ParseResult parsed)
    {
        string folder = ExistingFolder(parsed);
        return With(folder, Database.OpenToMove(folder, Settings.Database(parsed)), OpenRing.Of);
    }

    /// <summary>The same, for a command that may be the first one on a machine.</summary>
    public static OpenFolder OrNew(ParseResult parsed) => Open(parsed, Settings.Of(parsed, CommonOptions.Data, "Data"));

    /// <summary>Names of regions as the newest run knew them.</summary>
    public RegionNames Regions => _regions ??= RegionsInUse.Of(Folder, Store);

    /// <summary>A copy of a backup in a folder of its own, with the keys of the data folder.</summary>
    public static OpenFolder Beside(string data, string folder, string backup)
    {
        File.Copy(backup, Path.Combine(folder, Database.FileName), overwrite: true);
        Database store = Database.Open(folder, DatabaseSettings.Default);
        return new OpenFolder(data, store, OpenRing.Of(data, store)) { IsReadOnly = true };
    }

    private static OpenFolder Open(ParseResult parsed, string folder) =>
        With(folder, Database.Open(folder, Settings.Database(parsed)), OpenRing.Of);

    private static OpenFolder With(string folder, Database store, Func<string, Database, KeyRing> ring) =>
        new(folder, store, ring(folder, store));

    private static string ExistingFolder(ParseResult parsed)
    {
        string folder = Settings.Of(parsed, CommonOptions.Data, "Data");
        DatabaseSettings database = Settings.Database(parsed);
        if (Database.Exists(folder, database))
            return folder;

        string name = Database.NameOf(folder, database);
        throw new RunRefusal(database.Provider == DatabaseProvider.Sqlite
            ? $"There is no database in {folder}. Start a run first, or name the folder with --data."
            : $"{name} has no tables of this program. Start a run first, or give 'disburse db migrate'.")
        {
            Chinese = database.Provider == DatabaseProvider.Sqlite
                ? $"{folder} 中没有数据库。请先运行 disburse run，或用 --data 指出文件夹。"
                : $"{name} 中没有本程序的表。请先运行 disburse run，或运行 disburse db migrate。",
        };
    }
}
