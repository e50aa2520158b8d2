using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Ledger;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Connections;
using Microsoft.Data.Sqlite;

namespace Disbursement.Jobs.Tests.Proofs;

/// <summary>Rows that are taken away, exchanged or put in behind the program's back, also with hashes that fit, are named.</summary>
[TestFixture]
internal sealed class RowTests
{
    private static readonly string[] Tables =
    [
        "audit", "batch_acts", "batch_files", "batches", "claimants", "decisions", "earlier_answers", "manifests", "officer_names",
        "officers", "payees",
        "payments", "quarantine", "return_files", "roster_imports", "run_inputs",
        "run_makers", "runs", "standings", "transfers",
    ];

    /// <summary>Tables of which the story has two rows at least.</summary>
    private static readonly string[] WithTwoRows = [.. Tables.Except(["payees", "roster_imports"])];

    private UnguardedBooks _books = null!;

    [OneTimeSetUp]
    public void OpenBooks() => _books = new UnguardedBooks();

    [OneTimeTearDown]
    public void CloseBooks() => _books.Dispose();

    [TestCaseSource(nameof(Tables))]
    public void A_row_that_is_taken_away_is_named_the_last_one_too(string table)
    {
        string key = KeyOf(table);
        string[] kept = [$"(SELECT MAX({key}) FROM {table})",
            $"(SELECT {key} FROM {table} ORDER BY {key} LIMIT 1 OFFSET (SELECT COUNT(*) / 2 FROM {table}))"];

        Assert.That(kept.Select(row => Breaks($"DELETE FROM {table} WHERE {key} = {row}").Length > 0), Is.All.True);
    }

    [TestCaseSource(nameof(Tables))]
    public void A_row_that_is_put_in_is_named(string table)
    {
        string[] columns = Columns(table);
        string key = columns[0];
        string another = table switch { "officer_names" => "'xu'", "standings" => "x'00112233445566778899aabbccddeeff'",
            _ => $"(SELECT MAX({key}) + 1 FROM {table})" };
        string values = string.Join(", ", columns.Skip(1).Select(column => (table, column) switch
        {
            ("batches", "id") or ("runs", "id") => "id || '9'",
            ("runs", "ordinal") => "ordinal + 90",
            ("officers", "name") => "'xu'",
            ("return_files", "sha256") => "substr(sha256, 2) || '0'",
            _ => column,
        }));

        Assert.That(Breaks($"INSERT INTO {table} ({string.Join(", ", columns)}) SELECT {another}, {values} FROM {table} WHERE {key} = "
            + $"(SELECT MAX({key}) FROM {table})"), Is.Not.Empty);
    }

    [Test]
    public void Other_files_of_any_act_on_a_batch_are_named()
    {
        string[] acts = _books.Office.Texts("SELECT id || ' ' || act FROM batch_acts ORDER BY id");

        Assert.That(acts, Has.Some.EndsWith(" void"));
        Assert.That(acts.Where(act => Breaks("UPDATE batch_acts SET files_sha256 = 'x' || substr(files_sha256, 2) WHERE id = "
            + act.Split(' ')[0]).Length == 0), Is.Empty);
    }

    [TestCaseSource(nameof(WithTwoRows))]
    public void Two_rows_that_change_places_are_named(string table)
    {
        string[] columns = Columns(table);
        string key = columns[0], cells = string.Join(", ", columns.Skip(1));
        string[] ends = [$"(SELECT MIN({key}) FROM before)", $"(SELECT MAX({key}) FROM before)"];
        string Put(string into,
            string from) => $"INSERT INTO {table} ({key}, {cells}) SELECT {into}, {cells} FROM before WHERE {key} = {from};";

        Assert.That(
            Breaks($"CREATE TEMP TABLE before AS SELECT * FROM {table}; DELETE FROM {table} WHERE {key} IN ({ends[0]}, {ends[1]}); "
                + $"{Put(ends[0], ends[1])} {Put(ends[1], ends[0])}"), Is.Not.Empty);
    }

    [TestCaseSource(nameof(Tables))]
    public void A_table_that_is_gone_is_named_and_nothing_is_thrown(string table)
    {
        _books.Alter(connection => Execute(connection, $"DROP TABLE {table}"));

        Assert.That(_books.AllBreaks(table), Is.Not.Empty);
    }

