using System.Globalization;
using System.Text;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Returns;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Tests.Proofs;
using Disbursement.Jobs.Tests.ReturnFiles;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>
/// Brings a batch, a payment, a receivable and a line in quarantine into each of its states, tries each act there, and writes what became
/// of it: <c>docs/states.md</c>. Nothing in the page is written by hand.
/// </summary>
[TestFixture]
internal sealed class StateTableTests
{
    private const string Batch = "2026-1-320302-sad";
    private const string Payment = Batch + "-000001";
    private const string Recoveries = "2026-2-320302-sad";
    private const string Other = Batch + "-000002";

    /// <summary>The number of the one receivable that acts are tried on.</summary>
    private static string number = "";

    private static (string Name, Func<TestOffice, ActOutcome> Do)[] ActsOn(string batch) =>
    [
        ("approve", office => office.Approve(batch)),
        ("approve, two needed", office => new ApproveBatch(TwoNeeded(office)).Run(batch, office.Reviewer, office.Sha256(batch))),
        ("release", office => office.Release(batch, office["wu"])), ("reject", office => office.Reject(batch)),
        ("close", office => office.Close(batch)),
    ];

    private static readonly (string State, Action<TestOffice> Reach)[] BatchStates =
    [
        ("proposed", _ => { }),
        ("proposed, one of two approved",
            office => TestOffice.Done(new ApproveBatch(TwoNeeded(office)).Run(Batch, office["wu"], office.Sha256(Batch)))),
        ("approved", Approve), ("released", Send), ("settled", Pay), ("rejected", office => TestOffice.Done(office.Reject(Batch))),
    ];

    private static readonly (string State, Action<TestOffice> Reach)[] RecoveryStates =
    [
        ("proposed", _ => { }),
        ("proposed, one of two approved", office =>
            TestOffice.Done(new ApproveBatch(TwoNeeded(office)).Run(Recoveries, office["wu"], office.Sha256(Recoveries)))),
        ("proposed, and the money was repaid", Repaid),
        ("approved", ApproveRecoveries), ("settled", office => office.Send(Recoveries)),
        ("rejected", office => TestOffice.Done(office.Reject(Recoveries))),
    ];

    private static readonly (string Name, Func<TestOffice, ActOutcome> Do)[] PaymentActs =
    [
        ("hold", office => office.Hold(Payment)), ("unhold", office => office.Unhold(Payment)),
        ("cancel", office => office.Cancel(Payment)), ("account", office => office.GiveAccount(Payment, People.Card(77))),
        ("object", office => new RaiseObjection(office.Setting).Run(Payment, "村民甲", office.Operator, "已超龄")),
        ("uphold", office => new DecideObjection(office.Setting).Run(Payment, true, office.Reviewer, "已核实")),
        ("dismiss", office => new DecideObjection(office.Setting).Run(Payment, false, office.Reviewer, "已核实")),
        ("reissue", office => office.Reissue("2026-1")),
        ("bank: paid", office => Answer(office, "paid")), ("bank: failed", office => Answer(office, "failed")),
    ];

    private static readonly (string State, Action<TestOffice> Reach)[] PaymentStates =
    [
        ("proposed", _ => { }), ("held", office => TestOffice.Done(office.Hold(Payment))),
        ("held, objection open", office =>
            TestOffice.Done(new RaiseObjection(office.Setting).Run(Payment, "村民甲", office.Operator, "已超龄"))),
        ("held, whoever gets it is stopped", office => TestOffice.Done(new StopPayments(office.Setting)
            .Add(FullStory.WithDisabledChild(3).Rows[0]["id_number"], null, new Month(2026, 5), "通知 7", office["wu"], "待核实"))),
        ("approved", Approve),
        ("held, left behind by a released batch", office =>
        {
            TestOffice.Done(office.Hold(Payment));
            Send(office);
        }),
        ("released", Send), ("paid", Pay), ("failed", Fail),
        ("failed after paid", office =>
        {
            Pay(office);
            NextDay(office);
            TestOffice.Done(office.Import("back.csv", Today(office, Payment, "failed")));
        }),
        ("reissued", office =>
        {
            Fail(office);
            TestOffice.Done(office.Reissue("2026-1"));
        }),
        ("cancelled", office =>
        {
            Fail(office);
            TestOffice.Done(office.Cancel(Payment));
        }),
    ];

