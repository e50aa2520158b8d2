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
        foreach (string sql in new[] { $"DROP DATABASE IF EXISTS {Name}", $"CREATE DATABASE {Name}" })
        {
            using SqlCommand command = new(sql, connection);
            command.ExecuteNonQuery();
        }

        Console.WriteLine(new SqlConnectionStringBuilder(server) { InitialCatalog = Name }.ConnectionString);
    }
}
