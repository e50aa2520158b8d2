using Disbursement.Domain.Assessment;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Domain.Settlement;
using Disbursement.Jobs.Assessment;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Standings;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Questions.Audits;

/// <summary>
/// Payments that would have been smaller, or none, had the run known a death that any archived roster or register tells. The run's rosters
/// are assessed
/// again with that day, so that what counts as after death is what the rules of the archived pack say.
/// </summary>
internal sealed class PaidAfterDeath : AuditQuestion
{
    public override string Name => "paid-after-death";

    public override (string Chinese, string English) Title => ("死亡后支付", "Paid after death");

    public override IReadOnlyList<ReportColumn> Columns { get; } =
    [
        .. PaymentColumns, new("death_date", "死亡日期"), new("months", "月份", Width: 10), new("months_due", "应享月份", Width: 10),
        new("after_death", "死亡后金额", ColumnKind.Yuan), new("recovered_since", "此后认定追回", ColumnKind.Yuan),
        new("told_by_run", "得知批次", Width: 10), new("told_by", "死亡日期来源", Width: 30), new("told_line", "来源行", ColumnKind.Count, 8),
        new("lives_again_in", "又列为健在", Width: 30),
    ];

    public override IReadOnlyList<(string Chinese, string English)> Unseen { get; } =
    [
        ("没有任何已封存批次的花名册或死亡登记写明的死亡，以及尚未由批次读取的文件。",
            "Deaths that no roster and no register of a sealed run tells, and files that no run has read yet."),
        ("以身份证号码对不上的死亡记录。", "A death that is recorded under another identity number."),
        ("按规则死亡后仍应支付的款项（当年整年发放、一次性奖励、政策包规定发放至年底的项目）不算死亡后支付。",
            "What the rules owe after a death is no finding: the year that is owed whole, sums owed once, schemes that the pack pays "
                + "until the end of the year."),
        ("已拨付后退回的付款不在此表。", "Payments that came back from the bank are not in it."),
    ];

    public override IEnumerable<ReportLine> Lines(AuditTask task)
    {
        IReadOnlyDictionary<ClaimantKey, KnownDeath> deaths = KnownDeaths.Run(task);
        Dictionary<string, RunRecord> runs = new RunBook(task.Setting.Store).Sealed().ToDictionary(run => run.Id);
        Dictionary<(string Run, string County), List<Suspect>> suspects = [];
        foreach (AuditPayment payment in task.Books.Sent(task.Order.Year, task.Order.County))
        {
            if (!deaths.TryGetValue(payment.Key, out KnownDeath? death) || death.Day.Year > task.Order.Year)
                continue;

            AuditPayment first = task.Books.First(payment);
            if (!suspects.TryGetValue((first.Run, first.County), out List<Suspect>? own))
                suspects[(first.Run, first.County)] = own = [];
            own.Add(new Suspect(payment, first, death));
        }

        if (suspects.Count == 0)
            yield break;

        ILookup<(ClaimantKey, string), (int Run, long Fen)> recovered =
            Recovered(task, runs, [.. suspects.Values.SelectMany(own => own.Select(suspect => suspect.Payment.Key))]);
        foreach (IGrouping<string, KeyValuePair<(string Run,
            string County), List<Suspect>>> ofRun in suspects.GroupBy(group => group.Key.Run).OrderBy(group => runs[group.Key].Number))
        {
            RunRecord run = runs[ofRun.Key];
            using RecomputeRun? again = RecomputeRun.Open(task, run);
            if (again is null)
                continue;

            foreach (((_, string county), List<Suspect> own) in ofRun.OrderBy(group => group.Key.County, StringComparer.Ordinal))
            {
                foreach ((Suspect suspect, SchemeSettlement? due) in Settle(run, again, county, own))
                {
                    long after = suspect.First.CurrentFen + suspect.First.ArrearsFen - (due?.Gross.Fen ?? 0);
                    if (after > 0)
                        yield return Of(task, suspect, due, after,
                            recovered[(suspect.Payment.Key, suspect.Payment.Scheme)].Where(one => one.Run > run.Number)
                                .Sum(one => one.Fen));
                }
            }
        }
    }

    /// <summary>What the run would have settled for each, had it known.</summary>
    private static IEnumerable<(Suspect Suspect, SchemeSettlement? Due)> Settle(RunRecord run, RecomputeRun again, string county,
        List<Suspect> suspects)
    {
        Dictionary<(string, ClaimantKey), List<Suspect>> wanted =
            suspects.GroupBy(suspect => (suspect.First.HouseholdNo, suspect.Payment.Key))
                .ToDictionary(group => group.Key, group => group.ToList());
        HashSet<string> households = [.. wanted.Keys.Select(one => one.Item1)];
        foreach (ClaimantAtHand archived in again.Claimants(county, households.Contains))
        {
            if (!wanted.Remove((archived.Household.Household.Number, archived.Key), out List<Suspect>? own))
                continue;

            Household household = archived.Household.Household.WithDeathOf(archived.Claimant, own[0].Death.Day);
            ClaimantAtHand informed = archived.After(own[0].First.StandingBefore).In(archived.Household with { Household = household });
            AssessedClaimant assessed = informed.Assess(again.Inputs.Rules, run.Through);
            foreach (Suspect suspect in own)
                yield return (suspect,
                    assessed.Settlement.Schemes.FirstOrDefault(settlement => settlement.Decision.Scheme.Code == suspect.Payment.Scheme));
        }

        foreach (Suspect suspect in wanted.Values.SelectMany(own => own))
            yield return (suspect, null);
    }

    private static ReportLine Of(AuditTask task, Suspect suspect, SchemeSettlement? due, long after, long recovered)
    {
        string months = due is not null && due.Current.Fen > 0 ? due.Decision.Months.ToString() : "";
        KnownDeath death = suspect.Death;
        return Line(
            task, suspect.Payment, suspect.Payment.Personal.Open(task.Sealer), after, Text(death.Day), suspect.First.Months, months,
            after, recovered, death.Run.Id, death.Roster, death.Line.Cell, death.TakenBack);
    }

    private static ILookup<(ClaimantKey, string), (int Run, long Fen)> Recovered(AuditTask task, Dictionary<string, RunRecord> runs,
        HashSet<ClaimantKey> persons) =>
        task.Books.Recoveries().Where(one => persons.Contains(one.Key) && runs.ContainsKey(one.Run))
            .ToLookup(one => (one.Key, one.Scheme), one => (runs[one.Run].Number, one.Fen));

    /// <summary>A payment to somebody whose death is known, and the payment behind it that a run computed.</summary>
    private sealed record Suspect(AuditPayment Payment, AuditPayment First, KnownDeath Death);
}
