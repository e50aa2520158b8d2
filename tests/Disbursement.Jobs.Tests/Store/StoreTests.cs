using System.Globalization;
using System.Text;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.Data.Sqlite;

namespace Disbursement.Jobs.Tests.Store;

/// <summary>What the database itself refuses, and what it never holds.</summary>
[TestFixture]
internal sealed class StoreTests
{
    private TestInputs _inputs = null!;

    [SetUp]
    public void MakeInputs() => _inputs = new TestInputs();

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [TestCase("claimants", "UPDATE claimants SET role = 'father'")]
    [TestCase("claimants", "DELETE FROM claimants")]
    [TestCase("decisions", "UPDATE decisions SET outcome = 'refused'")]
    [TestCase("decisions", "DELETE FROM decisions WHERE id = (SELECT MIN(id) FROM decisions)")]
    [TestCase("transfers", "UPDATE transfers SET fen = fen + 1")]
    [TestCase("transfers", "DELETE FROM transfers")]
    public void What_is_sealed_is_never_changed_or_deleted(string table, string sql)
    {
        _inputs.Roster("a.csv", A.Household(1)).Run();
        using TestDatabase database = _inputs.Rows();
        List<Dictionary<string, string>> before = database.Rows($"SELECT * FROM {table}");

        Assert.That(() => database.Execute(sql), Throws.InstanceOf<SqliteException>().With.Message.Contains("append-only"));
        Assert.That(database.Rows($"SELECT * FROM {table}"), Is.EqualTo(before).And.Not.Empty);
    }

    [TestCase("claimants", "role", "'father'")]
    [TestCase("decisions", "outcome", "'refused'")]
    [TestCase("transfers", "fen", "1")]
    public void What_is_sealed_is_never_replaced_by_an_insert_either(string table, string column, string value)
    {
        _inputs.Roster("a.csv", A.Household(1)).Run();
        using TestDatabase database = _inputs.Rows();
        List<Dictionary<string, string>> before = database.Rows($"SELECT * FROM {table}");
        string columns =
            string.Join(", ", before[0].Keys), values = string.Join(", ", before[0].Keys.Select(key => key == column ? value : key));

        try
        {
            database.Execute($"INSERT OR REPLACE INTO {table} ({columns}) SELECT {values} FROM {table} LIMIT 1");
        }
        catch (SqliteException)
        {
            // Refused, as it should be.
        }

        Assert.That(database.Rows($"SELECT * FROM {table}"), Is.EqualTo(before));
    }

    [Test]
    public void A_file_that_is_no_database_is_refused_with_a_sentence_and_left_alone()
    {
        Directory.CreateDirectory(_inputs.Data);
        byte[] noise = new byte[20_000];
        new Random(3).NextBytes(noise);
        File.WriteAllBytes(_inputs.DatabaseFile, noise);

        Assert.That(Refusal(), Does.Contain("disbursement.db").And.EndWith("."));
        Assert.That(File.ReadAllBytes(_inputs.DatabaseFile), Is.EqualTo(noise));
    }

