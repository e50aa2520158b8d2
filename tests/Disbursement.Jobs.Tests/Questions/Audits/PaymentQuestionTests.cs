using Disbursement.Domain.Amounts;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Questions.Audits;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Proofs;
using Disbursement.Jobs.Tests.ReturnFiles;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Questions.Audits;

/// <summary>What is asked of payments and batches: unpaid, unanswered, failed, recovered, by whom, and a sample of them.</summary>
internal sealed class PaymentQuestionTests
{
    private const string Batch = "2026-1-320302-ocr";

    private TestOffice _office = null!;

    [SetUp]
    public void Staff() => _office = TestOffice.Staffed();

    [TearDown]
    public void Close() => _office.Dispose();

    [Test]
    public void Tells_what_waits_for_an_answer_and_what_failed_and_how_long()
    {
        SendAndAnswer();

        Assert.That(_office.Ask("unanswered").Of("payment_no", "amount", "released_by", "days"),
            Is.EqualTo(new[] { $"{Batch}-000004 60.00 li 7" }).AsCollection);
        Assert.That(_office.Ask("failed").Of("payment_no", "amount", "days", "reason"),
            Is.EqualTo(new[] { $"{Batch}-000003 60.00 5 账户已销" }).AsCollection);
        Assert.That(_office.Ask("unpaid").Of("payment_no", "state", "days"), Is.EqualTo(new[] { $"{Batch}-000003 failed 9",
            $"{Batch}-000004 released 9", "2026-2-320302-ocr-000001 proposed 9" }).AsCollection);
    }

    [Test]
    public void Another_year_has_nothing_of_it()
    {
        SendAndAnswer();

        Assert.That(new[] { "unanswered", "failed", "unpaid", "recovered", "steps", "assumed" }.SelectMany(
            question => _office.Ask(question, new AuditOrder { Year = 2025 })), Is.Empty);
    }

    [Test]
    public void Tells_what_was_asked_back_and_is_still_open()
    {
        PayAndAskBack(FullStory.WithDisabledChild(2));
        _office.Inputs.Clock.Advance(TimeSpan.FromDays(3));

        Assert.That(_office.Ask("recovered")
            .Of("household_no", "role", "group", "recovered_in_year", "kept_back", "open", "days", "runs"), Is.EqualTo(new[]
        {
            "H-00001 mother assistance 1380.00 0.00 1380.00 3 2026-2", "H-00001 father assistance 1380.00 0.00 1380.00 3 2026-2",
        }).AsCollection);
    }

    [Test]
    public void Tells_what_was_given_back_and_waived_apart_from_what_was_kept_back()
    {
        PayAndAskBack();
        _office.Send("2026-2-320302-sad");
        AskReceivable ask = new(_office.Setting);
        DateOnly today = DateOnly.FromDateTime(_office.Inputs.Clock.GetUtcNow().Date);
        foreach (Receivable one in Open())
        {
            TestOffice.Done(ask.Repaid(one.Number, new Money(10000), today, "收据 12", _office.Operator));
            TestOffice.Done(new AnswerReceivable(_office.Setting).Confirm(one.Number, _office.Reviewer));
            TestOffice.Done(ask.Waived(one.Number, new Money(2500), "核销决定 2026-3", _office.Reviewer, "无人可追"));
            TestOffice.Done(new AnswerReceivable(_office.Setting).Confirm(one.Number, _office["wu"]));
        }

        Assert.That(_office.Ask("recovered").Of("recovered", "kept_back", "given_back", "waived", "taken_back", "open"), Is.All.EqualTo(
            "1380.00 0.00 100.00 25.00 0.00 1255.00"));
    }

    /// <summary>Pays a family whose child is disabled, and others; then that family is told to have had no claim.</summary>
    private void PayAndAskBack(params TestHousehold[] others)
    {
        _office.Inputs.Roster("a.csv", [FullStory.WithDisabledChild(1), .. others]);
        _office.Run();
        _office.PayAll("2026-1");
        TestOffice.Done(_office.Correct("c.csv", null, FullStory.WithDisabledChild(1, ("disability_ended_on", "2026-09-15"))));
        _office.Run();
    }

    private IReadOnlyList<Receivable> Open()
    {
        using System.Data.Common.DbConnection connection = _office.Setting.Store.Connect();
        return ReadReceivables.Run(connection, null);
    }

    [Test]
    public void What_was_kept_back_again_is_open_no_more()
    {
        PayAndAskBack();
        _office.Inputs.Clock.Advance(TimeSpan.FromDays(365));
        _office.Inputs.RosterOf(2027, "a.csv", FullStory.WithDisabledChild(1, ("disability_ended_on", "2027-12-15")));
        _office.Run(2027);

        Assert.That(_office.Ask("recovered"), Is.Empty);
    }

