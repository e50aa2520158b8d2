using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Tests.ReturnFiles;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>
/// What the bank answers, against real books: good lines are booked, every other one waits for a person with its code, and nothing is ever
/// booked twice.
/// </summary>
[TestFixture]
internal sealed class ReturnTests
{
    private const string Batch = "2026-1-320302-ocr";
    private const string Unsent = "2026-1-320303-ocr";
    private const string First = Batch + "-000001";
    private const string Second = Batch + "-000002";

    private static TestOffice _base = null!;

    private TestOffice _office = null!;

    [OneTimeSetUp]
    public void StaffOffice()
    {
        _base = TestOffice.Staffed();
        _base.Inputs.Roster("a.csv", A.Household(1), A.Household(3, "320303001001"));
        _base.Run();
        _base.Send(Batch);
    }

    [OneTimeTearDown]
    public void CloseBase() => _base.Dispose();

    [SetUp]
    public void CopyOffice() => _office = _base.Copy();

    [TearDown]
    public void CloseOffice() => _office.Dispose();

    private static IEnumerable<TestCaseData> BadLines() =>
    [
        new TestCaseData("Q-UNKNOWN", new[] { ComposeReturns.Paid("2026-1-320302-ocr-000009", "60.00") }),
        new TestCaseData("Q-UNKNOWN", new[] { ComposeReturns.Paid("no number at all", "60.00") }),
        new TestCaseData("Q-UNKNOWN", new[] { ComposeReturns.Paid("2026-1-320302-ocr-1", "60.00") }),
        new TestCaseData("Q-NOT-RELEASED", new[] { ComposeReturns.Paid(Unsent + "-000001", "60.00") }),
        new TestCaseData("Q-AMOUNT", new[] { ComposeReturns.Paid(First, "60.01") }),
        new TestCaseData("Q-AMOUNT", new[] { ComposeReturns.Paid(First, "0.00") }),
        new TestCaseData("Q-DAY", new[] { ComposeReturns.Paid(First, "60.00") with { SettledOn = "2026-05-31" } }),
        new TestCaseData("Q-DAY", new[] { ComposeReturns.Failed(First, "60.00") with { SettledOn = "2026-06-13" } }),
        new TestCaseData("Q-CONTRADICTS", new[] { ComposeReturns.Paid(First, "60.00"), ComposeReturns.Failed(First, "60.00") }),
        new TestCaseData("Q-STATUS", new[] { new TestReturn(First, "60.00", "maybe") }),
        new TestCaseData("Q-FORMAT", new[] { ComposeReturns.Paid(First, "sixty") }),
        new TestCaseData("Q-FORMAT", new[] { ComposeReturns.Paid("", "60.00") }),
        new TestCaseData("Q-ROW", new[] { new TestReturn(First, "60.00", "paid", "a\0b") }),
    ];

    [TestCaseSource(nameof(BadLines))]
    public void A_bad_line_waits_in_quarantine_with_its_code_and_the_rest_is_booked(string code, TestReturn[] lines)
    {
        ActOutcome.Done done = (ActOutcome.Done)_office.Import("bad.csv", [.. lines, _office.Answer(Second)]);

        Assert.That(_office.Texts("SELECT code FROM quarantine"), Is.EqualTo(lines.Select(_ => code)));
        Assert.That((_office.PaymentState(First), _office.PaymentState(Second), _office.PaymentState(Unsent + "-000001"), done.NeedsPerson),
            Is.EqualTo(("released", "paid", "proposed", true)));
        Assert.That((_office.StateOf(Batch), _office.Breaks().Length), Is.EqualTo(("released", 0)));
    }

    [Test]
    public void A_repeated_line_is_booked_once()
    {
        TestOffice.Done(_office.Import("twice.csv", _office.Answer(First), _office.Answer(First)));

        Assert.That((_office.PaymentState(First), _office.Text("SELECT code FROM quarantine"),
            _office.Number("SELECT COUNT(*) FROM transfers WHERE event = 'paid'")), Is.EqualTo(("paid", "Q-REPEAT", 1L)));
    }

    [Test]
    public void The_same_file_twice_changes_nothing_but_the_chain_of_acts_also_under_another_name()
    {
        TestOffice.Done(_office.Import("a.csv", _office.Answer(First), ComposeReturns.Paid("2026-1-320302-ocr-000009")));
        string[] before = _office.EverythingButActs();

        ActOutcome.Done again =
            (ActOutcome.Done)_office.Import("b.csv", _office.Answer(First), ComposeReturns.Paid("2026-1-320302-ocr-000009"));

        Assert.That((again.ChangedNothing, _office.EverythingButActs().SequenceEqual(before), _office.LastAct()["act"],
            _office.Breaks().Length), Is.EqualTo((true, true, "import-returns", 0)));
    }

