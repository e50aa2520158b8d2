using Microsoft.Data.SqlClient;

namespace Disbursement.Bench;

/// <summary>Makes an empty database on a server, in place of one of the same name: one that is there for benchmarks alone.</summary>
internal static class EmptyDatabase
{
    public const string Name = "disburse_bench";

    /// <param name="server">A connection string of somebody who may make databases; which one it names does not matter.</param>
    public static void Make(string server)
    {
        using SqlConnection connection =
            new(new SqlConnectionStringBuilder(server) { InitialCatalog = "master", Pooling = false }.ConnectionString);
        connection.Open();
        Execute(connection, $"DROP DATABASE IF EXISTS {Name}");
        Execute(connection, $"CREATE DATABASE {Name}");
        try
        {
            Execute(connection, $"ALTER DATABASE {Name} SET READ_COMMITTED_SNAPSHOT ON");
        }
        catch (SqlException exception)
        {
            // A server that is always so may not know the words; where readers wait nevertheless, the program begins no run.
            Console.Error.WriteLine($"READ_COMMITTED_SNAPSHOT could not be set: {exception.Message}");
        }

        Console.WriteLine(new SqlConnectionStringBuilder(server) { InitialCatalog = Name }.ConnectionString);
    }

    private static void Execute(SqlConnection connection, string sql)
    {
        using SqlCommand command = new(sql, connection);
        command.ExecuteNonQuery();
    }
}
