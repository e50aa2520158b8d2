using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Batches;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Privacy;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>A sample of a batch is drawn from a seed, checked by hand, and its result recorded.</summary>
[TestFixture]
internal sealed class SampleTests
{
    private const string Batch = "2026-1-320302-ocr";

    private TestOffice _office = null!;

    [OneTimeSetUp]
    public void Open()
    {
        _office = TestOffice.Staffed(new TestInputs().Roster("a.csv", [.. Enumerable.Range(1, 30).Select(number => A.Household(number))]));
        _office.Run();
    }

    [OneTimeTearDown]
    public void Close() => _office.Dispose();

    [Test]
    public void The_same_seed_draws_the_same_payments_and_another_one_others()
    {
        string[] first = Drawn(7, 10), again = Drawn(7, 10), other = Drawn(8, 10);

        Assert.That(first, Is.EqualTo(again).And.Length.EqualTo(10).And.Unique.And.Ordered);
        Assert.That(other, Is.Not.EqualTo(first));
        Assert.That(Drawn(7, 11), Is.SupersetOf(first), "a larger sample has the smaller one in it");
    }

    [Test]
    public void Every_payment_is_drawn_about_as_often_as_any_other()
    {
        Dictionary<string, int> times = Enumerable.Range(0, 600).SelectMany(seed => Drawn((ulong)seed, 6)).GroupBy(payment => payment)
            .ToDictionary(group => group.Key, group => group.Count());

        Assert.That(times, Has.Count.EqualTo(60));
        Assert.That(times.Values, Is.All.InRange(30, 95), "sixty are expected of each");
    }

    [Test]
    public void A_batch_with_fewer_payments_is_drawn_whole() => Assert.That(Drawn(1, DrawPayments.Most), Has.Length.EqualTo(60));

    [Test]
    public void The_result_is_recorded_with_its_draw_and_asks_for_somebody_where_one_was_wrong()
    {
        ActOutcome right = Record(0, "查阅了档案"), wrong = Record(2, "两份证书缺失");

        Assert.That((((ActOutcome.Done)right).NeedsPerson, ((ActOutcome.Done)wrong).NeedsPerson), Is.EqualTo((false, true)));
        Dictionary<string, string> act = _office.LastAct();
        Assert.That((act["act"], act["subject"], act["detail"], act["reason"], act["actor"]),
            Is.EqualTo(("check-sample", Batch, "seed=7 size=10 drawn=10 wrong=2", "两份证书缺失", "li")));
        Assert.That(_office.Breaks(), Is.Empty);
    }

    [TestCase(11, 10, "SAMPLE")]
    [TestCase(-1, 10, "SAMPLE")]
    [TestCase(0, 0, "SAMPLE")]
    [TestCase(0, 201, "SAMPLE")]
    public void What_cannot_have_been_checked_is_refused(int wrong, int size, string code) =>
        Assert.That(
            TestOffice.CodeOf(new RecordSample(_office.Setting).Run(Batch, 7, size, wrong, _office.Reviewer, "查阅了档案")), Is.EqualTo(code));

    [TestCase("zhang", "NOT-YOUR-POWER")]
    [TestCase("chen", "NOT-YOUR-POWER")]
    [TestCase("sun", "NOT-YOUR-COUNTY")]
    [TestCase("zhao", "done")]
    public void Reviewers_of_the_county_and_auditors_check(string officer, string code) =>
        Assert.That(TestOffice.CodeOf(new RecordSample(_office.Setting).Run(Batch, 7, 10, 0, _office[officer], "查阅了档案")), Is.EqualTo(code));

    [Test]
    public void The_command_draws_what_the_page_draws_and_refuses_what_is_no_sample()
    {
        DisburseProgram program = new(_office.Inputs.Root);

        (int exit, string said) = program.Run("batch", "sample", Batch, "--seed", "7", "--size", "10");
        (_, string json) = program.Run("batch", "sample", Batch, "--seed", "7", "--size", "10", "--json");
        (int none, string refused) = program.Run("batch", "sample", Batch, "--seed", "7", "--size", "201");

        Assert.That(exit, Is.Zero, said);
        Assert.That(said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]), Is.EqualTo(Drawn(7, 10)));
        Assert.That(System.Text.Json.JsonDocument.Parse(json).RootElement.EnumerateArray()
            .Select(one => one.GetProperty("paymentNo").GetString()), Is.EqualTo(Drawn(7, 10)));
        Assert.That(none, Is.EqualTo(2));
        Assert.That(refused, Does.Contain("1 to 200"));
    }

    private ActOutcome Record(int wrong, string remark) =>
        new RecordSample(_office.Setting).Run(Batch, 7, 10, wrong, _office.Reviewer, remark);

    private string[] Drawn(ulong seed, int size)
    {
        using DisbursementDb db = _office.Setting.Store.Model();
        return [.. DrawPayments.Run(db, ReadBatches.Find(db, Batch)!.Number, seed, size).Select(payment => payment.PaymentNo)];
    }
}