    [Test]
    public void The_same_answers_in_another_file_are_repeats_and_what_was_taken_back_is_not_booked_again()
    {
        TestOffice.Done(_office.Import("a.csv", _office.Answer(First), _office.Answer(Second, "failed", "户名不符")));
        Dictionary<string, long> balances = _office.Balances();
        TestOffice.Done(_office.Import("b.csv", _office.Answer(Second, "failed", "户名不符"), _office.Answer(First)));
        Assert.That(_office.Balances(), Is.EqualTo(balances));

        TestOffice.Done(_office.Import("c.csv", _office.Answer(First, "failed"), _office.Answer(Second)));
        Dictionary<string, long> turned = _office.Balances();
        TestOffice.Done(_office.Import("d.csv", _office.Answer(First, reason: "-"), _office.Answer(Second, "failed", "户名不符")));

        Assert.That(_office.Texts("SELECT code || ' ' || payment_no FROM quarantine ORDER BY id"),
            Is.EqualTo(new[] { $"Q-REPEAT {Second}", $"Q-REPEAT {First}", $"Q-REPEAT {First}", $"Q-REPEAT {Second}" }));
        Assert.That((_office.PaymentState(First), _office.PaymentState(Second), _office.Breaks().Length),
            Is.EqualTo(("failed", "paid", 0)));
        Assert.That(_office.Balances(), Is.EqualTo(turned));
    }

    [Test]
    public void Money_that_came_back_after_it_was_paid_is_owed_again_and_is_paid_by_a_reissue()
    {
        TestOffice.Done(_office.Import("a.csv", _office.Answer(First), _office.Answer(Second)));
        ActOutcome.Done back = (ActOutcome.Done)_office.Import("b.csv",
            _office.Answer(Second, "failed", "隔日退汇") with { SettledOn = "2026-06-07" });

        Assert.That(
            (_office.PaymentState(Second), _office.StateOf(Batch), back.English.Contains("1 of them took back", StringComparison.Ordinal),
            _office.Balances()["payable:320302"], _office.Balances()["treasury:320302"], _office.Breaks().Length),
            Is.EqualTo(("failed", "settled", true, -6000L, -6000L, 0)));
        TestOffice.Done(_office.Reissue("2026-1"));
        TestOffice.Done(_office.Import("c.csv", _office.Answer(Second) with { SettledOn = "2026-06-09" }));

        Assert.That((_office.PaymentState(Second), _office.Text("SELECT code FROM quarantine"), _office.Breaks().Length),
            Is.EqualTo(("reissued", "Q-NOT-RELEASED", 0)));
        Assert.That(TestOffice.CodeOf(_office.Approve("2026-2-320302-ocr")), Is.EqualTo("ANSWER-OPEN"), "it may be paid twice");
        string line = _office.Text("SELECT file_id || ':' || line FROM quarantine");
        TestOffice.Done(new ResolveLine(_office.Setting).Dismiss(line, _office.Operator, "银行来函：误报"));
        TestOffice.Done(new ResolveLine(_office.Setting).Confirm(line, _office.Reviewer, CancellationToken.None));
        TestOffice.Done(_office.Approve("2026-2-320302-ocr"));
        TestOffice.Done(_office.Release("2026-2-320302-ocr"));
        TestOffice.Done(_office.Import("d.csv", _office.Answer("2026-2-320302-ocr-000001")));
        Assert.That((_office.Balances().GetValueOrDefault("payable:320302"), _office.Balances()["treasury:320302"],
            _office.Breaks().Length), Is.EqualTo((0L, -12000L, 0)));
    }

    [Test]
    public void Money_that_arrived_after_it_had_failed_is_not_paid_again()
    {
        TestOffice.Done(_office.Import("a.csv", _office.Answer(First), _office.Answer(Second, "failed")));
        TestOffice.Done(_office.Import("b.csv", _office.Answer(Second) with { SettledOn = "2026-06-08" }));

        Assert.That((_office.PaymentState(Second), TestOffice.CodeOf(_office.Reissue("2026-1")),
            _office.Text("SELECT status || ' ' || line FROM earlier_answers"), _office.Breaks().Length),
            Is.EqualTo(("paid", "NOTHING", "failed 3", 0)));
    }

    [Test]
    public void An_answer_of_an_earlier_day_that_comes_last_changes_nothing()
    {
        TestOffice.Done(_office.Import("second.csv", _office.Answer(First, "failed") with { SettledOn = "2026-06-07" }));
        TestOffice.Done(_office.Import("first.csv", _office.Answer(First)));

        Assert.That((_office.PaymentState(First), _office.Text("SELECT code || ' ' || expected || ' ' || given FROM quarantine"),
            _office.Breaks().Length), Is.EqualTo(("failed", "Q-EARLIER failed 2026-06-07 paid 2026-06-05", 0)));
    }