    private static readonly (string Name, Func<TestOffice, ActOutcome> Do)[] ReceivableActs =
    [
        ("repay", office => Repay(office, 138000)), ("waive", office => Waive(office, 138000)),
        ("confirm", office => new AnswerReceivable(office.Setting).Confirm(number, office["wu"])),
        ("refuse", office => new AnswerReceivable(office.Setting).Refuse(number, office["wu"], "单据不符")),
        ("letter", office => new PrintLetter(office.Setting).Run(number, Path.Combine(office.Inputs.Root, $"{Guid.NewGuid()}.html"),
            office.Operator, false)),
    ];

    private static readonly (string State, Action<TestOffice> Reach)[] ReceivableStates =
    [
        ("open, its recovery not approved", _ => { }), ("open", ApproveRecoveries),
        ("repayment waits", office =>
        {
            ApproveRecoveries(office);
            TestOffice.Done(Repay(office, 100000));
        }),
        ("waiver waits", office =>
        {
            ApproveRecoveries(office);
            TestOffice.Done(Waive(office, 100000));
        }),
        ("settled", office =>
        {
            ApproveRecoveries(office);
            Repaid(office);
        }),
    ];

    private static readonly (string Name, Func<TestOffice, ActOutcome> Do)[] LineActs =
    [
        ("resolve --book", office => Book(office)), ("resolve --dismiss", office => Dismiss(office)),
        ("confirm", office => new ResolveLine(office.Setting).Confirm("1:2", office.Reviewer, CancellationToken.None)),
        ("refuse", office => new ResolveLine(office.Setting).Refuse("1:2", office.Reviewer, "再问银行")),
    ];

    private static readonly (string State, Action<TestOffice> Reach)[] LineStates =
    [
        ("waits", _ => { }), ("booking to be confirmed", office => TestOffice.Done(Book(office))),
        ("dismissal to be confirmed", office => TestOffice.Done(Dismiss(office))),
        ("booked", office => Confirmed(office, Book)), ("dismissed", office => Confirmed(office, Dismiss)),
        ("its payment was answered since", office => TestOffice.Done(office.Import("later.csv", office.Answer(Payment)))),
    ];

    [Test]
    public void The_page_of_states_is_what_the_program_does()
    {
        using TestOffice proposed = TestOffice.Staffed();
        proposed.Inputs.Roster("a.csv", FullStory.WithDisabledChild(3));
        proposed.Run();
        using TestOffice owed = proposed.Copy(), waiting = proposed.Copy();
        Pay(owed);
        owed.Inputs.Roster("a.csv", FullStory.WithDisabledChild(3, ("disability_ended_on", "2026-09-15")));
        owed.Run();
        using (System.Data.Common.DbConnection connection = owed.Setting.Store.Connect())
            number = ReadReceivables.Run(connection, null)[0].Number;
        Send(waiting);
        TestOffice.Done(waiting.Import("odd.csv", new TestReturn(Payment, "5520.00", "maybe")));

        StringBuilder page = new();
        Table(page, "A batch", proposed, BatchStates, ActsOn(Batch), office => office.StateOf(Batch));
        Table(page, "A batch of recoveries alone", owed, RecoveryStates, ActsOn(Recoveries), office => office.StateOf(Recoveries));
        Table(page, "A payment", proposed, PaymentStates, PaymentActs, office => office.PaymentState(Payment));
        Table(page, "A receivable", owed, ReceivableStates, ReceivableActs, StateOfReceivable);
        Table(page, "A line in quarantine", waiting, LineStates, LineActs, office => office.PaymentState(Payment));

        string file = Path.Combine(Repository.Root, "docs", "states.md"), text = File.ReadAllText(file).ReplaceLineEndings("\n");
        int from = text.IndexOf("\n## ", StringComparison.Ordinal) + 1;
        string found = text[..from] + page.ToString().TrimEnd('\n') + '\n';
        string beside = Path.Combine(TestContext.CurrentContext.WorkDirectory, "states.md");
        File.WriteAllText(beside, found);

        Assert.That(text, Is.EqualTo(found), $"docs/states.md is not what the program does; what it does stands in {beside}");
    }

    /// <summary>Every state of the life cycle has its rows.</summary>
    [Test]
    public void No_state_is_left_out() => Assert.That(
        Domain.Words.StoredWords.All<BatchState>().Except(BatchStates.Select(state => state.State))
            .Concat(Domain.Words.StoredWords.All<PaymentState>().Except(PaymentStates.Select(state => state.State))), Is.Empty);

