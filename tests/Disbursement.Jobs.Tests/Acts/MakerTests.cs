using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.Data.Sqlite;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>
/// Who had a hand in a run neither approves nor releases what came of it, under whatever name; and where the program is bypassed, the
/// database refuses it.
/// </summary>
[TestFixture]
internal sealed class MakerTests
{
    private const string Batch = "2026-1-320302-ocr";

    private TestOffice _office = null!;

    [SetUp]
    public void OpenOffice()
    {
        _office = TestOffice.Empty();
        _office.Inputs.Roster("a.csv", A.Household(1));
    }

    [TearDown]
    public void CloseOffice() => _office.Dispose();

    [TestCase("li", "li")]
    [TestCase("li", "LI")]
    [TestCase("Li", "li")]
    [TestCase("李明", "李明")]
    public void A_user_who_ran_before_there_were_officers_is_the_maker_also_as_the_officer_of_that_name(string user, string officer)
    {
        _office.Run(systemUser: user);
        _office.Add("chen", OfficerRole.Administrator);

        Refused(_office.Add(officer, OfficerRole.Reviewer));
        Accepted(_office.Add("wu", OfficerRole.Reviewer));
    }

    [Test]
    public void An_officer_who_is_renamed_to_the_maker_is_the_maker()
    {
        _office.Run(systemUser: "li");
        _office.Add("chen", OfficerRole.Administrator);
        Officer wu = _office.Add("wu", OfficerRole.Reviewer);

        Refused(_office.Rename(wu, "Li"));
    }

    [Test]
    public void An_officer_who_had_the_maker_s_name_once_is_the_maker()
    {
        _office.Run(systemUser: "li");
        _office.Add("chen", OfficerRole.Administrator);
        Officer li = _office.Add("li", OfficerRole.Reviewer);

        Refused(_office.Rename(li, "wu"));
    }

