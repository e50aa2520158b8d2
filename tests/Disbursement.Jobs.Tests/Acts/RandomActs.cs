using System.Globalization;
using System.Text.RegularExpressions;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Returns;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Tests.ReturnFiles;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>Officers and a bank that do anything in any order; the same seed does the same.</summary>
/// <param name="office">Where.</param>
/// <param name="random">What is done next.</param>
/// <param name="rosters">Puts the next rosters in place.</param>
internal sealed partial class RandomActs(TestOffice office, Random random, Action<TestInputs, Random> rosters)
{
    private const int FirstYear = 2026;

    private readonly SortedDictionary<string, int> _collected = new(StringComparer.Ordinal);
    private int _files, _takingBack;

    /// <summary>What came of rejecting what takes money back, and of collecting what is owed: how often each.</summary>
    public string Collected => string.Join(", ", _collected.Select(one => $"{one.Key} {one.Value}"));

    /// <summary>Any act, on any payment or batch; tells what came of it.</summary>
    public string Any()
    {
        string payment = One("SELECT payment_no FROM payments ORDER BY id"), batch = One("SELECT id FROM batches ORDER BY number");
        string day = office.Inputs.Clock.GetUtcNow().AddDays(-random.Next(3)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return random.Next(20) switch
        {
            0 or 1 => Told($"send {batch}", () => office.Approve(batch) is ActOutcome.Refused refused ? refused : office.Release(batch)),
            2 => Told($"hold {payment}", () => office.Hold(payment)),
            3 => Told($"unhold {payment}", () => office.Unhold(payment)),
            4 => Told($"reject {batch}", () => office.Reject(batch)),
            5 => Told($"cancel {payment}", () => office.Cancel(payment)),
            6 => Reissue(),
            7 => Run(),
            8 => Told($"object {payment}", () => new RaiseObjection(office.Setting).Run(payment, "村民甲", office.Operator, "已超龄")),
            9 => Told($"decide {payment}",
                () => new DecideObjection(office.Setting).Run(payment, random.Next(2) == 0, office.Reviewer, "已核实")),
            10 => Told("receivable", Receivable),
            11 => Told($"account {payment}", () => office.GiveAccount(payment, People.Card(random.Next(1, 9_999)))),
            12 => Told("stop", Stop),
            13 => Told("lift", Lift),
            14 => Told("resolve", Resolve),
            15 => Told($"two approve {batch}", () => TwoApprove(batch)),
            16 => Told($"close {batch}", () => random.Next(8) == 0 ? office.Close(batch) : new ActOutcome.Done("", "")),
            _ => Told($"answer {payment} {day}", () => office.Import($"{++_files}-{random.Next()}.csv",
                office.Answer(payment, random.Next(2) == 0 ? "paid" : "failed") with { SettledOn = random.Next(4) == 0 ? "" : day })),
        };
    }

    /// <summary>
    /// The next run of the year, or of the year before, over the next rosters. A reviewer rejects every second batch of it that takes
    /// money back.
    /// </summary>
    public string Run()
    {
        int year = office.Inputs.Clock.GetUtcNow().Year;
        if (year > FirstYear && random.Next(6) == 0)
            year--;
        rosters(office.Inputs, random);
        if (year > FirstYear)
            File.Copy(office.Inputs.PathOf("a.csv"), office.Inputs.PathOf("a.csv", year), overwrite: true);
        string run = office.Run(year).Summary.Run.Id;
        foreach (string batch in office.Texts("SELECT id FROM batches WHERE state = 'proposed' AND recoveries > 0 "
            + "AND run_number = (SELECT MAX(number) FROM runs) ORDER BY number"))
        {
            if (_takingBack++ % 2 == 0)
                Count("reject", office.Reject(batch));
        }

        return $"run {run}";
    }

    /// <summary>What changes outside the books: a rate, what other offices register and whether that decides, the keys.</summary>
    public string Change()
    {
        int year = office.Inputs.Clock.GetUtcNow().Year;
        switch (random.Next(6))
        {
            case 0 or 1:
                return $"rate {ChangeRate()}";
            case 2:
                const string Trust = "trustRegisters: true\n", After = "accountableFrom:";
                string pack = File.ReadAllText(office.Inputs.Pack);
                bool isTrusted = pack.Contains(Trust, StringComparison.Ordinal);
                File.WriteAllText(office.Inputs.Pack, isTrusted ? pack.Replace(Trust, "", StringComparison.Ordinal)
                    : pack.Replace(After, Trust + After, StringComparison.Ordinal));
                return isTrusted ? "registers are not trusted" : "registers are trusted";
            case 3:
                return Told("rotate", () => new RotateKeys(office.Setting)
                    .Run(new Administering(office.Administrator, "somebody"), new RotationProgress(), CancellationToken.None));
            default:
                TestHousehold family = A.Household(random.Next(1, 4));
                string folder = Path.Combine(office.Inputs.Inputs, "registers", $"{year}"), dead = random.Next(3) switch
                {
                    0 => "",
                    1 => $"{family.ChildId},{year}-03-11\n",
                    _ => $"{family.MotherId},{year}-04-12\n",
                };
                Directory.CreateDirectory(folder);
                File.WriteAllText(Path.Combine(folder, "deaths.csv"), "id_number,death_date\n" + dead);
                return $"deaths {dead.TrimEnd()}";
        }
    }

    /// <summary>Any rate of the pack, from any day on, becomes another one.</summary>
    private string ChangeRate()
    {
        string[] lines = File.ReadAllLines(office.Inputs.Pack);
        int[] rates = [.. Enumerable.Range(0, lines.Length).Where(i => Rate().IsMatch(lines[i]))];
        int one = rates[random.Next(rates.Length)];
        lines[one] = Rate().Replace(lines[one],
            rate => $"value: {Math.Max(5, int.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture) + random.Next(-30, 40))}.00,");
        File.WriteAllLines(office.Inputs.Pack, lines);
        return lines[one].Trim();
    }

    public string Reissue()
    {
        string run = One("SELECT id FROM runs ORDER BY number");
        return Told($"reissue {run}", () => office.Reissue(run));
    }

    /// <summary>Approves and releases every batch that waits, as far as it may.</summary>
    public void SendAll()
    {
        foreach (string batch in office.Texts("SELECT id FROM batches WHERE state IN ('proposed', 'approved') ORDER BY number"))
        {
            _ = office.Approve(batch);
            _ = office.Release(batch);
        }
    }

    /// <summary>A bank's file of today with an answer to nearly every payment that was sent, most of them unlike the last one.</summary>
    /// <returns>How many lines it has.</returns>
    public int AnswerAll()
    {
        string today = Instants.DayInChina(office.Inputs.Clock.GetUtcNow()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        List<TestReturn> lines = [];
        foreach (Dictionary<string, string> row in office.Rows(
            "SELECT payment_no, amount_fen, state FROM payments WHERE state IN ('released', 'paid', 'failed') "
                + "OR state IN ('reissued', 'cancelled') AND id % 5 = 0 OR id % 50 = 0 ORDER BY id"))
        {
            bool isLikely = row["state"] == "paid" == (random.Next(5) == 0);
            string yuan =
                (long.Parse(row["amount_fen"], CultureInfo.InvariantCulture) / 100m).ToString("0.00", CultureInfo.InvariantCulture);
            TestReturn line = new(row["payment_no"], random.Next(200) == 0 ? "1.00" : yuan, isLikely ? "paid" : "failed",
                isLikely ? "" : "账户已销", today);
            lines.Add(line);
            if (random.Next(100) == 0)
                lines.Add(line with { Status = random.Next(2) == 0 ? "paid" : "failed" });
        }

        string file = Path.Combine(office.Inputs.Root, $"all-{++_files}.csv");
        ComposeReturns.Write(file, lines);
        TestOffice.Done(office.Import(file));
        return lines.Count;
    }

    /// <summary>Books as paid what arrived for a payment that is paid again or was given up.</summary>
    public void BookLate()
    {
        string[] places = office.Texts("SELECT q.file_id || ':' || q.line FROM quarantine q JOIN payments p ON p.payment_no = q.payment_no "
            + "WHERE q.code = 'Q-NOT-RELEASED' AND p.state IN ('reissued', 'cancelled') AND p.return_file IS NOT NULL ORDER BY q.id DESC "
            + "LIMIT 20");
        if (places.Length == 0)
            return;

        string place = places[random.Next(places.Length)];
        ActOutcome said = new ResolveLine(office.Setting)
            .Book(place, null, ReturnStatus.Paid, office.Operator, "银行来函", CancellationToken.None);
        Count("late", said is ActOutcome.Refused
            ? said
            : new ResolveLine(office.Setting).Confirm(place, office.Reviewer, CancellationToken.None));
    }

    /// <summary>Books a repayment of what is owed back, or gives it up.</summary>
    public void Collect() => Count("collect", Receivable());

    private void Count(string what, ActOutcome outcome)
    {
        string told = $"{what} {TestOffice.CodeOf(outcome)}";
        _collected[told] = _collected.GetValueOrDefault(told) + 1;
    }

    private ActOutcome Receivable()
    {
        using System.Data.Common.DbConnection connection = office.Setting.Store.Connect();
        bool isRepaid = random.Next(2) == 0;

        // Nothing is given up before a reviewer has approved what asked for it.
        Receivable[] open = [.. ReadReceivables.Run(connection, null).OrderBy(one => !isRepaid && one.Unapproved > Money.Zero)];
        if (open is not [var one, ..])
            return new ActOutcome.Done("", "none");

        DateOnly today = Instants.DayInChina(office.Inputs.Clock.GetUtcNow());
        ActOutcome asked = isRepaid
            ? new AskReceivable(office.Setting).Repaid(one.Number, Money.Min(one.Open, new Money(5000)), today, "收据", office.Operator)
            : new AskReceivable(office.Setting).Waived(one.Number, Money.Min(one.Open, new Money(3000)), "决定", office.Reviewer, "无人可追");
        return asked is ActOutcome.Refused
            ? asked
            : random.Next(6) == 0
            ? new AnswerReceivable(office.Setting).Refuse(one.Number, office["wu"], "单据不符")
            : new AnswerReceivable(office.Setting).Confirm(one.Number, office["wu"]);
    }

    private ActOutcome Stop() => new StopPayments(office.Setting).Add(
        A.Household(random.Next(1, 4)).Rows[random.Next(2)]["id_number"], null, new Month(2026, 1), "核查通知",
        random.Next(2) == 0 ? office.Reviewer : office["wu"], "待核实");

    private ActOutcome Lift()
    {
        using System.Data.Common.DbConnection connection = office.Setting.Store.Connect();
        return StopBook.All(connection, null).FirstOrDefault(stop => stop.LiftedAt is null) is { } stop
            ? new StopPayments(office.Setting).Lift(stop.Number, random.Next(2) == 0 ? office.Reviewer : office["wu"], "已核实")
            : new ActOutcome.Done("", "none");
    }

    private ActOutcome Resolve()
    {
        string place = One("SELECT file_id || ':' || line FROM quarantine ORDER BY id DESC LIMIT 50");
        ActOutcome said = random.Next(2) == 0
            ? new ResolveLine(office.Setting).Dismiss(place, office.Operator, "重复")
            : new ResolveLine(office.Setting).Book(place, null, random.Next(2) == 0 ? ReturnStatus.Paid : ReturnStatus.Failed,
                office.Operator, "银行来电", CancellationToken.None);
        return said is ActOutcome.Refused ? said : new ResolveLine(office.Setting).Confirm(place, office.Reviewer, CancellationToken.None);
    }

    private ActOutcome TwoApprove(string batch)
    {
        ActSetting setting = office.Setting with { Levels = new ApprovalLevels(Money.FromYuan(1)) };
        ActOutcome first = new ApproveBatch(setting).Run(batch, office.Reviewer, office.Sha256(batch));
        return first is ActOutcome.Refused
            ? first
            : new ApproveBatch(setting).Run(batch, office["wu"], office.Sha256(batch)) is ActOutcome.Refused second
            ? second
            : new ReleaseBatch(setting).Run(batch, office.Reviewer);
    }

    private string One(string sql) => office.Texts(sql) is { Length: > 0 } all ? all[random.Next(all.Length)] : "none";

    [GeneratedRegex(@"value: (\d+)\.00,")]
    private static partial Regex Rate();

    private static string Told(string what, Func<ActOutcome> act) => $"{what}: {TestOffice.CodeOf(act())}";
}
