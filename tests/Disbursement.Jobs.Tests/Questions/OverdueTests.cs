using System.Data.Common;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Proofs;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Proofs;
using Disbursement.Jobs.Tests.ReturnFiles;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Runs;
using Disbursement.Jobs.Tests.Schedule;
using Disbursement.Jobs.Tests.Store.Transact;
using Serilog.Core;

namespace Disbursement.Jobs.Tests.Questions;

/// <summary>What lies too long is found on the day after its deadline, not before, and not once it is settled.</summary>
[TestFixture]
internal sealed class OverdueTests
{
    private const string Batch = "2026-1-320302-sad";

    private static readonly OverdueLimits Limits =
        new(BatchDays: 4000, AnswerDays: 10, QuarantineDays: 5, ReceivableDays: 90, StopDays: 180, 90);

    private static TestOffice _base = null!;

    private TestOffice _office = null!;

    /// <summary>Two parents are to be paid 5520.00 each for a disabled child.</summary>
    [OneTimeSetUp]
    public void StaffOffice()
    {
        _base = TestOffice.Staffed();
        _base.Inputs.Roster("a.csv", FullStory.WithDisabledChild(3));
        _base.Run();
    }

    [OneTimeTearDown]
    public void CloseBase() => _base.Dispose();

    [SetUp]
    public void CopyOffice() => _office = _base.Copy();

    [TearDown]
    public void CloseOffice() => _office.Dispose();

    [Test]
    public void A_released_batch_without_a_whole_answer_lies_too_long_after_the_days_of_the_configuration()
    {
        _office.Send(Batch);
        Assert.That((Told(10), Told(11)), Is.EqualTo(("", "Unanswered 2026-1-320302-sad 320302 11 11040.00")));
        TestOffice.Done(_office.Import("a.csv", _office.Answer(Batch + "-000001") with { SettledOn = "2026-06-01" }));
        Assert.That(Told(11), Is.EqualTo("Unanswered 2026-1-320302-sad 320302 11 5520.00"));
        TestOffice.Done(_office.Import("b.csv", _office.Answer(Batch + "-000002", "failed")));
        Assert.That(Told(400), Is.EqualTo(""));
    }

    [Test]
    public void A_line_in_quarantine_lies_too_long_until_two_officers_have_resolved_it()
    {
        TestOffice.Done(_office.Import("a.csv", ComposeReturns.Paid("2026-1-320302-ocr-000099", "60.00") with { SettledOn = "" }));
        Assert.That((Told(5), Told(6)), Is.EqualTo(("", "Quarantine 1:2  6 0.00")));
        TestOffice.Done(new ResolveLine(_office.Setting).Dismiss("1:2", _office.Operator, "别处的付款"));
        Assert.That(Told(6), Is.EqualTo("QuarantineAnswer 1:2  6 0.00"), "nobody has confirmed it");
        TestOffice.Done(new ResolveLine(_office.Setting).Confirm("1:2", _office.Reviewer, CancellationToken.None));
        Assert.That(Told(400), Is.EqualTo(""));
    }

    [Test]
    public void A_line_that_names_a_payment_is_of_its_county_and_waits_no_more_once_that_is_answered()
    {
        _office.Send(Batch);
        TestOffice.Done(_office.Import("a.csv", _office.Answer(Batch + "-000001") with { Amount = "1.00", SettledOn = "" }));
        Assert.That(Told(6), Is.EqualTo("Quarantine 1:2 320302 6 0.00"));
        TestOffice.Done(_office.Import("b.csv", _office.Answer(Batch + "-000001") with { SettledOn = "2026-06-01" }));
        Assert.That(Told(6), Is.EqualTo(""));
    }

    [Test]
    public void A_pack_that_is_lost_from_the_archive_hides_nothing_else_that_waits()
    {
        string pack = _office.Text("SELECT pack_sha256 FROM runs")!;
        _office.Inputs.Budget("320302,sad,*,20000.00,doc");
        _office.Send(Batch);
        TestOffice.Done(_office.Import("a.csv", _office.Answer(Batch + "-000001", "failed")));
        File.Delete(Directory.GetFiles(_office.Inputs.Data, pack + "*", SearchOption.AllDirectories).Single());

        Assert.That(Told(0), Does.Contain("Budget 2026 "));
    }

