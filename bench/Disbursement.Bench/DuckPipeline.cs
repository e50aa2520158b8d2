using DuckDB.NET.Data;

namespace Disbursement.Bench;

/// <summary>Carries the statements of a file out in DuckDB, in memory, and prints what its last ones say.</summary>
internal static class DuckPipeline
{
    public static void Run(string sql, string inputs, string target, int year)
    {
        Directory.CreateDirectory(target);
        string text = File.ReadAllText(sql).Replace("{rosters}", $"{inputs}/rosters/{year}", StringComparison.Ordinal)
            .Replace("{out}", target, StringComparison.Ordinal);
        using DuckDBConnection connection = new("DataSource=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"SET threads = {Environment.ProcessorCount}; {text}";
        using DuckDBDataReader reader = (DuckDBDataReader)command.ExecuteReader();
        do
        {
            while (reader.Read())
            {
                if (reader.GetFieldType(0) == typeof(string))
                    Console.WriteLine(reader.GetString(0));
            }
        }
        while (reader.NextResult());
    }
}
