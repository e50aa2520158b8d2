using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Tests.Proofs;
using Disbursement.Jobs.Tests.ReturnFiles;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>
/// Officers and a bank that do anything in any order: whatever is done or refused, the books prove themselves, and nobody was paid twice.
/// </summary>
[TestFixture]
internal sealed class RandomActsTests
{
    private const int Acts = 24;
    private const string Counted = "SELECT coalesce(SUM(amount_fen), 0) FROM payments WHERE state NOT IN ('cancelled', 'reissued')";

    private static readonly string[] Ends = ["2026-09-15", "2026-08-15", ""];

    [TestCase(1)]
    [TestCase(2)]
    public void Whatever_is_done_the_books_prove_themselves(int seed)
    {
        Random random = new(seed);
        using TestOffice office = TestOffice.Staffed();
        office.Inputs.Roster("a.csv", A.Household(1), FullStory.WithDisabledChild(3));
        office.Run();
        List<string> done = [];
        for (int i = 0; i < Acts; i++)
        {
            office.Inputs.Clock.Advance(TimeSpan.FromHours(7));
            done.Add(Any(office, random));
        }

        string told = string.Join('\n', done);
        Assert.That(office.Breaks(), Is.Empty, told);
        Assert.That(office.Inputs.Replay().Select(check => check.FirstBreak), Is.All.Null, told);
        Dictionary<string, long> balances = office.Balances();
        long expense = balances.Where(one => one.Key.StartsWith("expense:", StringComparison.Ordinal)).Sum(one => one.Value),
            owed = balances.Where(one => one.Key.StartsWith("receivable:", StringComparison.Ordinal)
                || one.Key.StartsWith("waiver:", StringComparison.Ordinal)).Sum(one => one.Value),
            repaid = office.Number("SELECT coalesce(SUM(fen), 0) FROM transfers WHERE event = 'repaid'");
        Assert.That(office.Number(Counted), Is.EqualTo(expense + owed + repaid), told);
        Assert.That(balances.Values.Sum(), Is.Zero);
    }

    private static string Any(TestOffice office, Random random)
    {
        string payment = One(office, random, "SELECT payment_no FROM payments ORDER BY id"),
            batch = One(office, random, "SELECT id FROM batches ORDER BY number");
        string day = office.Inputs.Clock.GetUtcNow().AddDays(-random.Next(3)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return random.Next(14) switch
        {
            0 or 1 => Told($"send {batch}", () => office.Approve(batch) is ActOutcome.Refused refused ? refused : office.Release(batch)),
            2 => Told($"hold {payment}", () => office.Hold(payment)),
            3 => Told($"unhold {payment}", () => office.Unhold(payment)),
            4 => Told($"reject {batch}", () => office.Reject(batch)),
            5 => Told($"cancel {payment}", () => office.Cancel(payment)),
            6 => Told("reissue", () => office.Reissue("2026-1")),
            7 => Told("run", () => Run(office, random)),
            8 => Told("object", () => new RaiseObjection(office.Setting).Run(payment, "村民甲", office.Operator, "已超龄")),
            9 => Told("decide", () => new DecideObjection(office.Setting).Run(payment, random.Next(2) == 0, office.Reviewer, "已核实")),
            10 => Told("receivable", () => Receivable(office, random)),
            _ => Told($"answer {payment} {day}", () => office.Import($"{Guid.NewGuid()}.csv",
                office.Answer(payment, random.Next(2) == 0 ? "paid" : "failed") with { SettledOn = random.Next(4) == 0 ? "" : day })),
        };
    }

    private static ActOutcome.Done Run(TestOffice office, Random random)
    {
        string end = Ends[random.Next(Ends.Length)];
        office.Inputs.Roster("a.csv", A.Household(1),
            end.Length == 0 ? FullStory.WithDisabledChild(3) : FullStory.WithDisabledChild(3, ("disability_ended_on", end)));
        return new ActOutcome.Done("", office.Run().Summary.Run.Id);
    }

    private static ActOutcome Receivable(TestOffice office, Random random)
    {
        using System.Data.Common.DbConnection connection = office.Setting.Store.Connect();
        if (ReadReceivables.Run(connection, null) is not [var one, ..])
            return new ActOutcome.Done("", "none");

        DateOnly today = DateOnly.FromDateTime(office.Inputs.Clock.GetUtcNow().UtcDateTime);
        ActOutcome asked = random.Next(2) == 0
            ? new AskReceivable(office.Setting).Repaid(one.Number, Money.Min(one.Open, new Money(5000)), today, "收据", office.Operator)
            : new AskReceivable(office.Setting).Waived(one.Number, Money.Min(one.Open, new Money(3000)), "决定", office.Reviewer, "无人可追");
        return asked is ActOutcome.Refused ? asked : new AnswerReceivable(office.Setting).Confirm(one.Number, office["wu"]);
    }

    private static string One(TestOffice office, Random random, string sql) =>
        office.Texts(sql) is { Length: > 0 } all ? all[random.Next(all.Length)] : "none";

    private static string Told(string what, Func<ActOutcome> act) => $"{what}: {TestOffice.CodeOf(act())}";
}
