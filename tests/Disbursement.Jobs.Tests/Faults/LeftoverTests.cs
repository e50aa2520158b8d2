using Disbursement.Jobs.Tests.Privacy;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Runs;
using Microsoft.Data.Sqlite;

namespace Disbursement.Jobs.Tests.Faults;

/// <summary>Everything that a dead process can leave behind lies there: the next start minds none of it.</summary>
[TestFixture]
internal sealed class LeftoverTests
{
    [Test]
    public void Leftover_locks_folders_and_files_stop_nobody()
    {
        using TestInputs inputs = new TestInputs().WithSample(1000);
        DisburseProgram program = new(inputs.Root);
        Directory.CreateDirectory(inputs.Data);
        using (SqliteConnection lost = new(
            new SqliteConnectionStringBuilder { DataSource = inputs.DatabaseFile, Pooling = false }.ToString()))
        {
            lost.Open();
            using SqliteCommand command = lost.CreateCommand();
            command.CommandText = """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2020-01-01 00:00:00')
                """;
            command.ExecuteNonQuery();
        }

        Leave(inputs.Data, "run.lock", "serve.lock", "start.lock", "migrate.lock", "disbursement.db-shm", "disbursement.db.restoring",
            "keys/keyring.json.new");
        Leave(inputs.Data, "work/2026-1/nodes/host-1-1-1.node", "work/2026-1/roster-00000.copy", "work/2026-1/reading-00-1/rows.bin",
            "work/replay-1/lock", "work/replay-1/run/left.csv", "archive/.left.csv.1.part");
        Leave(inputs.Out, ".2026-1.growing/320302/ocr.csv", ".2026-1.growing/left.txt", ".dry-2026.growing/left.txt");

        (int exit, string said) = program.Run("run", "--year", "2026");
        Leave(inputs.Out, "2026-1/320302/ocr.csv.staged", "2026-1/320302/manifest.json.staged");
        (int verified, string found) = program.Run("verify");
        foreach (string staged in Directory.GetFiles(inputs.Out, "*.staged", SearchOption.AllDirectories))
            File.Delete(staged);

        Assert.That((exit, verified), Is.EqualTo((0, 0)), said + found);
        Assert.That(File.Exists(Path.Combine(inputs.Out, "2026-1", "left.txt")), Is.False, "nothing of a dead run gets among the files");
        QuietRun.AssertSame(inputs, "2026-1");
    }

    private static void Leave(string folder, params string[] files)
    {
        foreach (string file in files)
        {
            string path = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "left by a process that died");
        }
    }
}