    private static void Table(StringBuilder page, string title, TestOffice before, (string State, Action<TestOffice> Reach)[] states,
        (string Name, Func<TestOffice, ActOutcome> Do)[] acts, Func<TestOffice, string> stateOf)
    {
        page.Append(CultureInfo.InvariantCulture, $"## {title}\n\n| state | {string.Join(" | ", acts.Select(act => act.Name))} |\n");
        page.Append(CultureInfo.InvariantCulture, $"|---{string.Concat(acts.Select(_ => "|---"))}|\n");
        foreach ((string state, Action<TestOffice> reach) in states)
        {
            using TestOffice reached = before.Copy();
            reach(reached);
            string[] cells = [.. acts.Select(act => Cell(reached, act.Do, stateOf))];
            page.Append(CultureInfo.InvariantCulture, $"| {state} | {string.Join(" | ", cells)} |\n");
        }

        page.Append('\n');
    }

    /// <summary>What an act does there, in an office of its own: a state, or the code of the refusal.</summary>
    private static string Cell(TestOffice reached, Func<TestOffice, ActOutcome> act, Func<TestOffice, string> stateOf)
    {
        using TestOffice office = reached.Copy();
        string before = stateOf(office);
        ActOutcome outcome = act(office);
        if (outcome is ActOutcome.Refused refused)
            return refused.Refusal.Code;

        string after = stateOf(office);
        if (office.Rows("SELECT code FROM quarantine ORDER BY id DESC") is [{ } last, ..] && office.LastAct()["act"] == "import-returns"
            && after == before)
            return last["code"];
        return after == before ? "done" : $"→ {after}";
    }

    private static ActSetting TwoNeeded(TestOffice office) => office.Setting with { Levels = new ApprovalLevels(Money.FromYuan(1)) };

    private static void Approve(TestOffice office) => TestOffice.Done(office.Approve(Batch));

    private static void ApproveRecoveries(TestOffice office) => TestOffice.Done(office.Approve(Recoveries));

    private static void Repaid(TestOffice office)
    {
        TestOffice.Done(Repay(office, 138000));
        TestOffice.Done(new AnswerReceivable(office.Setting).Confirm(number, office["wu"]));
    }

    private static void Send(TestOffice office)
    {
        Approve(office);
        TestOffice.Done(office.Release(Batch));
    }

    private static void Pay(TestOffice office)
    {
        Send(office);
        TestOffice.Done(office.Import("paid.csv", office.Answer(Payment), office.Answer(Other)));
    }

    private static void Fail(TestOffice office)
    {
        Send(office);
        TestOffice.Done(office.Import("failed.csv", office.Answer(Payment, "failed", "账户已销"), office.Answer(Other)));
    }

    private static void NextDay(TestOffice office) => office.Inputs.Clock.Advance(TimeSpan.FromDays(1));

    /// <summary>An answer of a day on which nothing else happened.</summary>
    private static ActOutcome Answer(TestOffice office, string status)
    {
        NextDay(office);
        return office.Import($"{status}.csv", Today(office, Payment, status));
    }

    private static TestReturn Today(TestOffice office, string payment, string status) => office.Answer(payment, status) with
    {
        SettledOn = Instants.DayInChina(office.Inputs.Clock.GetUtcNow()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    private static ActOutcome Repay(TestOffice office, long fen) => new AskReceivable(office.Setting).Repaid(number, new Money(fen),
        Instants.DayInChina(office.Inputs.Clock.GetUtcNow()), "收据 12", office.Operator);

    private static ActOutcome Waive(TestOffice office, long fen) =>
        new AskReceivable(office.Setting).Waived(number, new Money(fen), "决定 3", office.Reviewer, "无继承人");

    private static ActOutcome Book(TestOffice office) => new ResolveLine(office.Setting).Book("1:2", null, ReturnStatus.Paid,
        office.Operator, "银行来电", CancellationToken.None);

    private static ActOutcome Dismiss(TestOffice office) => new ResolveLine(office.Setting).Dismiss("1:2", office.Operator, "重复");

    private static void Confirmed(TestOffice office, Func<TestOffice, ActOutcome> ask)
    {
        TestOffice.Done(ask(office));
        TestOffice.Done(new ResolveLine(office.Setting).Confirm("1:2", office.Reviewer, CancellationToken.None));
    }

    private static string StateOfReceivable(TestOffice office)
    {
        using System.Data.Common.DbConnection connection = office.Setting.Store.Connect();
        return ReadReceivables.Run(connection, null).FirstOrDefault(one => one.Number == number) is { } open
            ? $"open {open.Open}"
            : "settled";
    }
}
