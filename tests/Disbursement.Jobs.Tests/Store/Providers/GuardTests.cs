using System.Data.Common;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Proofs;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Store.Providers;

/// <summary>What the database refuses by itself on every provider, whatever program asks.</summary>
[TestFixtureSource(typeof(TestProvider), nameof(TestProvider.All))]
internal sealed class GuardTests(TestProvider provider)
{
    private const string Made = "INSERT INTO payments (id, batch_number, payment_no, claimant_number, current_fen, arrears_fen, offset_fen,"
        + " amount_fen, state, province_fen, city_fen, county_fen, is_left_out)";

    private static readonly string[] BatchStates = ["proposed", "approved", "released", "settled", "rejected"];
    private static readonly string[] PaymentStates =
        ["proposed", "approved", "held", "released", "paid", "failed", "reissued", "cancelled"];

    /// <summary>Life cycle, section 2; an approval is void again when a payment is held.</summary>
    private static readonly string[] BatchSteps =
        ["proposed approved", "proposed rejected", "approved released", "approved rejected", "approved proposed", "released settled"];

    private static readonly string[] PaymentSteps =
    [
        "proposed approved", "proposed held", "proposed cancelled", "approved held", "approved released", "approved cancelled",
        "approved proposed", "held proposed", "held reissued", "held cancelled",
        "released paid", "released failed", "paid failed", "failed paid", "failed reissued", "failed cancelled", "reissued paid",
        "cancelled paid",
    ];

    private static readonly string[] Fixed =
        ["id", "batch_number", "payment_no", "claimant_number", "months", "current_fen", "arrears_fen", "offset_fen", "amount_fen", "flags",
            "province_fen", "city_fen", "county_fen", "replaces"];

    private static readonly string[] Permanent = [.. AppendOnly(), "payments", "batches"];

    private TestOffice _office = null!;

    [OneTimeSetUp]
    public void TellTheStory() => _office = FullStory.Tell(TestOffice.Staffed(new TestInputs(provider.Settings)));

    [OneTimeTearDown]
    public void CloseOffice() => _office?.Dispose();

    [TestCaseSource(nameof(Permanent))]
    public void A_row_that_is_recorded_for_good_is_not_deleted(string table)
    {
        Refused($"DELETE FROM {table}");
        Refused($"DELETE FROM {table} WHERE {KeyOf(table)} = (SELECT MAX({KeyOf(table)}) FROM {table})");
    }

    [TestCaseSource(nameof(AppendOnly))]
    public void A_row_that_is_recorded_for_good_is_not_changed_but_where_a_value_may_be_sealed_anew(string table)
    {
        using TestDatabase database = _office.Inputs.Rows();
        string[] columns = [.. database.Rows($"SELECT * FROM {table}")[0].Keys];
        foreach (string column in columns.Except(AllTables.SealedColumns.Where(one => one.Table == table).Select(one => one.Column)))
            Refused($"UPDATE {table} SET {column} = {column}");
    }

    [Test]
    public void A_sealed_value_may_be_sealed_anew()
    {
        using TestDatabase database = _office.Inputs.Rows();
        foreach ((string table, string column) in AllTables.SealedColumns)
            Assert.That(database.Execute($"UPDATE {table} SET {column} = {column}"), Is.GreaterThan(0), table);
    }

    [TestCaseSource(nameof(Fixed))]
    public void What_a_payment_is_never_changes(string column) => Refused($"UPDATE payments SET {column} = {column} WHERE state = 'paid'");

    [Test]
    public void A_statement_that_touches_no_row_is_not_refused()
    {
        using TestDatabase database = _office.Inputs.Rows();
        foreach (string table in Permanent)
            Assert.That(database.Execute($"DELETE FROM {table} WHERE 1 = 0"), Is.LessThanOrEqualTo(0), table);
    }

    [Test]
    public void A_payment_takes_the_steps_of_the_life_cycle_and_no_other()
    {
        using TestDatabase database = _office.Inputs.Rows();
        string claimant =
            _office.Text("SELECT MIN(number) AS n FROM claimants"), batch = _office.Text("SELECT MIN(number) AS n FROM batches");
        List<string> taken = [];
        long id = 1L << 60;
        foreach ((string from, string to) in Pairs(PaymentStates))
        {
            id++;
            database.Execute($"{Made} VALUES ({id}, {batch}, 'test-{id}', {claimant}, 1, 0, 0, 1, '{from}', 0, 0, 0, 0)");
            if (Takes($"UPDATE payments SET state = '{to}' WHERE id = {id}", "life cycle"))
                taken.Add($"{from} {to}");
        }

        Assert.That(taken, Is.EquivalentTo(PaymentSteps));
    }