    [Test]
    public void Tells_who_did_each_step_and_how_long_it_took()
    {
        _office.Inputs.Roster("a.csv", A.Household(1), A.Household(2, "320303001001"));
        _office.Run();
        _office.Inputs.Clock.Advance(TimeSpan.FromHours(50));
        TestOffice.Done(_office.Approve(Batch, _office["wu"]));
        _office.Inputs.Clock.Advance(TimeSpan.FromHours(3.5));
        TestOffice.Done(_office.Release(Batch));
        _office.Inputs.Clock.Advance(TimeSpan.FromHours(24));
        TestOffice.Done(Import("r.csv", _office.Answer($"{Batch}-000001"), _office.Answer($"{Batch}-000002")));
        _office.Inputs.Clock.Advance(TimeSpan.FromDays(2));

        Assert.That(
            _office.Ask("steps").Of("batch", "state", "makers", "approved_by", "hours_to_approval", "released_by", "hours_to_release",
                "hours_to_settlement", "days_waiting"),
            Is.EqualTo(new[] { $"{Batch} settled zhang wu 50 li 3 24 ", "2026-1-320303-ocr proposed zhang      5" }).AsCollection);
    }

    [Test]
    public void Tells_of_an_approval_that_a_hold_made_void()
    {
        _office.Inputs.Roster("a.csv", A.Household(1), A.Household(2));
        _office.Run();
        TestOffice.Done(_office.Approve(Batch));
        TestOffice.Done(_office.Hold($"{Batch}-000001"));

        Assert.That(_office.Ask("steps").Of("state", "voided", "approved_by"), Is.EqualTo(new[] { "proposed 1 " }).AsCollection);
    }

    [Test]
    public void A_sample_follows_from_its_seed_alone()
    {
        _office.Inputs.Roster("a.csv", [.. Enumerable.Range(1, 12).Select(number => A.Household(number))]);
        _office.Run();
        _office.PayAll("2026-1");

        string[] first = Sample(4, 7), again = Sample(4, 7), other = Sample(4, 8);

        Assert.That(first, Is.EqualTo(again).AsCollection.And.Length.EqualTo(4).And.Unique);
        Assert.That(first, Is.Not.EqualTo(other).AsCollection);
        Assert.That(first, Is.EqualTo(new[] { $"{Batch}-000002", $"{Batch}-000003", $"{Batch}-000010", $"{Batch}-000021" }).AsCollection,
            "the same on every machine");
    }

    [Test]
    public void A_sample_never_takes_more_than_there_is_nor_what_was_not_sent()
    {
        _office.Inputs.Roster("a.csv", A.Household(1), A.Household(2, "320303001001"));
        _office.Run();
        _office.Send(Batch);

        Assert.That(Sample(50, 1), Is.EqualTo(new[] { $"{Batch}-000001", $"{Batch}-000002" }).AsCollection);
        Assert.That(_office.Ask("check-sample", new AuditOrder { Year = 2026, Size = 9, IsWeighted = true })
            .Sum(line => int.Parse(line["hits"], System.Globalization.CultureInfo.InvariantCulture)), Is.EqualTo(9));
    }

    [Test]
    public void A_weighted_sample_always_takes_what_is_larger_than_its_interval()
    {
        _office.Inputs.Roster("a.csv", [.. Enumerable.Range(1, 10).Select(number => A.Household(number)), FullStory.WithDisabledChild(11)]);
        _office.Run();
        _office.PayAll("2026-1");

        for (ulong seed = 1; seed <= 20; seed++)
        {
            string[] drawn = [
                .. _office.Ask("check-sample", new AuditOrder { Year = 2026, Size = 10, Seed = seed, IsWeighted = true }).Of("payment_no")];
            Assert.That(drawn, Has.Member("2026-1-320302-sad-000001").And.Member("2026-1-320302-sad-000002"));
        }
    }

    [Test]
    public void A_sample_names_its_seed_and_leaves_columns_to_fill_in()
    {
        _office.Inputs.Roster("a.csv", A.Household(1));
        _office.Run();
        _office.Send(Batch);

        (List<Dictionary<string, string>> lines, Disbursement.Jobs.Reports.AuditReport report, _) =
            _office.Report("check-sample", new AuditOrder { Year = 2026, Seed = 4711 });

        Assert.That(report.Remarks, Has.Some.Contains("4711").And.Some.Contains("2 payments of 120.00 yuan"));
        Assert.That(lines.Of("no", "found", "amount_right", "documents_seen", "remark"),
            Is.EqualTo(new[] { "1    ", "2    " }).AsCollection);
    }

    private string[] Sample(int size, ulong seed) =>
        _office.Ask("check-sample", new AuditOrder { Year = 2026, Size = size, Seed = seed }).Of("payment_no");

    /// <summary>One is paid, two fail of which one is paid again, one stays without an answer; seven days after the release.</summary>
    /// <summary>What is measured is when answers are taken: they name no day.</summary>
    private ActOutcome Import(string name, params TestReturn[] lines) =>
        _office.Import(name, [.. lines.Select(line => line with { SettledOn = "" })]);

    private void SendAndAnswer()
    {
        _office.Inputs.Roster("a.csv", A.Household(1), A.Household(2));
        _office.Run();
        _office.Inputs.Clock.Advance(TimeSpan.FromDays(2));
        _office.Send(Batch);
        _office.Inputs.Clock.Advance(TimeSpan.FromDays(2));
        TestOffice.Done(Import("r.csv", _office.Answer($"{Batch}-000001"), _office.Answer($"{Batch}-000002", "failed", "户名不符")));
        TestOffice.Done(_office.Reissue("2026-1"));
        TestOffice.Done(Import("s.csv", _office.Answer($"{Batch}-000003", "failed", "账户已销")));
        _office.Inputs.Clock.Advance(TimeSpan.FromDays(5));
    }
}
