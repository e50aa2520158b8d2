using System.Data.Common;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Store.Standings;

/// <summary>Looks claimants up by their key, one statement for all. One instance belongs to one thread.</summary>
internal sealed class FindStanding : IDisposable
{
    private readonly DbConnection _connection;
    private readonly DbCommand _command;
    private readonly bool _hasAny;

    public FindStanding(DbConnection connection)
    {
        _connection = connection;
        _hasAny = Sql.Number(connection, null, "SELECT CASE WHEN EXISTS (SELECT 1 FROM standings) THEN 1 ELSE 0 END") == 1;
        _command =
            Sql.Command(connection, null, "SELECT value FROM standings WHERE claimant_key = @key", ("@key", new byte[ClaimantKey.Length]));
    }

    /// <summary>The packed standing, or null for a person no sealed run has seen.</summary>
    public byte[]? Run(ClaimantKey key)
    {
        if (!_hasAny)
            return null;

        _command.Parameters[0].Value = key.ToBytes();
        return _command.ExecuteScalar() as byte[];
    }

    public void Dispose()
    {
        _command.Dispose();
        _connection.Dispose();
    }
}