    [Test]
    public void A_batch_takes_the_steps_of_the_life_cycle_and_no_other()
    {
        using TestDatabase database = _office.Inputs.Rows();
        List<string> taken = [];
        int number = 9_000_000;
        long act = _office.Number("SELECT MAX(id) FROM batch_acts") + 1000;
        foreach ((string from, string to) in Pairs(BatchStates))
        {
            Batch(database, ++number, from);
            foreach (string done in new[] { "approve", "release" })
                database.Execute($"INSERT INTO batch_acts (id, batch_number, act, officer_id, officer, files_sha256, recorded_at) VALUES "
                    + $"({++act}, {number}, '{done}', {_office.Reviewer.Id}, 'li', 'x', 1)");
            if (Takes($"UPDATE batches SET state = '{to}' WHERE number = {number}", "life cycle"))
                taken.Add($"{from} {to}");
        }

        Assert.That(taken, Is.EquivalentTo(BatchSteps));
    }

    [TestCase("proposed", "approved")]
    [TestCase("approved", "released")]
    public void A_batch_moves_on_by_the_act_of_a_reviewer_alone(string from, string to)
    {
        using TestDatabase database = _office.Inputs.Rows();
        int number = from == "proposed" ? 9_500_001 : 9_500_002;
        Batch(database, number, from);

        Refused($"UPDATE batches SET state = '{to}' WHERE number = {number}");
    }

    [Test]
    public void One_statement_over_many_rows_is_judged_by_each_of_them()
    {
        Refused("UPDATE payments SET state = 'paid'");
        Refused("UPDATE batches SET state = 'settled'");
        Refused($"INSERT INTO batch_acts (id, batch_number, act, officer_id, officer, files_sha256, recorded_at) SELECT 800000 + number, "
            + $"number, 'approve', {_office.Operator.Id}, 'zhang', files_sha256, 1 FROM batches");
    }

    [Test]
    public void Who_made_a_run_or_is_no_reviewer_does_not_approve_it()
    {
        string batch = _office.Text("SELECT number FROM batches WHERE id = '2027-1-320302-ocr'");
        foreach (string officer in new[] { $"{_office.Operator.Id}", $"{_office["zhao"].Id}", "4711", "NULL" })
            Refused($"INSERT INTO batch_acts (id, batch_number, act, officer_id, officer, files_sha256, recorded_at) VALUES (900000, "
                + $"{batch}, 'approve', {officer}, 'x', 'x', 1)");
    }

    [TestCase("payments")]
    [TestCase("batches")]
    public void A_state_that_there_is_not_is_refused(string table)
    {
        Refused($"UPDATE {table} SET state = 'lost'");
        Refused($"UPDATE {table} SET state = UPPER(state)");
        Refused($"UPDATE {table} SET state = NULL");
    }

    [Test]
    public void A_batch_does_not_slip_through_under_another_number()
    {
        if (provider.IsSqlite)
            Assert.Ignore("SQLite judges each row with its own row before");

        Refused("UPDATE batches SET number = number + 100000, state = 'settled' WHERE id NOT IN (SELECT b.id FROM batches b JOIN "
            + "batch_files f ON f.batch_number = b.number)");
        Refused("UPDATE batches SET number = number");
    }

    private static IEnumerable<string> AppendOnly() => AllTables.AppendOnly.Select(table => table.Name);

    private static IEnumerable<(string From, string To)> Pairs(string[] states) =>
        from one in states from other in states where one != other select (one, other);

    private static string KeyOf(string table) => table switch
    {
        "claimants" or "batches" => "number",
        "audit" => "sequence",
        "officer_names" => "name",
        _ => "id",
    };

    private static void Batch(TestDatabase database, int number, string state) => database.Execute($"""
        INSERT INTO batches (number, id, run_number, county, scheme, state, payments, current_fen, arrears_fen, offset_fen, total_fen,
          central_fen, province_fen, city_fen, county_fen, recoveries, recovered_fen, is_assumed, files_sha256)
        VALUES ({number}, 'test-{number}', (SELECT MIN(number) FROM runs), '320399', 'ocr', '{state}', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          'x')
        """);

    /// <summary>Each try on a connection of its own: an error of a trigger may take more than the statement with it.</summary>
    private bool Takes(string sql, string refusal)
    {
        try
        {
            return _office.Execute(sql) == 1;
        }
        catch (DbException exception) when (exception.Message.Contains(refusal, StringComparison.Ordinal))
        {
            return false;
        }
    }

    private void Refused(string sql)
    {
        string[] before = _office.EverythingButActs();

        Assert.That(() => _office.Execute(sql), Throws.InstanceOf<DbException>(), sql);
        Assert.That(_office.EverythingButActs(), Is.EqualTo(before));
    }
}