    [Test]
    public void Money_that_is_owed_back_lies_too_long_until_it_is_repaid()
    {
        _office.Send(Batch);
        TestOffice.Done(_office.Import("a.csv", _office.Answer(Batch + "-000001"), _office.Answer(Batch + "-000002")));
        _office.Inputs.Roster("a.csv", FullStory.WithDisabledChild(3, ("disability_ended_on", "2026-09-15")));
        _office.Run();
        Assert.That((Told(90), Told(91).Split('\n').Length), Is.EqualTo(("", 2)));
        string number = Find(91)[0].Name;
        TestOffice.Done(new AskReceivable(_office.Setting).Repaid(number, new Money(138000),
            Instants.DayInChina(_office.Inputs.Clock.GetUtcNow()), "收据 12", _office.Operator));
        TestOffice.Done(new AnswerReceivable(_office.Setting).Confirm(number, _office.Reviewer));
        Assert.That(Find(91).Select(one => (one.Kind, one.County, one.Sum.ToString())),
            Is.EqualTo(new[] { (WaitingKind.Receivable, "320302", "1380.00") }));
    }

    [Test]
    public void A_batch_waits_from_the_first_day_for_one_officer_after_the_other_and_is_late_after_its_days()
    {
        OverdueLimits limits = Limits with { BatchDays = 15 };
        string[] Waits(int days = 0) => [.. FindAll(days, limits).Where(one => one.Name == Batch)
            .Select(one => $"{one.Kind} {one.Days} {one.Sum} {one.IsLate}")];
        Assert.That(Waits(15), Is.EqualTo(new[] { "Approval 15 11040.00 False" }));
        Assert.That(Waits(16), Is.EqualTo(new[] { "Approval 16 11040.00 True" }));

        ActSetting two = _office.Setting with { Levels = new ApprovalLevels(Money.Zero) };
        TestOffice.Done(new ApproveBatch(two).Run(Batch, _office.Reviewer, null));
        Waiting half = FindAll(0, limits).Single(one => one.Name == Batch);
        Assert.That((half.Kind, half.FirstBy), Is.EqualTo((WaitingKind.SecondApproval, (int?)_office.Reviewer.Id)));
        TestOffice.Done(new ApproveBatch(two).Run(Batch, _office["wu"], null));
        Assert.That(Waits(), Is.EqualTo(new[] { "Release 0 11040.00 False" }));

        TestOffice.Done(new RejectBatch(_office.Setting).Run(Batch, _office.Reviewer, "名册有误"));
        Assert.That(Waits(), Is.EqualTo(new[] { "Recompute 0 11040.00 False" }));
        _office.Run();
        Assert.That(Waits(), Is.Empty);
    }

    [Test]
    public void An_objection_waits_until_it_is_decided()
    {
        string payment = Batch + "-000001";
        TestOffice.Done(new RaiseObjection(_office.Setting).Run(payment, "邻居", _office.Operator, "已迁出"));
        Waiting one = FindAll(3, Limits).Single(one => one.Kind == WaitingKind.Objection);
        Assert.That((one.Name, one.County, one.Days, one.IsLate), Is.EqualTo((payment, "320302", 3, false)));
        TestOffice.Done(new DecideObjection(_office.Setting).Run(payment, isUpheld: false, _office.Reviewer, "已核实"));

        Assert.That(FindAll(3, Limits).Where(one => one.Kind == WaitingKind.Objection), Is.Empty);
    }

    [Test]
    public void A_stop_lies_too_long_until_another_officer_lifts_it()
    {
        string mother = FullStory.WithDisabledChild(3).Rows[0]["id_number"];
        TestOffice.Done(new StopPayments(_office.Setting).Add(mother, null, new Month(2026, 5), "通知 7", _office.Reviewer, "待核实"));
        Assert.That((Told(180), Find(181).Single().Kind), Is.EqualTo(("", WaitingKind.Stop)));
        TestOffice.Done(new StopPayments(_office.Setting).Lift(long.Parse(Find(181).Single().Name, null), _office["wu"], "已核实"));
        Assert.That(Told(400), Is.EqualTo(""));
    }

    [TestCase("12267.00", "", TestName = "89 percent are used")]
    [TestCase("12266.66", "Budget 2026 320302 sad * 320302 0 1226.66", TestName = "90 percent are used")]
    public void A_budget_near_its_end_is_named_with_what_is_left(string granted, string told)
    {
        _office.Inputs.Budget($"320302,sad,*,{granted},doc");
        TestOffice.Done(_office.Approve(Batch));

        Assert.That(Told(0), Is.EqualTo(told));
    }

    [Test]
    public void A_budget_that_is_too_little_for_what_waits_is_named_in_the_next_year_too()
    {
        _office.Inputs.Budget("320302,*,central,3311.99,doc");

        Assert.That((Told(0), Told(300)), Is.EqualTo(("Budget 2026 320302 * central 320302 0 3311.99",
            "Budget 2026 320302 * central 320302 0 3311.99")));
        Assert.That(Told(600), Is.EqualTo(""));
    }

