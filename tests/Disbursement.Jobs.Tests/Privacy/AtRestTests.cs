using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.Data.Sqlite;

namespace Disbursement.Jobs.Tests.Privacy;

/// <summary>
/// After a run, officers' acts, the bank's answers and a rotation, no id number, account or phone lies in the clear, read byte by byte.
/// </summary>
[TestFixture]
internal sealed class AtRestTests
{
    private TestInputs _inputs = null!;
    private DisburseProgram _disburse = null!;
    private ClearText _secrets = null!;
    private string _batch = "";
    private string _id = "";

    [OneTimeSetUp]
    public void TellStory()
    {
        _inputs = new TestInputs();
        _disburse = new DisburseProgram(_inputs.Root);
        _secrets = Story(out _batch, out _id);
    }

    [OneTimeTearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [Test]
    public void Bytes_of_the_database_its_log_its_backup_the_heads_and_the_logs_name_nobody()
    {
        Dictionary<string, byte[]> bytes = Directory.GetFiles(Path.Combine(_inputs.Root, "logs"))
            .Append(Path.Combine(_inputs.Data, "heads.txt")).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);

        // A reader that stays where it is keeps the write-ahead log from being emptied.
        using SqliteConnection reader = Open(_inputs.DatabaseFile), target = Open(Path.Combine(_inputs.Root, "backup.db"));
        using SqliteTransaction open = reader.BeginTransaction(deferred: true);
        Scalar(reader, "SELECT COUNT(*) FROM audit");
        Assert.That(_disburse.As("boss", "keys", "rotate").Exit, Is.Zero);
        bytes["wal"] = ReadShared(_inputs.DatabaseFile + "-wal");
        using (SqliteConnection source = Open(_inputs.DatabaseFile))
            source.BackupDatabase(target);
        open.Dispose();
        reader.Dispose();
        target.Dispose();
        bytes["database"] = File.ReadAllBytes(_inputs.DatabaseFile);
        bytes["backup"] = File.ReadAllBytes(Path.Combine(_inputs.Root, "backup.db"));

        Assert.That(bytes.Keys, Is.SupersetOf(new[] { "heads.txt", "wal", "database", "backup" }).And.Some.StartsWith("disburse-"));
        Assert.That((_secrets.Count > 800, bytes["wal"].Length > 100_000, bytes["backup"].Length > 300_000),
            Is.EqualTo((true, true, true)));
        Assert.That(bytes.SelectMany(file => _secrets.In(file.Value).Select(found => $"{file.Key}: {found}")), Is.Empty);
    }

