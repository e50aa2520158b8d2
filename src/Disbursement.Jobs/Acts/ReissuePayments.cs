using Disbursement.Domain.Amounts;
using Disbursement.Domain.Assessment;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.PaymentFiles;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Proposals;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Makes batches of what came back from the bank, or was left behind, alone: to the account in the newest roster, or to the one that a
/// reviewer gave. The ledger has the money already; what is new is a batch that somebody else must approve.
/// </summary>
internal sealed class ReissuePayments(ActSetting setting)
{
    public ActOutcome Run(string runId, Officer officer, DateOnly? valueDate, CancellationToken stop)
    {
        if (officer.MayNot(OfficialAct.Reissue) is { } refusal)
        {
            PerformAct.Record(setting, officer, "reissue", runId, refusal);
            return new ActOutcome.Refused(refusal);
        }

        using RunLock held = RunLock.Take(setting.Data, setting.Store);
        LostBooks.RefuseBehind(setting.Store);
        RunBook runs = new(setting.Store);
        RunRecord? before = runs.Sealed().FirstOrDefault(run => run.Id == runId);
        if (before is null)
        {
            ActRefusal unknown = ActRefusal.NoSuch("批次", "sealed run", runId);
            PerformAct.Record(setting, officer, "reissue", runId, unknown);
            return new ActOutcome.Refused(unknown);
        }

        (int number, int ordinal) = runs.Next(before.Year);
        string id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{before.Year}-{ordinal}");
        return PerformAct.Run(setting, officer, OfficialAct.Reissue, "reissue", id, null,
            act => Make(act, officer, before, NewRun(act, officer, before, number, ordinal, id, valueDate), stop));
    }

    private static RunRecord NewRun(ActTransaction act, Officer officer, RunRecord before, int number, int ordinal, string id,
        DateOnly? valueDate) => new()
    {
        Number = number, Id = id, Year = before.Year, Ordinal = ordinal, Kind = RunKind.Reissue, State = RunState.Sealed,
        Maker = officer.Name, MakerOfficer = officer.Id, StartedAt = act.Now, SealedAt = act.Now,
        Counties = before.Counties, ValueDate = valueDate, Language = before.Language, Headers = before.Headers,
        PackSha256 = before.PackSha256, DefinitionsSha256 = before.DefinitionsSha256, BureausSha256 = before.BureausSha256,
        TermsSha256 = before.TermsSha256,
        OutFolder = Path.Combine(Path.GetDirectoryName(before.OutFolder)!, id),
    };

    private ActOutcome Make(ActTransaction act, Officer officer, RunRecord before, RunRecord run, CancellationToken stop)
    {
        CarriedPayments waiting = CarriedPayments.WaitingOf(act.Connection, act.Transaction, before.Id, setting.Ring);
        if (waiting.All.Count == 0)
            return new ActOutcome.Refused(new ActRefusal("NOTHING", $"发放 {before.Id} 没有失败或遗留的暂扣付款。", $"Run {before.Id} has no failed "
                + $"payment and none that was left behind.") { IsUsage = true });
        if (Directory.Exists(run.OutFolder))
            return new ActOutcome.Refused(new ActRefusal("FOLDER", $"{run.OutFolder} 已存在，请先移走。", $"{run.OutFolder} exists already: move it "
                + $"away first.") { IsUsage = true });

        (IReadOnlyDictionary<ClaimantKey, NewerRow> newest, IReadOnlySet<ClaimantKey> twice) = NewestRows.Of(act, waiting);
        CarriedPayments carried = waiting.Without(payment => twice.Contains(payment.Key));
        if (carried.All.Count == 0)
            return new ActOutcome.Refused(new ActRefusal(
                "DUP-CLAIMANT", $"发放 {before.Id} 待重发付款的申领人均在两户中重复申领；去掉其中一户并再次运行之前不予支付。", $"Whoever waits for a payment of run {before.Id} "
                    + $"stands in two households: nothing is paid until one of the rows is gone and the year is run again."));

        FindAccounts(act, newest, carried, stop);
        act.Db.Runs.Add(run);
        act.Db.RunMakers.AddRange(RunBook.Makers(run.Number, [(officer.Id, officer.Name, "started"),
            .. RunBook.Givers(act.Db, [.. carried.All.Select(payment => payment.PayeeId).OfType<int>()])]));
        act.Db.SaveChanges();
        ProposalTerms terms = setting.Archived.ProposalOf(before) with { Run = run };
        string growing = Path.Combine(Path.GetDirectoryName(run.OutFolder)!, $".{run.Id}.growing");
        if (Directory.Exists(growing))
            Directory.Delete(growing, recursive: true);
        act.StageFolder(growing, run.OutFolder);
        string work = Path.Combine(setting.Data, "work", run.Id);
        Directory.CreateDirectory(work);
        try
        {
            foreach (string county in carried.All.Select(payment => payment.County).Distinct().Order(StringComparer.Ordinal))
                PayAgain(
                    act, terms, county, Directory.CreateDirectory(Path.Combine(growing, county)).FullName, work, carried.In(county), stop);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }

        int left = waiting.All.Count - carried.All.Count;
        int held = act.Db.Payments.Local.Count(payment => payment.State == PaymentState.Held);
        Money sum = new(carried.All.Sum(payment => payment.Payment.Amount.Fen));
        return new ActOutcome.Done(
            $"发放 {run.Id}：重发 {before.Id} 的 {carried.All.Count} 笔，{sum.Grouped()} 元，文件在 {run.OutFolder}。"
                + $"{(left == 0 ? "" : $"另有 {left} 笔因申领人在两户中重复申领而暂不支付。")}{(held == 0 ? "" : $"其中 {held} 笔仍暂扣，须逐笔恢复。")}下一步：由另一人审批。",
            $"Run {run.Id}: {Counted.Of(carried.All.Count, "payment")} of {before.Id}, {sum.Grouped()} yuan, "
                + $"{Counted.Are(carried.All.Count)} to be paid again; the files are in "
                + $"{run.OutFolder}. {(left == 0 ? "" : $"{left} more wait, since their claimants stand in two households. ")}"
                + $"{(held == 0 ? "" : $"{held} of them {(held == 1 ? "arrives" : "arrive")} held: each is let go by name. ")}Next: "
                + $"somebody else approves the batches.",
            $"of={before.Id} payments={carried.All.Count} yuan={sum} files={FilesDigest.Of(FilesOf(act, run))}");
    }

