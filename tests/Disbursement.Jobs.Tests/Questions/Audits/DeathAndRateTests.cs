using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Proofs;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Questions.Audits;

/// <summary>What is held against the archived rosters and packs: deaths that were learned later, and rates.</summary>
internal sealed class DeathAndRateTests
{
    private TestOffice _office = null!;

    [SetUp]
    public void Staff() => _office = TestOffice.Staffed();

    [TearDown]
    public void Close() => _office.Dispose();

    [Test]
    public void Finds_each_payment_after_a_death_that_a_later_roster_tells_and_no_other()
    {
        PayTwoYears();

        List<Dictionary<string, string>> found = _office.Ask("paid-after-death");

        Assert.That(found.Of("household_no", "role", "scheme", "death_date", "months", "months_due", "after_death", "told_by_run",
            "told_by"), Is.EqualTo(new[]
        {
            "H-00001 father sad 2025-11-03 1-12  5520.00 2027-1 b.csv",
            "H-00002 mother sad 2026-05-10 1-12 1-5 3220.00 2027-1 b.csv",
            "H-00004 father ocr 2025-06-01 1-12  60.00 2027-1 b.csv",
        }).AsCollection);
    }

    [Test]
    public void Tells_what_has_been_asked_back_since()
    {
        PayTwoYears();

        Assert.That(_office.Ask("paid-after-death").Of("household_no", "after_death", "recovered_since"),
            Is.EqualTo(new[] { "H-00001 5520.00 5520.00", "H-00002 3220.00 3220.00", "H-00004 60.00 60.00" }).AsCollection);
    }

    [Test]
    public void Before_a_roster_tells_of_a_death_there_is_nothing_to_find()
    {
        _office.Inputs.Roster("a.csv", FullStory.WithDisabledChild(1), A.Household(2));
        _office.Run();
        _office.PayAll("2026-1");

        Assert.That(_office.Ask("paid-after-death"), Is.Empty);
    }

    [Test]
    public void Finds_somebody_who_was_dead_in_one_roster_and_lives_again_in_the_next()
    {
        _office.Inputs.Roster("a.csv", A.Household(1).Father(("death_date", "2025-02-01")), A.Household(2));
        _office.Run();
        _office.PayAll("2026-1");
        TestOffice.Done(_office.Correct("c.csv", null, A.Household(1)));
        _office.Run();
        _office.PayAll("2026-2");

        Assert.That(_office.Ask("paid-after-death").Of("payment_no", "role", "told_by_run", "told_by", "told_line", "lives_again_in"),
            Is.EqualTo(new[] { "2026-2-320302-ocr-000001 father 2026-1 a.csv 3 2026-2 corrections/c.csv:3" }).AsCollection);
    }

    [Test]
    public void Finds_a_death_that_a_register_tells_and_no_roster()
    {
        _office.Inputs.Roster("a.csv", A.Household(1), A.Household(2));
        _office.Run();
        _office.PayAll("2026-1");
        _office.Inputs.Register("deaths.csv", "id_number,death_date", $"{A.Household(2).FatherId},2025-06-01");
        _office.Inputs.Register("births.csv", "parent_id,birth_date", $"{A.Household(1).MotherId},2012-01-01");
        _office.Run();

        Assert.That(_office.Ask("paid-after-death").Of("payment_no", "role", "death_date", "told_by_run", "told_by", "told_line"),
            Is.EqualTo(new[] { "2026-1-320302-ocr-000004 father 2025-06-01 2026-2 registers/deaths.csv 2" }).AsCollection);
    }

    [Test]
    public void Finds_months_after_death_that_were_put_into_the_books_by_hand()
    {
        _office.Inputs.Roster("a.csv", FullStory.WithDisabledChild(1).Father(("death_date", "2026-03-09")));
        _office.Run();
        _office.PayAll("2026-1");
        Tamper("UPDATE payments SET months = '1-12', current_fen = 552000, amount_fen = 552000 WHERE payment_no = "
            + "'2026-1-320302-sad-000002'");

        Assert.That(_office.Ask("paid-after-death").Of("payment_no", "months", "months_due", "after_death"),
            Is.EqualTo(new[] { "2026-1-320302-sad-000002 1-12 1-3 4140.00" }).AsCollection);
    }

