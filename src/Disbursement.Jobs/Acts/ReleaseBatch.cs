using Disbursement.Domain.Batches;
using Disbursement.Domain.Ledger.Bookings;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Batches;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Signatures;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Sends an approved batch to the bank: the very bytes that were approved, their manifest signed, each payment booked as on its way.
/// </summary>
internal sealed class ReleaseBatch(ActSetting setting)
{
    /// <param name="batch">The batch.</param>
    /// <param name="officer">Who.</param>
    /// <param name="chosen">SHA-256 over the batches that were chosen together; null for one alone.</param>
    /// <param name="seen">The hash over the files that the officer was shown; null where nobody was shown any.</param>
    public ActOutcome Run(string batch, Officer officer, string? chosen = null, string? seen = null) =>
        PerformAct.Run(setting, officer, OfficialAct.Release, "release", batch, null, act =>
        {
            if (BatchAtHand.Find(act, batch) is not { } found)
                return new ActOutcome.Refused(ActRefusal.NoSuch("批次", "batch", batch));
            if (seen is not null && seen != found.Record.FilesSha256)
                return new ActOutcome.Refused(Changed(batch, seen, found.Record.FilesSha256));
            if (found.Facts.Release(officer, found.Bytes(), found.WasVoided) is { } refusal)
                return new ActOutcome.Refused(refusal);
            if (setting.Levels.NotYours(found, officer) is { } notYours)
                return new ActOutcome.Refused(notYours);
            if (StopPayments.Refusal(act, found, PaymentState.Approved) is { } stopped)
                return new ActOutcome.Refused(stopped);
            if (ArriveLate.Undecided(setting, act, found, PaymentState.Approved) is { } open)
                return new ActOutcome.Refused(open);
            if (ManifestTouched(act, found) is { } touched)
                return new ActOutcome.Refused(touched);
            if (DerivedFiles.Refusal(act, setting, found) is { } other)
                return new ActOutcome.Refused(other);

            (SignManifest? signing, string? problem) = SignManifest.Open(setting.Signing, act.Now);
            if (signing is null)
                return new ActOutcome.Refused(new ActRefusal("NO-CERTIFICATE", $"签名证书不可用：{problem}", problem!));

            BatchActs.Add(act, found, BatchActs.Release, officer);
            IReadOnlyList<PaymentFacts> payments = BatchPayments.In(act, found.Record.Number, PaymentState.Approved);
            AppendTransfers book = act.Book(found.Record.County);
            Booking booking = Release.Booking(found.Record.County);
            foreach (PaymentFacts payment in payments)
                book.Add(booking, new(payment.AmountFen), payment, null, officer.Name);
            found.Record.State = BatchState.Released;
            act.Db.SaveChanges();
            BatchPayments.Move(act, found.Record.Number, PaymentState.Approved, PaymentState.Released);
            SettleBatch.Run(act, found.Record.Number, officer);
            RenewManifest.Run(act, setting, found.Run, found.Record.County, signing);
            Domain.Amounts.Money sum = new(payments.Sum(payment => payment.AmountFen));
            string trial = signing.IsTrial ? " (trial certificate)" : "";
            return new ActOutcome.Done(
                $"批次 {batch} 已放行：{payments.Count} 笔，{sum.Grouped()} 元；清单已签名"
                    + $"{(signing.IsTrial ? "（试用证书，仅供演练，正式使用前请配置 Signing:Certificate）" : "")}。",
                $"Batch {batch} is released: {Counted.Of(payments.Count, "payment")}, {sum.Grouped()} yuan; the manifest is signed"
                    + (signing.IsTrial
                    ? " with a trial certificate, which proves nothing to a bank: configure Signing:Certificate before real use."
                    : "."),
                $"payments={payments.Count} yuan={sum} certificate={signing.Certificate}{trial}{ChosenBatches.Detail(chosen)}");
        });

    private static ActRefusal Changed(string batch, string seen, string now) => new(
        "BYTES-DIFFER", $"批次 {batch} 的文件在您查看之后有变化（当时 {seen}，现在 {now}），未放行；请重新查看。",
        $"The files of batch {batch} changed after they were shown to you (then {seen}, now {now}): it is not released. Look again.");

    private static ActRefusal? ManifestTouched(ActTransaction act, BatchAtHand found)
    {
        string path = Path.Combine(found.Folder, WriteManifest.FileName);
        string? recorded = act.Db.Manifests.Find(ManifestId.Of(found.Run.Number, found.Record.County).Value)?.Sha256;
        return FileHash.OfAny(path) == recorded
            ? null
            : new ActRefusal("FILE-TOUCHED", $"清单 {path} 被改动或不见了，不能放行。请恢复原文件。",
                $"The manifest {path} was touched or is missing; nothing is released. Put the original back.");
    }
}