    [TestCase("runs", "state", "'Sealee'")]
    [TestCase("runs", "year", "'next'")]
    [TestCase("runs", "started_at", "'yesterday'")]
    [TestCase("runs", "started_at", "-9223372036854775808")]
    [TestCase("runs", "value_date", "'31 May'")]
    [TestCase("runs", "number", "-1")]
    [TestCase("runs", "out_folder", "x'00ff00'")]
    [TestCase("runs", "counties", "'everywhere'")]
    [TestCase("runs", "pack_sha256", "''")]
    [TestCase("run_inputs", "ordinal", "9223372036854775807")]
    [TestCase("run_inputs", "sha256", "''")]
    [TestCase("run_inputs", "path", "'../../../etc'")]
    [TestCase("claimants", "claimant_key", "x''")]
    [TestCase("claimants", "standing_before", "'text'")]
    [TestCase("claimants", "personal", "x''")]
    [TestCase("decisions", "due_fen", "'much'")]
    [TestCase("batches", "number", "-1")]
    [TestCase("batches", "run_number", "99")]
    [TestCase("batches", "county", "'nowhere'")]
    [TestCase("batches", "total_fen", "9223372036854775807")]
    [TestCase("batch_files", "path", "'/dev/zero/..'")]
    [TestCase("batch_files", "sha256", "NULL")]
    [TestCase("payments", "amount_fen", "9223372036854775807")]
    [TestCase("payments", "claimant_number", "0")]
    [TestCase("payments", "replaces", "'-'")]
    [TestCase("payments", "replaces", "payment_no")]
    [TestCase("transfers", "fen", "9223372036854775807")]
    [TestCase("transfers", "fen", "-1")]
    [TestCase("transfers", "recorded_at", "9223372036854775807")]
    [TestCase("transfers", "claimant", "x'00'")]
    [TestCase("transfers", "year", "'every'")]
    [TestCase("transfers", "book", "'32'")]
    [TestCase("standings", "value", "x''")]
    [TestCase("standings", "value", "x'01ffffffffffffffffff'")]
    [TestCase("standings", "claimant_key", "x'01'")]
    [TestCase("audit", "recorded_at", "9223372036854775807")]
    [TestCase("audit", "hash", "NULL")]
    [TestCase("audit", "detail", "'officer=99999999999 role=x counties='")]
    [TestCase("manifests", "county", "'x'")]
    [TestCase("manifests", "sha256", "''")]
    [TestCase("officers", "role", "'king'")]
    [TestCase("return_files", "sha256", "''")]
    [TestCase("quarantine", "raw", "x''")]
    [TestCase("payees", "personal", "x'00'")]
    public void Nonsense_is_named_and_nothing_is_thrown(string table, string column, string nonsense)
    {
        _books.Alter(connection =>
        {
            using (SqliteCommand unstrict = connection.CreateCommand())
            {
                // Somebody with the file in hand is not bound by NOT NULL either.
                unstrict.CommandText = $"PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, 'NOT NULL', '') WHERE "
                    + $"name = '{table}' AND name <> 'standings'; PRAGMA writable_schema = RESET;";
                unstrict.ExecuteNonQuery();
            }

            Execute(connection, $"UPDATE {table} SET {column} = {nonsense} WHERE {KeyIn(connection, table)} = (SELECT "
                + $"MIN({KeyIn(connection, table)}) FROM {table})");
        });

        Assert.That(_books.AllBreaks(table), Is.Not.Empty);
    }

    private static string KeyIn(SqliteConnection connection, string table)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT name FROM pragma_table_info('{table}') WHERE pk = 1";
        return (string)command.ExecuteScalar()!;
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_book_that_was_forged_from_the_middle_to_the_end_with_right_hashes_is_named_by_whoever_kept_its_head(bool isHeadsFileGone)
    {
        string heads = Path.Combine(_books.Office.Inputs.Data, "heads.txt"), kept = File.ReadAllText(heads);
        try
        {
            if (isHeadsFileGone)
                File.Delete(heads);
            _books.Alter(
                connection => Forge(connection, "320302", 3, transfer => transfer with { Amount = transfer.Amount + new Money(1) }));

            Assert.That(_books.Office.Breaks(),
                Has.Some.Matches(isHeadsFileGone ? "1: .*manifest.json" : "1: .*(heads.txt|manifest.json)"));
        }
        finally
        {
            File.WriteAllText(heads, kept);
        }
    }

    [Test]
    public void A_transfer_that_was_added_at_the_end_with_the_right_hash_is_named()
    {
        _books.Alter(connection =>
        {
            Execute(connection, """
                INSERT INTO transfers SELECT id + 1, book, sequence + 1, 'paid', 'transit:' || book, 'treasury:' || book, fen, run, batch,
                  payment, claimant, scheme, NULL, recorded_at, actor, hash
                FROM transfers WHERE id = (SELECT MAX(id) FROM transfers WHERE book = '320302')
                """);
            Forge(connection, "320302", 2, transfer => transfer);
        });

        Assert.That(_books.Office.Breaks(), Has.Some.StartsWith("3: "));
    }

    [Test]
    public void A_book_that_was_shortened_with_its_payments_is_named_by_the_heads_that_were_kept()
    {
        _books.Alter(connection => Execute(connection, "DELETE FROM transfers WHERE book = '320302' AND sequence > 2"));

        Assert.That(_books.Office.Breaks()[0], Does.StartWith("1: book 320302 ends at sequence 2, but "));
    }