    [Test]
    public void Keys_lie_too_long_from_the_day_after_the_first_run_until_their_backup_and_again_after_a_rotation()
    {
        Administering by = new(_office.Administrator, "root");
        string[] Keys(int days) => [.. FindAll(days, Limits).Where(one => one.Kind == WaitingKind.Keys)
            .Select(one => $"{one.Name} {one.Days} {one.IsLate}")];
        Assert.That((Keys(0), Keys(1)), Is.EqualTo((new[] { "1 0 False" }, new[] { "1 1 True" })));
        TestOffice.Done(new BackUpKeys(_office.Setting).Run(by, Path.Combine(_office.Inputs.Root, "one.json")));
        Assert.That(Keys(400), Is.Empty);
        TestOffice.Done(new RotateKeys(_office.Setting).Run(by, new RotationProgress(), CancellationToken.None));
        Assert.That(Keys(2), Is.EqualTo(new[] { "2 2 True" }));
        Assert.That(new BackUpKeys(_office.Setting).Run(by, Path.Combine(_office.Inputs.Root, "one.json")),
            Is.InstanceOf<ActOutcome.Refused>());
        Assert.That(Keys(2), Is.EqualTo(new[] { "2 2 True" }), "a backup that was refused is none");
        TestOffice.Done(new BackUpKeys(_office.Setting).Run(by, Path.Combine(_office.Inputs.Root, "two.json")));
        Assert.That(Keys(400), Is.Empty);
        using TestOffice fresh = TestOffice.Staffed();
        Assert.That(new FindWaiting(fresh.Inputs.Data, fresh.Setting.Store, null, Limits, fresh.Inputs.Clock.GetUtcNow().AddDays(9)).Run(),
            Is.Empty, "nothing is sealed with them yet");
    }

    [Test]
    public void A_run_that_stopped_waits_for_an_operator_until_it_is_sealed()
    {
        using (CancellationTokenSource stop = new())
        using (Logger log = AtStage.Log("paying", stop.Cancel))
            Assert.That(() => _office.Inputs.Run(_office.Inputs.Order() with
            {
                Maker = _office.Operator.Name, MakerOfficer = _office.Operator.Id, HasEnglishHeaders = true,
            }, log, stop.Token), Throws.InstanceOf<OperationCanceledException>().Or.InstanceOf<AggregateException>());
        Waiting[] stopped = [.. FindAll(1, Limits).Where(one => one.Kind == WaitingKind.StoppedRun)];
        Assert.That(stopped.Select(one => (one.Name, one.Days, one.IsLate)), Is.EqualTo(new[] { ("2026-2", 1, true) }));
        Assert.That(WaitingKind.StoppedRun.MovedBy(), Is.EqualTo(new[] { OfficialAct.Run, OfficialAct.Administer }));
        _office.Run();

        Assert.That(FindAll(1, Limits).Where(one => one.Kind == WaitingKind.StoppedRun), Is.Empty);
    }

    [Test]
    public void A_proof_that_did_not_hold_stays_since_the_first_of_its_row_until_the_same_holds()
    {
        Check Found(string? broken, string? of = null) => new(1, "chains", "链", 1, broken) { Of = of };
        string[] Failed() => [.. FindAll(9, Limits).Where(one => one.Kind == WaitingKind.Proof)
            .Select(one => $"{one.Name} {one.Days} {one.IsLate}")];
        RecordProof.Run(_office.Setting, [Found(null), Found("run 2026-1: altered", "2026-1")]);
        RecordProof.Run(_office.Setting, [Found(null), Found("book a")]);
        _office.Inputs.Clock.Advance(TimeSpan.FromDays(2));
        RecordProof.Run(_office.Setting, [Found("book b")]);

        Assert.That(Failed(), Is.EqualTo(new[] { "2026-1 11 True", "books 11 True" }));
        using (DisbursementDb db = _office.Setting.Store.Model())
            Assert.That(ProofBook.Failed(db).Select(one => one.FirstBreak), Is.EqualTo(new[] { "run 2026-1: altered", "book b" }));
        RecordProof.Run(_office.Setting, [Found(null)]);
        Assert.That(Failed(), Is.EqualTo(new[] { "2026-1 11 True" }), "the run was not computed again");
        RecordProof.Run(_office.Setting, [Found(null), Found(null, "2026-1"), Found(null, ProofBook.BetweenRuns)]);
        Assert.That(Failed(), Is.Empty);
        RecordProof.Run(_office.Setting, [Found("book a")]);
        Assert.That(Failed(), Is.EqualTo(new[] { "books 9 True" }), "a new row of failures begins anew");
        Assert.That(WaitingKind.Proof.MovedBy(), Is.EqualTo(new[] { OfficialAct.Supervise, OfficialAct.Administer }));
        RecordProof.Run(_office.Setting, [Found(null)]);
        Assert.That(_office.Inputs.Acts(ProofBook.Prove).Select(act => $"{act["subject"]} {act["detail"]}"), Is.EqualTo(new[]
        {
            "books checks=1 broken=0", "2026-1 checks=1 broken=1", "books checks=2 broken=1", "books checks=1 broken=1",
            "books checks=1 broken=0", "books checks=1 broken=0", "2026-1 checks=1 broken=0", "books checks=1 broken=1",
            "books checks=1 broken=0",
        }), "the books each time, a run where it is broken or was");
        Assert.That(_office.Breaks(), Is.Empty, "the record of proofs is sound itself");
    }