    [Test]
    public void Bytes_of_the_archive_name_nobody_and_every_file_of_persons_is_sealed_there()
    {
        string[] rosters = Directory.GetFiles(Path.Combine(_inputs.Inputs, "rosters"), "*", SearchOption.AllDirectories),
            handedIn = [.. rosters, Path.Combine(_inputs.Root, "answers.csv"), Path.Combine(_inputs.Root, "answers.txt")],
            archived = Directory.GetFiles(Path.Combine(_inputs.Data, "archive"), "*", SearchOption.AllDirectories);
        Encoding gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;
        byte[][] names = [.. _inputs.Values("name").SelectMany(name => new[] { Encoding.UTF8.GetBytes(name), gb18030.GetBytes(name) })
            .Where(name => name.Length > 5)];

        Assert.That((names.Length > 100, handedIn.Count(file => _secrets.In(File.ReadAllBytes(file)).Count > 0) > 6),
            Is.EqualTo((true, true)));
        Assert.That(archived.Select(Path.GetFileName), Is.SupersetOf(handedIn.Select(
            file => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))) + ".sealed")));
        foreach (string file in archived)
        {
            byte[] bytes = File.ReadAllBytes(file);
            Assert.That(_secrets.In(bytes), Is.Empty, file);
            Assert.That(names.Where(name => bytes.AsSpan().IndexOf(name) >= 0).Select(Convert.ToHexString), Is.Empty, file);
        }
    }

    [Test]
    public void What_the_program_says_names_nobody()
    {
        string batch = _batch, id = _id, payment = $"{batch}-000001";
        string[][] commands =
        [
            ["batches"], ["batch", "show", batch], ["batch", "show", batch, "--json"], ["batch", "show", payment],
            ["batch", "show", payment, "--json"],
            ["explain", "--id", id], ["explain", "--id", id, "--json"], ["decisions", "--run", "2026-1"], ["returns", "list"],
            ["returns", "list", "--json"],
            ["keys", "rotate", "--as", "boss", "--password-stdin"], ["keys", "backup", "ring.json", "--as", "boss", "--password-stdin"],
            ["explain", id], ["batch", "hold", id, "--reason", "x", "--as", "reviewer", "--password-stdin"],
        ];

        Dictionary<string, string> said =
            commands.ToDictionary(command => string.Join(' ', command), command => _disburse.Run(command).Said);

        Assert.That(said.Where(command => command.Value.Length == 0).Select(command => command.Key), Is.Empty);
        // Whoever types a number where a payment belongs sees it again; it goes no further than their own screen.
        said.Remove(said.Keys.Last());
        Assert.That(said.SelectMany(command => _secrets.In(command.Value).Select(found => $"{command.Key}: {found}")), Is.Empty);
        Assert.That(Directory.GetFiles(Path.Combine(_inputs.Root, "logs")).Append(_inputs.DatabaseFile)
            .SelectMany(file => _secrets.In(File.ReadAllBytes(file))), Is.Empty);
    }

    [TestCase("UTF-8")]
    [TestCase("UTF-16")]
    [TestCase("UTF-16BE")]
    [TestCase("GB18030")]
    public void A_number_in_the_clear_would_be_found(string encoding)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        ClearText secrets = new(["32030219850304123X", "6222021234567890123"]);

        Assert.That(secrets.In(Encoding.GetEncoding(encoding).GetBytes("王32030219850304123X86222021234567890123号")),
            Is.EquivalentTo(new[] { "32030219850304123X", "6222021234567890123" }));
    }

    [Test]
    public void A_number_stored_as_a_number_would_be_found()
    {
        byte[] bytes = new byte[20];
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(5), 32030219850304123);

        Assert.That(new ClearText(["320302198503041234"]).In(bytes), Has.Count.EqualTo(1));
    }

    /// <summary>
    /// A run over sound, faulty and hostile rosters, then everything that officers and banks do, with numbers in each place where words may
    /// stand.
    /// </summary>
    private ClearText Story(out string batch, out string id)
    {
        _inputs.WithSample(250, faultsPercent: 20);
        HashSet<string> numbers = _inputs.Values("id_number", "bank_account", "phone");
        TestHousehold[] own = [.. Enumerable.Range(1, 6).Select(number => A.Household(number, "320303001001"))];
        _inputs.Roster("x1.csv", own[..4]).Roster("x2.csv", RosterText.Line(own[4].Rows[0]) + "\n")
            .RosterBytes("x3.csv", [.. Encoding.UTF8.GetBytes(RosterText.Of(own[5])), 0x80, 0xFF])
            .Roster("x4.csv", RosterText.Of(own[5]) + $"\"{own[5].MotherId},{People.Card(11)}\n");
        foreach (Dictionary<string, string> row in own.SelectMany(household => household.Rows))
            numbers.UnionWith(new[] { "id_number", "bank_account", "phone" }.Select(column => row.GetValueOrDefault(column, "")));
        id = own[0].MotherId;

        Say(1, _disburse.Run("run", "--year", "2026"));
        Say(0, _disburse.Run("users", "add", "boss", "--role", "administrator", "--password-stdin"));
        foreach (string role in new[] { "operator", "reviewer", "auditor" })
            Say(0, _disburse.Hire("boss", role, role));
        batch = Batch("320303");
        string first = $"{batch}-000001", second = $"{batch}-000002", third = $"{batch}-000003", given = People.Card(4242),
            card = People.Card(31), other = People.Card(32);
        numbers.UnionWith([given, card, other, "6222000000000000", "320302197508150026"]);
        Say(2, _disburse.As("reviewer", "batch", "hold", first, "--reason", $"账号{card}不对"));
        Say(0, _disburse.As("reviewer", "batch", "hold", first, "--reason", "户名待核"));
        Say(0, _disburse.As("reviewer", "batch", "account", first, "--account", given, "--reason", "本人申请"));
        Say(2, _disburse.As("reviewer", "batch", "hold", own[0].MotherId, "--reason", "x"));
        Say(0, _disburse.As("reviewer", "batch", "approve", "--run", "2026-1", "--all"));
        Say(0, _disburse.As("reviewer", "batch", "release", batch));

        // The bank's words, with whole numbers in every place; lines for quarantine of several kinds.
        string amount = Amount(second), words = $"账号{card}已销户，ID{own[0].MotherId}，电话{own[1].Rows[0]["phone"]}";
        File.WriteAllText(Path.Combine(_inputs.Root, "answers.csv"), $"payment_no,amount,status,reason\n{second},{amount},failed,"
            + $"{words}\n{third},1.23,paid,\n{own[0].FatherId},{card},{other},{words}\n{card},1.00,paid,\n\"{words},1\n");
        File.WriteAllBytes(Path.Combine(_inputs.Root, "answers.txt"), CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!.GetBytes(
            $"||20260601|320303|||1|590.00\r\n1|王秀英|590.00|6222000000000000|320302|01|320302197508150026|1|{card}|failed|{words}|"
                + $"2026-06-05\r\n{words}\r\n"));
        Say(1, _disburse.As("operator", "returns", "import", "answers.csv", "answers.txt"));
        Say(0, _disburse.As("reviewer", "batch", "account", second, "--account", People.Card(4243), "--reason", "银行退回"));
        numbers.Add(People.Card(4243));
        Say(0, _disburse.As("operator", "reissue", "--run", "2026-1"));
        using TestDatabase database = _inputs.Rows();
        Assert.That((database.Number("SELECT COUNT(*) FROM quarantine") >= 5, database.Number("SELECT COUNT(*) FROM payees"),
            database.Number("SELECT COUNT(*) FROM payments WHERE note LIKE '%***%'")), Is.EqualTo((true, 2L, 1L)));
        return new ClearText(numbers);
    }

    private static void Say(int expected, (int Exit, string Said) command) => Assert.That(command.Exit, Is.EqualTo(expected), command.Said);

    private string Batch(string county)
    {
        using TestDatabase database = _inputs.Rows();
        return database.Rows($"SELECT id FROM batches WHERE county = '{county}' AND payments > 3 ORDER BY payments DESC, id")[0]["id"];
    }

    private string Amount(string payment)
    {
        using TestDatabase database = _inputs.Rows();
        return (long.Parse(database.Rows($"SELECT amount_fen AS f FROM payments WHERE payment_no = '{payment}'")[0]["f"],
            CultureInfo.InvariantCulture) / 100m).ToString("0.00", CultureInfo.InvariantCulture);
    }

    private static SqliteConnection Open(string file)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static void Scalar(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteScalar();
    }

    private static byte[] ReadShared(string file)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