    private static IEnumerable<(string Batch, string FilesSha256)> FilesOf(ActTransaction act, RunRecord run) =>
        act.Db.Batches.ToRead().Where(batch => batch.RunNumber == run.Number).AsEnumerable()
            .Select(batch => (batch.Id, batch.FilesSha256));

    /// <summary>The batches of one county. No roster is read again, so what stood against a household still does.</summary>
    private static void PayAgain(
        ActTransaction act, ProposalTerms terms, string county, string folder, string work,
        IReadOnlyList<(Carried Payment, CarriedTo To)> payments,
        CancellationToken stop)
    {
        StopBook stops = StopBook.Standing(act.Connection, act.Transaction);
        using ProposeBatches batches = new(terms, county, name => Path.Combine(folder, name), work, new BatchRowsOfAct(act));
        foreach ((Carried carried, CarriedTo to) in payments)
        {
            (ReviewFlags flags, string changed) = carried.Judge(to, terms.Run.Language == "zh");
            CarriedPayment payment = carried.Payment.In(terms.Run.Year) with
            {
                Flags = ReviewFlagsOf.Joined(carried.Payment.Flags, flags),
            };
            string stopped = stops.On(carried.Key, payment.Scheme, terms.Run.Year)?.Note(terms.Run.Language == "zh") ?? "";
            batches.PayAgain(
                payment, to, carried.PayeeId, HoldNote.Of(HoldNote.Of(carried.StillAgainst, changed), stopped), carried.Hold);
            PaymentFacts old =
                BatchPayments.Find(act, payment.Replaces) ?? throw new InvalidDataException($"Payment {payment.Replaces} vanished.");
            BatchPayments.Move(act, old, PaymentState.Reissued, act.Db.Payments.ToRead().Single(one => one.Id == old.Id).Note);
        }

        batches.Close(act.ChainOf(county), stop);
        act.Db.SaveChanges();
    }

    /// <summary>
    /// The account in the newest roster that a sealed run read; where that run had nothing to pay, the archived roster itself is asked.
    /// </summary>
    private void FindAccounts(ActTransaction act, IReadOnlyDictionary<ClaimantKey, NewerRow> newest, CarriedPayments carried,
        CancellationToken stop)
    {
        using Sealer sealer = new(setting.Ring);
        foreach (NewerRow row in newest.Values.Where(row => carried.Concern(row.Key)))
        {
            Person? person = row.Personal is { } personal
                ? new SealedPerson(row.Number, personal).Open(sealer)
                : FromArchive(act, row, stop);
            if (person is not null)
            {
                // From now on the row is that of somebody who is paid: files are written from it, and it may fail and be paid again.
                if (row.Personal is null)
                    act.Execute("UPDATE claimants SET personal = @personal WHERE number = @number AND personal IS NULL",
                        ("@personal", person.Seal(sealer, SealedPlace.Claimant(row.Number))), ("@number", row.Number));
                RunInputRecord roster =
                    act.Db.RunInputs.ToRead().Single(one => one.RunNumber == row.Run && one.Ordinal == row.InputOrdinal);
                carried.See(row.Key, new CarriedTo(row.Number, row.RegionCode, row.HouseholdNo, row.Role, person)
                {
                    Roster = roster.Path,
                    BroughtBy = [.. carried.BroughtBy[roster.Sha256]],
                });
            }
        }
    }

    private Person? FromArchive(ActTransaction act, NewerRow row, CancellationToken stop)
    {
        RunRecord run = act.Db.Runs.Single(one => one.Number == row.Run);
        RunInputRecord input = act.Db.RunInputs.Single(one => one.RunNumber == row.Run && one.Ordinal == row.InputOrdinal);
        PolicyPack pack = setting.Archived.PackOf(run);
        string work = Directory.CreateTempSubdirectory("disburse-reissue-").FullName;
        try
        {
            KeptInput roster = new(SealedInputs.Of(setting.Data, setting.Ring), input.Sha256) { Rows = row.Rows };
            AcceptedHousehold? household = FindHousehold.Run(
                roster, work, input.Path, row.RegionCode[..6], row.HouseholdNo, run.Year, RosterForm.Of(pack), stop);
            Claimant? claimant = household is null ? null : Subjects.At(household.Household, pack, row.Role, row.Line);
            if (household is null || claimant is null)
                return null;

            return Person.Of(claimant.Id, household.PayeeOf(claimant));
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }
}