    [Test]
    public void Finds_a_death_in_a_household_that_was_rejected_and_in_a_roster_of_another_encoding()
    {
        _office.Inputs.Roster("a.csv", A.Household(1), A.Household(2));
        _office.Run();
        _office.PayAll("2026-1");
        _office.Inputs.Clock.Advance(TimeSpan.FromDays(365));
        string roster = RosterText.Of(A.Household(1).Father(("death_date", "2025-06-01")).Mother(("bank_account", "none")), A.Household(2));
        File.WriteAllBytes(_office.Inputs.PathOf("b.csv", 2027), ReturnFiles.ComposeReturns.Gb18030.GetBytes(roster));
        TestRun later = _office.Run(2027);

        Assert.That(later.Rejected, Is.EqualTo(1));
        Assert.That(_office.Ask("paid-after-death").Of("household_no", "role", "after_death", "recovered_since", "told_by", "told_line"),
            Is.EqualTo(new[] { "H-00001 father 60.00 0.00 b.csv 3" }).AsCollection);
    }

    [Test]
    public void A_roster_that_is_gone_from_the_archive_is_said()
    {
        PayTwoYears();
        string sha256 = _office.Text("SELECT sha256 FROM run_inputs WHERE path = 'b.csv'");
        File.Delete(Path.Combine(_office.Inputs.Data, "archive", sha256[..2], sha256 + ".sealed"));

        (List<Dictionary<string, string>> lines, Disbursement.Jobs.Reports.AuditReport report, _) = _office.Report("paid-after-death");

        Assert.That(lines, Is.Empty);
        Assert.That(report.Remarks, Has.Some.Contains("b.csv"));
    }

    [Test]
    public void Finds_no_other_rate_in_two_years_of_an_office_in_which_everything_happened()
    {
        using TestOffice story = FullStory.Copy();

        Assert.That(story.Ask("other-rate").Concat(story.Ask("other-rate", new() { Year = 2027 })), Is.Empty);
    }

    [TestCase("UPDATE payments SET current_fen = 8000, amount_fen = 8000 WHERE payment_no = '2026-1-320302-ocr-000002'",
        "2026-1-320302-ocr-000002 80.00 60.00 20.00")]
    [TestCase("UPDATE payments SET arrears_fen = 100, amount_fen = 6100 WHERE payment_no = '2026-1-320302-ocr-000001'",
        "2026-1-320302-ocr-000001 60.00 60.00 1.00")]
    [TestCase("UPDATE payments SET current_fen = 4600, amount_fen = 4600, months = '1' WHERE payment_no = '2026-1-320302-sad-000001'",
        "2026-1-320302-sad-000001 46.00 5520.00 -5474.00")]
    public void Finds_an_amount_that_was_changed_with_the_stored_decision_beside_it(string change, string found)
    {
        _office.Inputs.Roster("a.csv", A.Household(1), FullStory.WithDisabledChild(2), A.Household(3, "320303001001"));
        _office.Run();
        Tamper(change);
        Tamper("UPDATE decisions SET due_fen = (SELECT p.current_fen FROM payments p WHERE p.claimant_number = decisions.claimant_number)");

        Assert.That(_office.Ask("other-rate").Of("payment_no", "current", "current_due", "difference"),
            Is.EqualTo(new[] { found }).AsCollection);
    }

    [Test]
    public void Finds_a_payment_to_somebody_whom_no_archived_roster_names()
    {
        _office.Inputs.Roster("a.csv", A.Household(1), A.Household(2));
        _office.Run();
        Tamper("UPDATE claimants SET household_no = 'H-00009' WHERE household_no = 'H-00002' AND role = 'father'");

        Assert.That(_office.Ask("other-rate").Of("payment_no", "household_no", "current", "current_due"),
            Is.EqualTo(new[] { "2026-1-320302-ocr-000004 H-00009 60.00 0.00" }).AsCollection);
    }

