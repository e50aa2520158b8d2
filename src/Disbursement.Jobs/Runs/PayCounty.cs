using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Ledger;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Domain.Settlement;
using Disbursement.Jobs.Batches;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Ledger;
using Disbursement.Jobs.PaymentFiles;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Runs.Parts;
using Disbursement.Jobs.Sorting;
using Disbursement.Jobs.Store;

namespace Disbursement.Jobs.Runs;

/// <summary>One county of a run, paid: its batches are numbered and booked, and its files written. Counties go side by side.</summary>
internal sealed class PayCounty(
    RunOrder order, RunRecord run, RunInputs inputs, CarriedPayments carried, KeyRing ring, Database? store, IKeepRun keep,
    RunProgress progress)
{
    private const int LongestNote = 990;

    private readonly PolicyPack _pack = inputs.Pack;

    private bool HasChineseHeaders => run.Headers == "zh";

    /// <summary>Payments → batches → ledger → files.</summary>
    public PaidPart Run(PartPlace place, AssessedPart assessed, CancellationToken stop)
    {
        using Sealer sealer = new(ring);
        using RunRows rows = new(place.Rows!, run, sealer);
        PayClaimants(place, rows, assessed.Payable, assessed.Tally, stop);
        assessed.Payable.Dispose();
        return new PaidPart(assessed.Tally);
    }

    private void PayClaimants(PartPlace place, RunRows rows, PayableSpool payable, CountyTally tally, CancellationToken stop)
    {
        string county = place.Name;
        Bureau bureau = inputs.Bureaus.First(bureau => bureau.County == county);
        NumberPayments number = new(run, county, inputs.Bureaus);
        using PaymentFolder files = new(path => place.Grow(county, path), place.Folder, bureau, HasChineseHeaders);
        using ListTakeUp takeUp = new(() => place.Grow("takeup", $"{county}.csv"), order.IsChinese);
        TransferChain chain = Chain(county);
        BookSettlement book = new(_pack, county, run.Id, run.StartedAt, run.Maker, chain);
        Queue<(Carried Payment, CarriedTo To)> again = new(carried.In(county));
        foreach (PayableClaimant claimant in payable.Read())
        {
            stop.ThrowIfCancellationRequested();
            while (again.TryPeek(out (Carried Payment, CarriedTo To) earlier) && earlier.To.CompareTo(claimant.RegionCode, claimant.HouseholdNo, claimant.Role == Role.Mother) < 0)
                PayAgain(again.Dequeue(), number, bureau, files, rows);
            ClaimantKey key = new(claimant.Key);
            string keyText = key.ToString();
            foreach (Scheme scheme in claimant.Unclaimed)
            {
                takeUp.Add(claimant, scheme);
                tally.Unclaimed++;
            }

            foreach ((SchemeSettlement settlement, ReviewFlags flags) in claimant.Settlements)
            {
                (OpenBatch Batch, Payment Payment)? paid = number.Next(claimant, settlement, flags);
                foreach (Transfer transfer in book.Run(settlement, paid?.Batch.Id, paid?.Payment.Number, keyText))
                    rows.Transfer(transfer, key, chain.Head);
                if (paid is not { } made)
                    continue;

                PaymentLine line = PaymentLine.Of(made.Payment);
                (bool isHeld, string? note) = Judge(line, bureau, claimant.HoldNote);
                if (!isHeld)
                {
                    files.Add(line);
                    made.Batch.InFiles.Add(settlement);
                }

                rows.Payment(made.Batch.Number, made.Payment, isHeld, note);
                progress.AddPayment(settlement.Payment.Fen);
            }
        }

        while (again.Count > 0)
            PayAgain(again.Dequeue(), number, bureau, files, rows);
        foreach (OpenBatch batch in number.Batches)
            tally.Batches.Add(Close(batch, bureau, files, rows, stop));
        if (tally.Batches.Count > 0)
        {
            string sha256 = WriteManifest.Run(place.Grow(county, "manifest.json"), run.Id, bureau, inputs.PackReading.Sha256, chain, tally.Batches);
            rows.Manifest(county, sha256, chain);
        }
    }

    /// <summary>A payment that came back or was left behind takes its place in the new batch; the ledger has it already.</summary>
    private void PayAgain((Carried Payment, CarriedTo To) again, NumberPayments number, Bureau bureau, PaymentFolder files, RunRows rows)
    {
        CarriedPayment payment = again.Payment.Payment.In(order.Year);
        payment = payment with { Flags = ReviewFlagsOf.Again(payment.Flags, again.To.Flags) };
        (OpenBatch batch, int sequence, string paymentNo) = number.Next(payment);
        PaymentLine line = CarriedLine.Of(paymentNo, payment, again.To);
        (bool isHeld, string? note) = Judge(line, bureau, again.To.HoldNote);
        if (!isHeld)
        {
            files.Add(line);
            batch.InFiles.Add(payment);
        }

        rows.Payment(batch.Number, sequence, paymentNo, again.To.ClaimantNumber, payment, again.Payment.PayeeId, isHeld, note);
        progress.AddPayment(payment.Amount.Fen);
    }

    /// <summary>What the bureau's files cannot carry, and what stands against a household, is held before anybody approves it; a replay leaves out what stood in no file.</summary>
    private (bool IsHeld, string? Note) Judge(PaymentLine line, Bureau bureau, string holdNote)
    {
        if (keep.IsLeftOut(line.PaymentNo) is { } isLeftOut)
            return (isLeftOut, isLeftOut ? "held" : null);

        IReadOnlyList<FormatProblem> problems = FindFormatProblems.Run(line, bureau);
        string note = Joined(holdNote, FormatProblem.Note(problems, order.IsChinese) ?? "");
        return (holdNote.Length > 0 || problems.Any(problem => !problem.IsWrittenOtherwise), note.Length > 0 ? note : null);
    }

    /// <summary>Both reasons, cut where the record of a payment has no room for more; the lists have everything.</summary>
    public static string Joined(string first, string second)
    {
        string note = first.Length == 0 || second.Length == 0 ? first + second : $"{first}; {second}";
        return note.Length <= LongestNote ? note : string.Concat(note.AsSpan(0, LongestNote - (char.IsHighSurrogate(note[LongestNote - 1]) ? 1 : 0)), "…");
    }

    private BatchTally Close(OpenBatch batch, Bureau bureau, PaymentFolder files, RunRows rows, CancellationToken stop)
    {
        ControlTotals totals = batch.InFiles;
        LevelSums funding = totals.Funding(_pack.TermsOf(batch.Scheme).Funding);
        bool isAssumed = AssumedParameters.AnyFor(_pack, batch.Scheme, batch.County, order.Year);
        BatchFileTally[] written = [.. files.Close(Heading(batch, bureau, isAssumed), stop).Select(file => new BatchFileTally(file.Format, file.Path, file.Sha256))];
        rows.Batch(batch.Number, batch.Id, batch.County, batch.Scheme, totals, funding, isAssumed, BatchFileTally.Sha256Of(written));
        for (int i = 0; i < written.Length; i++)
            rows.BatchFile(batch.Number, i, written[i].Format, $"{batch.County}/{written[i].Path}", totals.Payments, totals.Total.Fen, written[i].Sha256);
        return new BatchTally(batch.Id, batch.Scheme, totals.Payments, totals.Current, totals.Arrears, totals.Offsets, totals.Total, funding, isAssumed, written);
    }

    private PaymentFileHeading Heading(OpenBatch batch, Bureau bureau, bool isAssumed) => new()
    {
        Run = run.Id,
        Year = run.Year,
        Batch = batch.Id,
        Bureau = bureau,
        Scheme = batch.Scheme.Code(),
        SchemeTitle = _pack.TermsOf(batch.Scheme).Title,
        Count = batch.InFiles.Payments,
        Current = batch.InFiles.Current,
        Arrears = batch.InFiles.Arrears,
        Offset = batch.InFiles.Offsets,
        Total = batch.InFiles.Total,
        Funding = batch.InFiles.Funding(_pack.TermsOf(batch.Scheme).Funding),
        IsAssumed = isAssumed,
        ValueDate = PaymentFileHeading.ValueDateOf(run.ValueDate, run.StartedAt),
        CreatedAt = run.StartedAt,
        IsChinese = HasChineseHeaders,
    };

    private TransferChain Chain(string county)
    {
        if (store is null)
            return new TransferChain(0, []);

        using System.Data.Common.DbConnection connection = store.Connect();
        return Database.ChainOf(connection, county);
    }
}