    [Test]
    public void A_batch_is_settled_with_its_last_answer_and_money_stands_where_the_bank_says()
    {
        TestOffice.Done(_office.Import("a.csv", _office.Answer(First)));
        string halfway = _office.StateOf(Batch);
        TestOffice.Done(_office.Import("b.csv", _office.Answer(Second, "failed", "户名不符")));

        Assert.That((halfway, _office.StateOf(Batch)), Is.EqualTo(("released", "settled")));
        Dictionary<string, long> balances = _office.Balances();
        Assert.That((balances.GetValueOrDefault("transit:320302"), balances["treasury:320302"], balances["payable:320302"]),
            Is.EqualTo((0L, -6000L, -6000L)));
        Assert.That((_office.Text($"SELECT note FROM payments WHERE payment_no = '{Second}'"), _office.Breaks().Length),
            Is.EqualTo(("户名不符", 0)));
    }

    [Test]
    public void A_number_in_the_bank_s_words_is_blotted_out()
    {
        TestOffice.Done(_office.Import("a.csv", _office.Answer(First, "failed", "账号 6222020200112233445 不存在"),
            new TestReturn(Second, "60.00", "6222020200112233445")));

        Assert.That(_office.Texts($"SELECT note FROM payments WHERE payment_no = '{First}' UNION ALL SELECT given FROM quarantine"),
            Has.None.Contain("6222020200112233445"));
        Assert.That(_office.Breaks(), Is.Empty);
    }

    [Test]
    public void A_reading_that_is_cancelled_in_the_middle_books_nothing_and_can_be_given_again()
    {
        string file = Path.Combine(_office.Inputs.Root, "long.csv");
        ComposeReturns.Write(file, [_office.Answer(First),
            .. Enumerable.Range(1, 40_000).Select(i => ComposeReturns.Paid($"2026-1-320302-ocr-9{i:00000}")), _office.Answer(Second)]);
        _office.Inputs.Clock.SetUtcNow(TestOffice.Answered);
        string[] before = _office.EverythingButActs();
        long acts = _office.Number("SELECT COUNT(*) FROM audit");
        using (CancellationTokenSource stop = new())
        {
            // As soon as lines are being sorted, which is after the file was kept and before the act is committed.
            Task watch = Task.Run(() =>
            {
                while (!stop.IsCancellationRequested && (
                    !Directory.Exists(Path.Combine(_office.Inputs.Data, "work"))
                        || Directory.GetDirectories(Path.Combine(_office.Inputs.Data, "work"), "returns-*").Length == 0))
                    Thread.Yield();
                stop.Cancel();
            });
            Assert.That(() => _office.Import(file, stop: stop.Token), Throws.InstanceOf<OperationCanceledException>());
            watch.Wait();
        }

        Assert.That((_office.EverythingButActs().SequenceEqual(before), _office.Number("SELECT COUNT(*) FROM audit"),
            Directory.GetDirectories(Path.Combine(_office.Inputs.Data, "work")).Length, _office.Breaks().Length),
            Is.EqualTo((true, acts, 0, 0)));
        TestOffice.Done(_office.Import(file));
        Assert.That((_office.StateOf(Batch), _office.Number("SELECT COUNT(*) FROM quarantine WHERE code = 'Q-UNKNOWN'"),
            _office.Breaks().Length), Is.EqualTo(("settled", 40_000L, 0)));
    }

    [Test]
    public void A_file_that_is_no_return_file_is_refused_whole_and_recorded()
    {
        string file = Path.Combine(_office.Inputs.Root, "nothing.csv");
        File.WriteAllText(file, "this is no return file\n");
        string[] before = _office.EverythingButActs();

        Assert.That((TestOffice.CodeOf(_office.Import(file)), TestOffice.CodeOf(_office.Import(file + ".gone"))),
            Is.EqualTo(("UNREADABLE", "NO-SUCH")));
        Assert.That((_office.EverythingButActs().SequenceEqual(before), _office.LastAct()["outcome"]), Is.EqualTo((true, "refused")));
    }

    [Test]
    public void A_batch_that_is_closed_counts_what_the_bank_did_not_name_as_paid_and_a_late_answer_is_a_repeat()
    {
        TestOffice.Done(_office.Import("a.csv", _office.Answer(First, "failed")));
        TestOffice.Done(_office.Close(Batch));
        TestOffice.Done(_office.Import("b.csv", _office.Answer(Second)));

        Assert.That(
            (_office.StateOf(Batch), _office.PaymentState(First), _office.PaymentState(Second), _office.Text("SELECT code FROM quarantine"),
                _office.Breaks().Length), Is.EqualTo(("settled", "failed", "paid", "Q-REPEAT", 0)));
    }
}