    [Test]
    public void Finds_a_payment_that_was_paid_again_at_another_amount()
    {
        _office.Inputs.Roster("a.csv", A.Household(1), A.Household(2));
        _office.Run();
        _office.Send("2026-1-320302-ocr");
        TestOffice.Done(_office.Import(
            "r.csv", _office.Answer("2026-1-320302-ocr-000001", "failed", "户名不符"), _office.Answer("2026-1-320302-ocr-000002")));
        TestOffice.Done(_office.Reissue("2026-1"));
        Tamper("UPDATE payments SET current_fen = 9000, amount_fen = 9000 WHERE payment_no = '2026-2-320302-ocr-000001'");

        Assert.That(_office.Ask("other-rate").Of("payment_no", "difference"),
            Is.EqualTo(new[] { "2026-2-320302-ocr-000001 30.00" }).AsCollection);
    }

    [Test]
    public void The_rate_is_that_of_the_archived_pack_and_not_of_the_one_in_the_inputs()
    {
        _office.Inputs.Roster("a.csv", A.Household(1));
        _office.Run();
        _office.Inputs.EditPack("value: 20.00, status: verified", "value: 25.00, status: verified");

        Assert.That(_office.Ask("other-rate"), Is.Empty);
    }

    [Test]
    public void Tells_who_was_paid_on_an_assumed_rate_and_who_was_not()
    {
        _office.Inputs.Roster("a.csv", A.Household(1), FullStory.WithDisabledChild(2));
        _office.Run();
        _office.PayAll("2026-1");

        Assert.That(_office.Ask("assumed").Of("payment_no", "parameters"), Is.EqualTo(new[] { "2026-1-320302-ocr-000001 rate.city 40.00 "
            + "(2016-01-01)", "2026-1-320302-ocr-000002 rate.city 40.00 (2016-01-01)" }).AsCollection);
    }

    [Test]
    public void A_year_owed_whole_rests_on_the_rate_of_its_last_month_alone()
    {
        _office.Inputs.EditPack("the Xuzhou figure was not found\" }", "the Xuzhou figure was not found\" }\n        - { from: 2026-12-01, "
            + "value: 40.00, status: verified, source: \"notice of 2026\" }");
        string twelfth = "2012-11-20";
        _office.Inputs.Roster("a.csv", A.Household(1), A.Household(2).Child(("id_number", People.Id(twelfth, isFemale: false, 2)))
            .Mother(("certificate_date", "2013-01-01")).Father(("certificate_date", "2013-01-01")));
        _office.Run();
        _office.PayAll("2026-1");

        Assert.That(_office.Ask("assumed").Of("household_no", "role", "months"),
            Is.EqualTo(new[] { "H-00002 mother 1-11", "H-00002 father 1-11" }).AsCollection);
    }

    /// <summary>Two years: 2026 is paid, and the roster of 2027 tells of deaths before and in it.</summary>
    private void PayTwoYears()
    {
        _office.Inputs.Roster("a.csv", FullStory.WithDisabledChild(1), FullStory.WithDisabledChild(2), A.Household(3), A.Household(4),
            FullStory.WithDisabledChild(5));
        _office.Run();
        _office.PayAll("2026-1");
        _office.Inputs.Clock.Advance(TimeSpan.FromDays(365));
        _office.Inputs.RosterOf(
            2027, "b.csv",
            FullStory.WithDisabledChild(1).Father(("death_date", "2025-11-03")), FullStory.WithDisabledChild(2)
                .Mother(("death_date", "2026-05-10")), A.Household(3).Father(("death_date", "2026-03-01")),
            A.Household(4).Father(("death_date", "2025-06-01")), FullStory.WithDisabledChild(5).Mother(("death_date", "2026-12-31")));
        _office.Run(2027);
    }

    private void Tamper(string sql)
    {
        using TestDatabase database = _office.Inputs.Rows();
        Assert.That(database.Tamper(sql), Is.Positive);
    }
}
