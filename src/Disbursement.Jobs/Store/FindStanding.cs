using Disbursement.Jobs.Privacy;
using Microsoft.Data.Sqlite;

namespace Disbursement.Jobs.Store;

/// <summary>Looks claimants up by their key, one statement for all. One instance belongs to one thread.</summary>
internal sealed class FindStanding : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _command;
    private readonly SqliteParameter _key;
    private readonly bool _hasAny;

    public FindStanding(SqliteConnection connection)
    {
        _connection = connection;
        using SqliteCommand any = connection.CreateCommand();
        any.CommandText = "SELECT EXISTS (SELECT 1 FROM standings)";
        _hasAny = (long)any.ExecuteScalar()! == 1;
        _command = connection.CreateCommand();
        _command.CommandText = "SELECT value FROM standings WHERE claimant_key = $key";
        _key = _command.Parameters.Add("$key", SqliteType.Blob);
        _command.Prepare();
    }

    /// <summary>The packed standing, or null for a person no sealed run has seen.</summary>
    public byte[]? Run(ClaimantKey key)
    {
        if (!_hasAny)
            return null;

        _key.Value = key.ToBytes();
        return _command.ExecuteScalar() as byte[];
    }

    public void Dispose()
    {
        _command.Dispose();
        _connection.Dispose();
    }
}