    [Test]
    public void A_proof_that_could_not_be_made_waits_and_is_told_once_until_one_of_the_books_is_made()
    {
        string[] Told() => [.. FindAll(3, Limits).Where(one => one.Kind == WaitingKind.Proof).Select(one => $"{one.Name} {one.Days}")];
        void Undone(Exception why) => RecordProof.Undone(
            _office.Inputs.Data, DatabaseSettings.Default, _office.Inputs.Clock, "machine service", why);
        Undone(new IOException("the archive is away"));
        _office.Inputs.Clock.Advance(TimeSpan.FromDays(1));
        Undone(new IOException("the archive is away"));
        Assert.That((Told(), _office.Inputs.Acts(ProofBook.Prove).Count), Is.EqualTo((new[] { "undone 4" }, 1)));
        Undone(new StoreRefusal("busy"));
        Assert.That(_office.Inputs.Acts(ProofBook.Prove).Select(act => act["reason"]),
            Is.EqualTo(new[] { "a file could not be read", "the database could not be used" }));
        RecordProof.Run(_office.Setting, [new Check(6, "replay", "重算", 1, null) { Of = "2026-1" }]);
        Assert.That(Told(), Is.EqualTo(new[] { "undone 4" }), "the books were not proved");

        RecordProof.Run(_office.Setting, [new Check(1, "chains", "链", 1, null)]);
        Assert.That(Told(), Is.Empty);
        RecordProof.Undone(Path.Combine(_office.Inputs.Root, "nowhere"), DatabaseSettings.Default, _office.Inputs.Clock, "service",
            new IOException());
        Assert.That(_office.Breaks(), Is.Empty);
    }

    [Test]
    public void What_waits_is_found_without_going_through_the_record_of_acts()
    {
        StatementsTold told = new();
        Sql.Watch = told.Add;
        Database store = Database.OpenToRead(_office.Inputs.Data, DatabaseSettings.Default with { Interceptors = [told] });
        try
        {
            using DisbursementDb db = store.Model();
            _ = ProofBook.Failed(db);
            _ = KeyBook.Read(db);
            using DbConnection connection = store.Connect();
            _ = StopBook.All(connection, null);
        }
        finally
        {
            Sql.Watch = null;
        }

        string[] acts = [.. told.Texts.Where(text => text.Replace("\"", "", StringComparison.Ordinal)
            .Contains("FROM audit", StringComparison.Ordinal))];
        Assert.That(acts, Has.Length.EqualTo(3));
        Assert.That(new[] { "a", "audit" }.SelectMany(alias => QueryPlans.GoingThrough(store, acts, alias)), Is.Empty);
    }

    [Test]
    public void A_line_of_each_kind_says_how_many_and_since_when()
    {
        Waiting[] overdue = [new(WaitingKind.Stop, "7", "320302", 200, Money.Zero, true), new(WaitingKind.Unanswered, "a", "320302", 12,
            new Money(100), true), new(WaitingKind.Unanswered, "b", "320303", 15, new Money(250), true)];

        Assert.That(WaitingLine.Of(overdue).Select(line => line.Say(Limits, isChinese: true)), Is.EqualTo(new[]
        {
            "2 个已放行批次超过 10 天没有银行回盘，共 3.50 元，最长 15 天", "1 项停发超过 180 天未解除，最长 200 天",
        }));
        Assert.That(WaitingLine.Of(overdue)[0].Say(Limits, isChinese: false), Is.EqualTo("2 released batches have had no whole answer of "
            + "the bank for more than 10 days: 3.50 yuan, the oldest 15 days"));
    }

    private string Told(int days) =>
        string.Join('\n', Find(days).Select(one => $"{one.Kind} {one.Name} {one.County} {one.Days} {one.Sum}"));

    /// <summary>What is found so many days after now, beside the keys of the office, which nobody has backed up.</summary>
    private IReadOnlyList<Waiting> Find(int days) =>
        [.. FindAll(days, Limits).Where(one => one.IsLate && one.Kind != WaitingKind.Keys)];

    private IReadOnlyList<Waiting> FindAll(int days, OverdueLimits limits) => new FindWaiting(_office.Inputs.Data, _office.Setting.Store,
        _office.Inputs.Budgets, limits, _office.Inputs.Clock.GetUtcNow().AddDays(days)).Run();
}