    [Test]
    public void Acts_that_were_forged_from_the_middle_to_the_end_with_right_hashes_are_named_by_the_heads_that_were_kept()
    {
        _books.Alter(connection => ForgeActs(connection, entry => entry.Act == "reject" ? entry with { Actor = "somebody" } : entry));

        Assert.That(_books.Office.Breaks()[0], Does.Match("1: acts, sequence [0-9]+: the head is not the one in .*heads.txt"));
    }

    [Test]
    public void Acts_and_the_heads_file_that_were_forged_together_are_named_by_a_signed_manifest()
    {
        string heads = Path.Combine(_books.Office.Inputs.Data, "heads.txt"), aside = heads + ".aside";
        _books.Alter(connection => ForgeActs(connection, entry => entry.Act == "reject" ? entry with { Actor = "somebody" } : entry));
        File.Move(heads, aside);
        try
        {
            Assert.That(_books.Office.Breaks()[0], Does.Match("1: acts, sequence [0-9]+: the head is not the one in .*manifest.json"));
        }
        finally
        {
            File.Move(aside, heads);
        }
    }

    [TestCase("UPDATE batches SET state = 'approved' WHERE id = '2026-3-320302-sad'")]
    [TestCase("INSERT INTO batch_acts SELECT MAX(id) + 1, (SELECT number FROM batches WHERE id = '2027-1-320302-ocr'), 'approve', 3, 'li', "
        + "NULL, (SELECT files_sha256 FROM batches WHERE id = '2027-1-320302-ocr'), 1 FROM batch_acts; UPDATE batches SET state = "
        + "'approved' WHERE id = '2027-1-320302-ocr'")]
    [TestCase("UPDATE payments SET state = 'paid' WHERE payment_no = '2027-1-320302-ocr-000001'")]
    [TestCase("UPDATE officers SET role = 'reviewer' WHERE name = 'zhang'")]
    [TestCase("UPDATE officers SET counties = '' WHERE name = 'qian'")]
    [TestCase("UPDATE run_makers SET officer_id = 3, name = 'li' WHERE run_number = 1")]
    [TestCase("INSERT INTO batches SELECT 20000, '2027-1-320311-ocr', run_number, county, scheme, 'approved', payments, current_fen, "
        + "arrears_fen, offset_fen, total_fen, central_fen, province_fen, city_fen, county_fen, recoveries, recovered_fen, is_assumed, "
        + "files_sha256 FROM batches "
        + "WHERE id = '2027-1-320302-ocr'")]
    [TestCase("UPDATE batches SET run_number = 2 WHERE id = '2026-1-320303-ocr'")]
    [TestCase("UPDATE batches SET state = 'rejected' WHERE id = '2027-1-320302-ocr'")]
    [TestCase("INSERT OR REPLACE INTO return_files SELECT 9, sha256, name, bytes, lines, paid, failed, quarantined, officer, recorded_at "
        + "FROM return_files WHERE id = 1")]
    public void An_act_that_nobody_gave_is_named(string sql)
    {
        _books.Alter(connection => Execute(connection, sql));

        Assert.That(_books.Office.Breaks(), Is.Not.Empty);
    }

    private string[] Breaks(string sql)
    {
        _books.Alter(connection => Execute(connection, sql));
        return _books.Breaks();
    }

    private string KeyOf(string table) => Columns(table)[0];

    /// <summary>The columns of a table, its key first.</summary>
    private string[] Columns(string table)
    {
        _books.MakeWhole();
        return _books.Office.Texts($"SELECT name FROM pragma_table_info('{table}') ORDER BY pk DESC, cid");
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        int touched = command.ExecuteNonQuery();
        Assert.That(touched != 0 || sql.StartsWith("DROP", StringComparison.Ordinal), "the change must find its row");
    }

    /// <summary>Alters a transfer and computes its hash and all after it again, as a forger would.</summary>
    private static void Forge(SqliteConnection connection, string book, long sequence, Func<Transfer, Transfer> alter)
    {
        TransferChain chain = new(0, []);
        foreach (StoredTransfer stored in new ReadBooks(connection).Transfers(book).ToList())
        {
            Transfer transfer = stored.Transfer.Sequence == sequence ? alter(stored.Transfer) : stored.Transfer;
            chain.Append(transfer);
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"UPDATE transfers SET fen = {transfer.Amount.Fen}, hash = "
                + $"x'{Convert.ToHexString(chain.Head)}' WHERE id = {stored.Id}"));
        }
    }

    private static void ForgeActs(SqliteConnection connection, Func<AuditEntry, AuditEntry> alter)
    {
        byte[] head = [];
        foreach ((long sequence, AuditEntry entry, _) in AuditTrail.Read(connection).ToList())
        {
            AuditEntry forged = alter(entry);
            head = forged.Hash(sequence, head);
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"UPDATE audit SET actor = '{forged.Actor}', hash = "
                + $"x'{Convert.ToHexString(head)}' WHERE sequence = {sequence}"));
        }
    }
}
