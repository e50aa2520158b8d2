using Disbursement.Jobs.Tests.Proofs;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.Data.Sqlite;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>
/// What the database refuses by itself, whatever program asks: states that do not follow one another, and changes of what is recorded for
/// good.
/// </summary>
[TestFixture]
internal sealed class LifeCycleTests
{
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

    private static readonly string[] Permanent =
        ["transfers", "decisions", "claimants", "audit", "batch_acts", "payments", "batches", "officer_names", "run_makers", "return_files",
            "quarantine", "roster_imports", "payees", "earlier_answers"];

    private TestOffice _office = null!;
    private Dictionary<string, string> _triggers = null!;

    [OneTimeSetUp]
    public void OpenOffice()
    {
        _office = FullStory.Copy();
        _triggers = _office.Rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            .ToDictionary(row => row["name"], row => row["sql"]);
    }

    [OneTimeTearDown]
    public void CloseOffice() => _office.Dispose();

    [Test]
    public void A_batch_takes_the_steps_of_the_life_cycle_and_no_other()
    {
        // Both acts are there, so that the steps alone are on trial.
        using TestDatabase database = _office.Inputs.Rows();
        database.Execute("INSERT INTO batch_acts SELECT (SELECT MAX(id) FROM batch_acts) + 1, number, 'approve', 3, 'li', NULL, "
            + "files_sha256, 1 FROM batches WHERE id = '2027-1-320302-ocr'");
        database.Execute("INSERT INTO batch_acts SELECT (SELECT MAX(id) FROM batch_acts) + 1, number, 'release', 3, 'li', NULL, "
            + "files_sha256, 1 FROM batches WHERE id = '2027-1-320302-ocr'");

        Assert.That(Steps(database, "batches", "id = '2027-1-320302-ocr'", BatchStates), Is.EquivalentTo(BatchSteps));
    }

    [Test]
    public void A_payment_takes_the_steps_of_the_life_cycle_and_no_other()
    {
        using TestDatabase database = _office.Inputs.Rows();

        Assert.That(Steps(database, "payments", "payment_no = '2027-1-320302-ocr-000001'", PaymentStates), Is.EquivalentTo(PaymentSteps));
    }

    [TestCase("payments")]
    [TestCase("batches")]
    public void A_state_that_there_is_not_is_refused(string table)
    {
        Refused($"UPDATE {table} SET state = 'lost'");
        Refused($"UPDATE {table} SET state = upper(state)");
        Refused($"UPDATE {table} SET state = NULL");
    }

    [TestCase("id", "id + 1")]
    [TestCase("batch_number", "batch_number + 1")]
    [TestCase("payment_no", "payment_no || '0'")]
    [TestCase("claimant_number", "claimant_number + 1")]
    [TestCase("months", "'1-12'")]
    [TestCase("current_fen", "current_fen + 1")]
    [TestCase("arrears_fen", "arrears_fen + 1")]
    [TestCase("offset_fen", "offset_fen - 1")]
    [TestCase("amount_fen", "amount_fen + 1")]
    [TestCase("flags", "NULL")]
    [TestCase("replaces", "NULL")]
    [TestCase("province_fen", "province_fen + 1")]
    [TestCase("city_fen", "city_fen + 1")]
    [TestCase("county_fen", "county_fen + 1")]
    public void What_a_payment_is_never_changes(string column, string value) =>
        Refused($"UPDATE payments SET {column} = {value} WHERE id = (SELECT MAX(id) FROM payments)");

    [TestCaseSource(nameof(Permanent))]
    public void A_row_that_is_recorded_for_good_is_not_deleted(string table)
    {
        Refused($"DELETE FROM {table}");
        Refused($"DELETE FROM {table} WHERE rowid = (SELECT MAX(rowid) FROM {table})");
    }

    [TestCaseSource(nameof(Permanent))]
    public void A_row_that_is_recorded_for_good_is_not_replaced(string table)
    {
        string[] columns = _office.Texts($"SELECT name FROM pragma_table_info('{table}') ORDER BY pk DESC, cid");
        string cells = string.Join(", ", columns);
        Refused($"INSERT OR REPLACE INTO {table} ({cells}) SELECT {cells} FROM {table} LIMIT 1");
        Refused($"REPLACE INTO {table} ({cells}) SELECT {cells} FROM {table} ORDER BY {columns[0]} DESC LIMIT 1");
        Refused(
            $"INSERT INTO {table} ({cells}) SELECT {cells} FROM {table} LIMIT 1 ON CONFLICT DO UPDATE SET {columns[^1]} = {columns[^1]}");
    }

    [TestCaseSource(nameof(Permanent))]
    public void A_row_that_is_recorded_for_good_is_not_updated_but_where_a_value_may_be_sealed_anew_or_a_state_moves_on(string table)
    {
        string[] movable = table switch
        {
            "payments" => ["state", "is_left_out", "payee", "note", "hold", "return_file", "return_line", "answered_on"],
            "batches" => [.. _office.Texts("SELECT name FROM pragma_table_info('batches')")],
            "claimants" or "payees" => ["personal"],
            "quarantine" => ["raw"],
            _ => [],
        };
        foreach (string column in _office.Texts($"SELECT name FROM pragma_table_info('{table}')").Except(movable))
            Refused($"UPDATE {table} SET {column} = {column}");
    }

    [Test]
    public void A_batch_with_files_is_not_pushed_aside_by_another_of_its_name()
    {
        string[] cells = _office.Texts("SELECT name FROM pragma_table_info('batches') WHERE pk = 0");
        Refused($"INSERT OR REPLACE INTO batches (number, {string.Join(", ", cells)}) SELECT number + 2000, {string.Join(", ", cells)} "
            + $"FROM batches LIMIT 1");
        Refused(
            "UPDATE OR REPLACE batches SET number = (SELECT MAX(number) FROM batches) WHERE number = (SELECT MIN(number) FROM batches)");
    }

    /// <summary>Sets each state as it could not be set otherwise, then tries every step from it.</summary>
    private List<string> Steps(TestDatabase database, string table, string row, string[] states)
    {
        List<string> taken = [];
        string[] triggers = [.. _triggers.Keys.Where(name => name.StartsWith(table + "_", StringComparison.Ordinal))];
        foreach (string from in states)
        {
            foreach (string to in states.Where(to => to != from))
            {
                foreach (string trigger in triggers)
                    database.Execute($"DROP TRIGGER {trigger}");
                database.Execute($"UPDATE {table} SET state = '{from}' WHERE {row}");
                foreach (string trigger in triggers)
                    database.Execute(_triggers[trigger]);
                try
                {
                    if (database.Execute($"UPDATE {table} SET state = '{to}' WHERE {row}") == 1)
                        taken.Add($"{from} {to}");
                }
                catch (SqliteException exception) when (exception.Message.Contains("life cycle", StringComparison.Ordinal))
                {
                    Assert.That(database.Rows($"SELECT state FROM {table} WHERE {row}")[0]["state"], Is.EqualTo(from));
                }
            }
        }

        return taken;
    }

    private void Refused(string sql)
    {
        string[] before = _office.EverythingButActs();

        Assert.That(() => _office.Execute(sql), Throws.InstanceOf<SqliteException>(), sql);
        Assert.That(_office.EverythingButActs(), Is.EqualTo(before));
    }
}