    [Test]
    public void A_database_of_another_program_is_refused_with_a_sentence_and_left_alone()
    {
        Directory.CreateDirectory(_inputs.Data);
        using (SqliteConnection connection = new($"Data Source={_inputs.DatabaseFile};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE songs (title TEXT)";
            command.ExecuteNonQuery();
        }

        Assert.That(Refusal(), Does.Contain("another program"));
        using TestDatabase database = _inputs.Rows();
        Assert.That(database.Rows("SELECT name FROM sqlite_master").Single()["name"], Is.EqualTo("songs"));
    }

    [Test]
    public void A_database_of_another_program_that_uses_migrations_too_is_refused_with_a_sentence()
    {
        Directory.CreateDirectory(_inputs.Data);
        using (SqliteConnection connection = new($"Data Source={_inputs.DatabaseFile};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE __EFMigrationsHistory (MigrationId TEXT PRIMARY KEY, ProductVersion TEXT NOT NULL); INSERT "
                + "INTO __EFMigrationsHistory VALUES ('20200101000000_Songs', '8.0.0'); CREATE TABLE runs (title TEXT)";
            command.ExecuteNonQuery();
        }

        Assert.That(Refusal(), Does.Contain("disbursement.db"));
    }

    [TestCase(0)]
    [TestCase(100)]
    [TestCase(4096)]
    public void A_database_that_was_damaged_is_refused_with_a_sentence(int from)
    {
        _inputs.Roster("a.csv", A.Household(1)).Run();
        byte[] bytes = File.ReadAllBytes(_inputs.DatabaseFile);
        bytes.AsSpan(from).Fill(0x5A);
        File.WriteAllBytes(_inputs.DatabaseFile, bytes);

        Assert.That(Refusal(), Does.Contain("disbursement.db"));
    }

    [Test]
    public void A_database_that_was_cut_short_is_refused_with_a_sentence()
    {
        _inputs.Roster("a.csv", A.Household(1)).Run();
        byte[] bytes = File.ReadAllBytes(_inputs.DatabaseFile);
        File.WriteAllBytes(_inputs.DatabaseFile, bytes[..(bytes.Length / 2)]);

        Assert.That(Refusal(), Does.Contain("disbursement.db"));
    }

    [Test]
    public void A_missing_key_ring_beside_sealed_data_is_refused_and_no_new_one_is_started()
    {
        _inputs.Roster("a.csv", A.Household(1)).Run();
        string ring = Path.Combine(_inputs.Data, "keys", "keyring.json");
        File.Delete(ring);

        RunRefusal refusal = Assert.Throws<RunRefusal>(() => _inputs.Run())!;

        Assert.That((refusal.Message.Contains("key ring", StringComparison.Ordinal), File.Exists(ring)), Is.EqualTo((true, false)));
    }

    [Test]
    public void Id_numbers_accounts_and_phones_stand_nowhere_in_clear_in_the_database_or_its_journal()
    {
        _inputs.WithSample(200);
        HashSet<string> secrets = _inputs.Values("id_number", "bank_account", "phone");
        List<byte[]> images = [];
        using (CancellationTokenSource ended = new())
        {
            Task watch = Task.Run(() =>
            {
                while (!ended.IsCancellationRequested)
                {
                    Look();
                    Thread.Sleep(30);
                }
            });
            _inputs.Run();
            ended.Cancel();
            watch.Wait();
        }

        using (TestDatabase open = _inputs.Rows())
        {
            open.Execute("PRAGMA wal_autocheckpoint = 0; UPDATE batches SET state = state");
            Look();
        }

        Look();
        Assert.That(images, Has.Some.Length.GreaterThan(100_000));
        foreach (byte[] image in images)
            Assert.That(Found(image, secrets), Is.Empty);

        void Look()
        {
            foreach (string file in Directory.Exists(_inputs.Data) ? Directory.GetFiles(_inputs.Data, "disbursement.db*") : [])
            {
                try
                {
                    using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                    using MemoryStream copy = new();
                    stream.CopyTo(copy);
                    if (images.Count < 40)
                        images.Add(copy.ToArray());
                    else
                        images[^1] = copy.ToArray();
                }
                catch (IOException)
                {
                    // The journal came or went meanwhile.
                }
            }
        }
    }

    [Test]
    public void Personal_data_of_everybody_decided_about_is_sealed_and_can_be_opened_with_the_ring()
    {
        _inputs.Roster("a.csv", A.Household(1)).Run();
        using TestDatabase database = _inputs.Rows();
        using Sealer sealer = new(KeyRing.Open(_inputs.Data, hasData: true).Ring!);

        string[] opened = [.. database.Rows("SELECT number, personal FROM claimants ORDER BY role DESC")
            .Select(row => Encoding.UTF8.GetString(sealer.Open(
                Convert.FromHexString(row["personal"]), SealedPlace.Claimant(long.Parse(row["number"], CultureInfo.InvariantCulture)))))];

        Assert.Multiple(() =>
        {
            Assert.That(opened[0], Does.Contain(A.Household(1).MotherId).And.Contain(People.Card(2)).And.Contain("王秀英"));
            Assert.That(opened[1], Does.Contain(A.Household(1).FatherId).And.Contain(People.Card(3)));
        });
    }

    [Test]
    public void A_run_and_its_batches_are_recorded()
    {
        TestRun run = _inputs.Roster("a.csv", A.Household(1), A.Household(2, "320303002002")).Run();
        using TestDatabase database = _inputs.Rows();

        Assert.Multiple(() =>
        {
            Assert.That(database.Rows("SELECT id, state, maker FROM runs").Select(row => string.Join(' ', row.Values)),
                Is.EqualTo(["2026-1 Sealed operator"]));
            Assert.That(
                database.Rows("SELECT id, state, payments, total_fen FROM batches ORDER BY id").Select(row => string.Join(' ', row.Values)),
                Is.EqualTo(["2026-1-320302-ocr proposed 2 12000", "2026-1-320303-ocr proposed 2 12000"]));
            Assert.That(database.Rows("SELECT path, rows, accepted, rejected FROM run_inputs").Select(row => string.Join(' ', row.Values)),
                Is.EqualTo(["a.csv 6 2 0"]));
            Assert.That(run.Payments, Is.EqualTo(4));
        });
    }

    private static IEnumerable<string> Found(byte[] image, HashSet<string> secrets)
    {
        string text = Encoding.Latin1.GetString(image);
        HashSet<string> runs = [];
        for (int start = 0; start < text.Length; start++)
        {
            int end = start;
            while (end < text.Length && char.IsAsciiLetterOrDigit(text[end]))
                end++;
            if (end - start >= 8)
                runs.Add(text[start..end]);
            start = end;
        }

        return runs.Where(run => secrets.Contains(run) || run.Length < 200
            && secrets.Any(secret => run.Contains(secret, StringComparison.Ordinal)));
    }

    private string Refusal() => Assert.Throws<StoreRefusal>(() => _inputs.Roster("a.csv", A.Household(1)).Run())!.Message;
}