    [Test]
    public void The_name_on_the_command_line_and_the_user_behind_it_are_both_makers()
    {
        _office.Inputs.Run(_office.Inputs.Order() with { Maker = "wu", SystemUser = "Li" });
        _office.Add("chen", OfficerRole.Administrator);

        Refused(_office.Add("wu", OfficerRole.Reviewer));
        Refused(_office.Add("li", OfficerRole.Reviewer));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void An_operator_approves_nothing_also_under_a_new_name(bool isRenamed)
    {
        _office.Add("chen", OfficerRole.Administrator);
        Officer zhang = _office.Add("zhang", OfficerRole.Operator);
        _office.Run();
        if (isRenamed)
            zhang = _office.Rename(zhang, "xu");

        Refused(zhang, "NOT-YOUR-POWER");
    }

    [Test]
    public void A_name_that_an_officer_had_never_goes_to_another()
    {
        _office.Add("chen", OfficerRole.Administrator);
        Officer zhang = _office.Add("zhang", OfficerRole.Operator);
        _office.Run();
        _office.Rename(zhang, "xu");
        Officer li = _office.Add("li", OfficerRole.Reviewer);

        Assert.That(TestOffice.CodeOf(new ManageOfficers(_office.Setting)
            .Add(_office.Administrator, "ZHANG", OfficerRole.Reviewer, [], TestOffice.Password)), Is.EqualTo("NAME-TAKEN"));
        Assert.That(TestOffice.CodeOf(new ManageOfficers(_office.Setting).Rename(_office.Administrator, li.Name, "Zhang")),
            Is.EqualTo("NAME-TAKEN"));
        Accepted(li);
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Who_brought_in_a_correction_that_the_run_read_is_a_maker(bool isKnownByNumber)
    {
        _office.Add("chen", OfficerRole.Administrator);
        _office.Add("zhang", OfficerRole.Operator);
        Officer li = _office.Add("li", OfficerRole.Reviewer), wu = _office.Add("wu", OfficerRole.Reviewer);
        _office.Inputs.Roster("corrections/c.csv", A.Household(1), A.Household(2));
        using (DisbursementDb db = _office.Setting.Store.Model())
        {
            string sha256 = FileHash.OfAny(_office.Inputs.PathOf("corrections/c.csv"))!;
            db.RosterImports.Add(new RosterImportRecord { Id = 1, Sha256 = sha256, Path = "corrections/c.csv", Year = 2026,
                OfficerId = isKnownByNumber ? li.Id : null, Officer = isKnownByNumber ? "somebody" : "Li", RecordedAt = 1 });
            db.SaveChanges();
        }

        _office.Run();

        Refused(li);
        Accepted(wu);
    }

    [Test]
    public void Who_brings_a_correction_in_is_recorded_among_the_makers_of_the_run_that_reads_it()
    {
        _office.Add("chen", OfficerRole.Administrator);
        _office.Add("zhang", OfficerRole.Operator);
        Officer xu = _office.Add("xu", OfficerRole.Operator);
        TestOffice.Done(_office.Correct("c.csv", xu, A.Household(1), A.Household(2)));
        _office.Run();

        Assert.That(_office.Texts("SELECT name || ' ' || why FROM run_makers ORDER BY name"),
            Is.EqualTo(new[] { "xu corrections/c.csv", "zhang started" }));
        Assert.That(_office.Breaks(), Is.Empty);
    }

    [Test]
    public void Who_makes_a_batch_of_payments_to_be_paid_again_is_its_maker()
    {
        _office.Add("chen", OfficerRole.Administrator);
        Officer zhang = _office.Add("zhang", OfficerRole.Operator);
        _office.Add("li", OfficerRole.Reviewer);
        _office.Run();
        _office.Send(Batch);
        TestOffice.Done(_office.Import("back.csv", _office.Answer(Batch + "-000001", "failed"), _office.Answer(Batch + "-000002")));
        TestOffice.Done(_office.Reissue("2026-1"));

        Assert.That(_office.Text("SELECT name || officer_id FROM run_makers WHERE run_number = 2"), Is.EqualTo($"zhang{zhang.Id}"));
        Assert.That(() => InsertAct("approve", zhang, "2026-2-320302-ocr"), Throws.InstanceOf<SqliteException>());
    }

    [Test]
    public void Who_gave_the_account_that_a_payment_goes_to_now_is_a_maker_of_its_batch()
    {
        _office.Add("chen", OfficerRole.Administrator);
        _office.Add("zhang", OfficerRole.Operator);
        Officer li = _office.Add("li", OfficerRole.Reviewer), wu = _office.Add("wu", OfficerRole.Reviewer);
        _office.Run();
        _office.Send(Batch);
        TestOffice.Done(_office.Import("back.csv", _office.Answer(Batch + "-000001", "failed"), _office.Answer(Batch + "-000002")));
        TestOffice.Done(_office.GiveAccount(Batch + "-000001", People.Card(77), li));
        TestOffice.Done(_office.Reissue("2026-1"));

        Assert.That(TestOffice.CodeOf(_office.Approve("2026-2-320302-ocr", li)), Is.EqualTo("MAKER-IS-CHECKER"));
        Assert.That(() => InsertAct("approve", li, "2026-2-320302-ocr"), Throws.InstanceOf<SqliteException>());
        TestOffice.Done(_office.Approve("2026-2-320302-ocr", wu));
        Assert.That(_office.Breaks(), Is.Empty);
    }

    [TestCase("approve")]
    [TestCase("release")]
    public void The_database_takes_no_act_of_anybody_but_a_reviewer(string act)
    {
        _office.Add("chen", OfficerRole.Administrator);
        _office.Add("zhang", OfficerRole.Operator);
        _office.Add("zhao", OfficerRole.Auditor);
        _office.Run();

        Assert.That(new[] { "chen", "zhang", "zhao" }.Count(name => IsTaken(act, _office[name])), Is.Zero);
        Assert.That(() => _office.Execute($"INSERT INTO batch_acts SELECT 1, number, '{act}', NULL, 'li', NULL, "
            + "files_sha256, 1 FROM batches"), Throws.InstanceOf<SqliteException>());
        Assert.That(
            () => _office.Execute($"INSERT INTO batch_acts SELECT 1, number, '{act}', 99, 'li', NULL, files_sha256, 1 FROM batches"),
            Throws.InstanceOf<SqliteException>());
    }

    [TestCase("approve", "approved")]
    [TestCase("release", "released")]
    public void The_database_moves_no_batch_without_the_act_on_its_present_files(string act, string state)
    {
        _office.Add("chen", OfficerRole.Administrator);
        _office.Add("zhang", OfficerRole.Operator);
        Officer li = _office.Add("li", OfficerRole.Reviewer);
        _office.Run();
        string start = act == "approve" ? "proposed" : "approved";
        if (act == "release")
            TestOffice.Done(_office.Approve(Batch));

        Assert.That(() => _office.Execute($"UPDATE batches SET state = '{state}'"),
            Throws.InstanceOf<SqliteException>().With.Message.Contains("needs the act"));
        _office.Execute($"INSERT INTO batch_acts SELECT 50, number, '{act}', {li.Id}, 'li', NULL, '{new string('0', 64)}', 1 FROM batches");
        Assert.That(() => _office.Execute($"UPDATE batches SET state = '{state}'"),
            Throws.InstanceOf<SqliteException>().With.Message.Contains("needs the act"));
        Assert.That(_office.StateOf(Batch), Is.EqualTo(start));
        _office.Execute($"INSERT INTO batch_acts SELECT 51, number, '{act}', {li.Id}, 'li', NULL, files_sha256, 1 FROM batches");
        Assert.That(_office.Execute($"UPDATE batches SET state = '{state}'"), Is.EqualTo(1));
    }

    /// <summary>Refused by the program, by name or by power; and by the database, to which the name or number is enough.</summary>
    private void Refused(Officer officer, string code = "MAKER-IS-CHECKER")
    {
        Assert.That(TestOffice.CodeOf(_office.Approve(Batch, officer)), Is.EqualTo(code), "approve");
        Assert.That((_office.LastAct()["outcome"], _office.LastAct()["officer_id"]), Is.EqualTo(("refused", $"{officer.Id}")));
        Assert.That((IsTaken("approve", officer), IsTaken("release", officer)), Is.EqualTo((false, false)));
        Assert.That(_office.StateOf(Batch), Is.EqualTo("proposed"));
    }

    private void Accepted(Officer officer)
    {
        TestOffice.Done(_office.Approve(Batch, officer));
        TestOffice.Done(_office.Release(Batch, officer));
    }

    private bool IsTaken(string act, Officer officer)
    {
        try
        {
            return InsertAct(act, officer, Batch) > 0;
        }
        catch (SqliteException exception) when (exception.Message.Contains("who made a run", StringComparison.Ordinal))
        {
            return false;
        }
    }

    private int InsertAct(string act, Officer officer, string batch) => _office.Execute(
        $"INSERT INTO batch_acts SELECT (SELECT COALESCE(MAX(id), 0) + 1 FROM batch_acts), number, '{act}', {officer.Id}, '{officer.Name}',"
            + $" NULL, files_sha256, 1 FROM batches WHERE id = '{batch}'");
}
