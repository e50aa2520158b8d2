using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.SqlServer;
using Disbursement.Jobs.Store.Sqlite;

namespace Disbursement.Jobs.Store;

/// <summary>
/// Finds and opens the database of a data folder by its settings. This is the only place that knows which providers there are.
/// </summary>
internal static class OpenDatabase
{
    extension(Database)
    {
        /// <summary>Whether a data folder has a database already.</summary>
        public static bool Exists(string data, DatabaseSettings? settings = null) =>
            settings?.Provider == DatabaseProvider.SqlServer ? SqlServerDatabase.Exists(data, settings) : SqliteDatabase.Exists(data);

        /// <summary>Opens the database of a data folder, makes it where there is none, and brings it up to date.</summary>
        /// <exception cref="StoreRefusal">It is locked, damaged, or not ours.</exception>
        public static Database Open(string data, DatabaseSettings? settings = null) =>
            settings?.Provider == DatabaseProvider.SqlServer ? SqlServerDatabase.Open(data, settings) : SqliteDatabase.Open(data, settings);

        /// <summary>Opens the file of a data folder though its books may have moved to a server, for whoever moves them again.</summary>
        /// <exception cref="StoreRefusal">It is locked, damaged, or not ours.</exception>
        public static Database OpenToMove(string data, DatabaseSettings settings) => SqliteDatabase.Open(data, settings, mayBeMoved: true);

        /// <summary>Opens a database that is empty and is filled with the books of the data folder next; its tables are made.</summary>
        /// <exception cref="StoreRefusal">It cannot be reached, or is not ours.</exception>
        public static Database OpenToFill(string data, DatabaseSettings settings) => settings.Provider == DatabaseProvider.SqlServer
            ? SqlServerDatabase.Open(data, settings, isToFill: true)
            : SqliteDatabase.Open(data, settings);

        /// <summary>Refuses where the database is gone or empty and something in the data folder says that there were books.</summary>
        /// <exception cref="StoreRefusal">It is gone.</exception>
        public static void RefuseLost(string data, DatabaseSettings settings)
        {
            if (settings.Provider == DatabaseProvider.SqlServer)
                SqlServerDatabase.RefuseLost(data, settings);
            else
                LostBooks.Refuse(data, settings);
        }

        /// <summary>Opens the database of a data folder for reading alone: nothing of it changes.</summary>
        /// <exception cref="StoreRefusal">It is damaged, not ours, or older than this program.</exception>
        public static Database OpenToRead(string data, DatabaseSettings? settings = null) =>
            settings?.Provider == DatabaseProvider.SqlServer
                ? SqlServerDatabase.OpenToRead(data, settings)
                : SqliteDatabase.OpenToRead(data, settings);

        /// <summary>What people know the database of a data folder by, whether it is there or not.</summary>
        public static string NameOf(string data, DatabaseSettings settings) => settings.Provider == DatabaseProvider.SqlServer
            ? SqlServerDatabase.NameOf(settings)
            : SqliteDatabase.FileOf(data);

        /// <summary>Looks into the database of a data folder: is it ours, whole, up to date, and guarded by its triggers?</summary>
        public static DatabaseFindings Check(string data, DatabaseSettings settings) =>
            settings.Provider == DatabaseProvider.SqlServer
                ? SqlServerDatabase.Open(data, settings, mayMigrate: false).Check()
                : SqliteDatabase.Check(data);
    }
}
