using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Ledger;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Books;

/// <summary>A batch as the console lists it: enough to choose one, and cheap however many payments it has.</summary>
internal sealed record BatchLine(BatchRecord Batch, string Run, int Year, DateTimeOffset StartedAt, int Held, int Failed);

/// <summary>A batch with everything around it.</summary>
internal sealed record BatchWhole(BatchRecord Batch, RunRecord Run, IReadOnlyList<BatchFileRecord> Files,
    IReadOnlyDictionary<PaymentState, int> States, IReadOnlyDictionary<string, int> Flags, IReadOnlyList<BatchActRecord> Acts,
    IReadOnlyList<string> Makers);

/// <summary>A payment with everything around it.</summary>
internal sealed record PaymentWhole(ListedPayment Listed, BatchRecord Batch, RunRecord Run, string Roster, RowNumber Line,
    IReadOnlyList<TransferRecord> Transfers, IReadOnlyList<AuditRecord> Acts, string? ReplacedBy, string? NoteBefore)
{
    /// <summary>Where its money went before, and who brought the account now; null where it does not tell of a change.</summary>
    public AccountChange? AccountChange { get; init; }
}

/// <summary>A line in quarantine as it is chosen from many.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Line">The line of the file.</param>
/// <param name="Code">What is wrong with it.</param>
/// <param name="PaymentNo">The payment, where it names one that exists.</param>
/// <param name="County">The county of that.</param>
internal sealed record QuarantinedLine(long Id, long Line, string Code, string? PaymentNo, string? County);

/// <summary>How many payments of a batch bear a flag, and how many of them are held.</summary>
internal sealed record FlaggedBatch(BatchRecord Batch, string Flag, int Payments, int Held);

/// <summary>What the pages of the console ask of the database.</summary>
internal static class ReadConsole
{
    /// <summary>Batches, newest run first; of these counties where some are named.</summary>
    public static IReadOnlyList<BatchLine> Batches(DisbursementDb db, IReadOnlyList<string> counties, string? run, BatchState? state)
    {
        IQueryable<BatchRecord> batches = db.Batches.ToRead();
        if (counties.Count > 0)
            batches = batches.Where(batch => counties.Contains(batch.County));
        if (state is not null)
            batches = batches.Where(batch => batch.State == state);
        Dictionary<int, RunRecord> runs = db.Runs.ToRead().Where(one => run == null || one.Id == run).ToDictionary(one => one.Number);
        IReadOnlyDictionary<(int Batch, PaymentState State), int> open = ReadBatches.Open(db);
        return
        [
            .. batches.AsEnumerable().Where(batch => runs.ContainsKey(batch.RunNumber)).OrderByDescending(batch => batch.RunNumber)
            .ThenBy(batch => batch.County, StringComparer.Ordinal).ThenBy(batch => batch.Number)
                .Select(batch => runs[batch.RunNumber] is var of
                    ? new BatchLine(batch, of.Id, of.Year, of.StartedAt, open.GetValueOrDefault((batch.Number, PaymentState.Held)),
                        open.GetValueOrDefault((batch.Number, PaymentState.Failed)))
                    : null!),
        ];
    }

    /// <summary>A batch by its name, or null.</summary>
    public static BatchWhole? Batch(DisbursementDb db, string id)
    {
        if (ReadBatches.List(db, null, null, null, id).SingleOrDefault() is not { } listed)
            return null;

        (long first, long end) = PaymentId.OfBatch(new(listed.Batch.Number));
        var flags = db.Payments.ToRead().Where(payment => payment.Id > first && payment.Id < end && payment.Flags != null)
            .GroupBy(payment => payment.Flags).Select(group => new { group.Key, Count = group.Count() }).ToArray();
        Dictionary<string, int> each = flags.SelectMany(group => group.Key!.Split('+').Select(flag => (Flag: flag, group.Count)))
            .GroupBy(flag => flag.Flag).ToDictionary(group => group.Key, group => group.Sum(flag => flag.Count));
        return new BatchWhole(
            listed.Batch, listed.Run, listed.Files, ReadBatches.States(db, listed.Batch.Number), each,
            ReadBatches.Acts(db, listed.Batch.Number),
            [.. OfficerBook.Makers(db, listed.Run.Number).Select(maker => maker.Name).Distinct()]);
    }

    /// <summary>
    /// Batches of a run whose payments bear one of these flags, in the order of batches; of these counties where some are named.
    /// </summary>
    public static IReadOnlyList<FlaggedBatch> Flagged(DisbursementDb db, int run, IReadOnlyList<string> counties,
        IReadOnlyList<string> flags)
    {
        Dictionary<int, BatchRecord> batches = db.Batches.ToRead().Where(batch => batch.RunNumber == run
            && (counties.Count == 0 || counties.Contains(batch.County))).ToDictionary(batch => batch.Number);
        if (batches.Count == 0)
            return [];

        (long first, long end) = PaymentId.OfBatches(new(batches.Keys.Min()), new(batches.Keys.Max()));
        var groups = db.Payments.ToRead().Where(payment => payment.Id > first && payment.Id < end && payment.Flags != null)
            .GroupBy(payment => new { payment.BatchNumber, payment.Flags, payment.State })
            .Select(group => new { group.Key.BatchNumber, group.Key.Flags, group.Key.State, Count = group.Count() }).ToArray();
        return
        [
            .. from one in groups
               where batches.ContainsKey(one.BatchNumber)
               from flag in one.Flags!.Split('+')
               where flags.Contains(flag)
               group one by (one.BatchNumber, Flag: flag) into those
               orderby those.Key.BatchNumber, those.Key.Flag
               select new FlaggedBatch(batches[those.Key.BatchNumber], those.Key.Flag, those.Sum(one => one.Count),
                   those.Where(one => one.State == PaymentState.Held).Sum(one => one.Count)),
        ];
    }

    /// <summary>A payment by its number, or null.</summary>
    public static PaymentWhole? Payment(DisbursementDb db, Privacy.KeyRing ring, string paymentNo)
    {
        if (ReadBatches.Payment(db, paymentNo) is not { } payment)
            return null;

        BatchRecord batch = db.Batches.ToRead().Single(one => one.Number == payment.BatchNumber);
        RunRecord run = db.Runs.ToRead().Single(one => one.Number == batch.RunNumber);
        ClaimantRecord claimant = db.Claimants.ToRead().Single(one => one.Number == payment.ClaimantNumber);
        string roster = db.RunInputs.ToRead().Where(input => input.RunNumber == claimant.RunNumber
            && input.Ordinal == claimant.InputOrdinal).Select(input => input.Path).FirstOrDefault() ?? "";
        (long first, long end) = TransferId.OfBook(batch.County);
        TransferRecord[] transfers = [.. db.Transfers.ToRead().Where(transfer => transfer.Id > first && transfer.Id < end
            && transfer.Payment == paymentNo).OrderBy(transfer => transfer.Id)];
        AuditRecord[] acts = [.. db.Audit.ToRead().Where(act => act.Subject == paymentNo).OrderBy(act => act.Sequence)];
        string? replacedBy = payment.State is PaymentState.Reissued or PaymentState.Paid
            ? db.Payments.ToRead().Where(other => other.Replaces == paymentNo).OrderByDescending(other => other.Id)
                .Select(other => other.PaymentNo).FirstOrDefault()
            : null;
        using Privacy.Sealer sealer = new(ring);
        return new PaymentWhole(ListPayments.With(db, ring, [payment])[0], batch, run, roster, claimant.Line, transfers, acts, replacedBy,
            ReadBatches.Replaced(db, payment)?.Note) { AccountChange = AccountChange.Of(db, sealer, payment) };
    }

    /// <summary>The county of a payment, read from its batch; null where there is no such payment.</summary>
    public static string? CountyOf(DisbursementDb db, string paymentNo) =>
        PaymentNumber.TrySplit(paymentNo, out string batch, out _)
            ? db.Batches.ToRead().Where(one => one.Id == batch).Select(one => one.County).FirstOrDefault()
            : null;

    /// <summary>The page of a run, batch, payment or transfer by what somebody typed; null where nothing goes by it.</summary>
    public static string? PlaceOf(DisbursementDb db, string typed)
    {
        if (db.Runs.Any(run => run.Id == typed))
            return $"/runs/{typed}";
        if (ReadBatches.Find(db, typed) is not null)
            return $"/batches/{typed}";
        if (ReadBatches.Payment(db, typed) is not null)
            return $"/payments/{typed}";

        string[] parts = typed.TrimStart('#').Split('/');
        return parts.Length == 2 && ReadLedger.IsBook(parts[0]) && uint.TryParse(parts[1], System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture, out uint sequence)
            && ReadLedger.Transfer(db, parts[0], sequence) is not null ? $"/transfers/{parts[0]}/{sequence}" : null;
    }

    /// <summary>The year of a run.</summary>
    public static int YearOf(DisbursementDb db, int run) =>
        db.Runs.ToRead().Where(one => one.Number == run).Select(one => one.Year).Single();

    /// <summary>All runs, newest first.</summary>
    public static IReadOnlyList<RunRecord> Runs(DisbursementDb db) => [.. db.Runs.ToRead().OrderByDescending(run => run.Number)];

    /// <summary>A run by its name with the rosters that it read.</summary>
    public static (RunRecord Run, IReadOnlyList<RunInputRecord> Inputs)? Run(DisbursementDb db, string id) =>
        db.Runs.ToRead().FirstOrDefault(run => run.Id == id) is { } run
            ? (run, [.. db.RunInputs.ToRead().Where(input => input.RunNumber == run.Number).OrderBy(input => input.Ordinal)])
            : null;

    /// <summary>Files of the banks, newest first.</summary>
    public static IReadOnlyList<ReturnFileRecord> ReturnFiles(DisbursementDb db) =>
        [.. db.ReturnFiles.ToRead().OrderByDescending(file => file.Id)];

    /// <summary>
    /// What of a file could not be booked, in the order of its lines; of these counties where some are named. Enough to choose from.
    /// </summary>
    public static IReadOnlyList<QuarantinedLine> Quarantine(DisbursementDb db, int file, IReadOnlyList<string> counties)
    {
        Dictionary<string, string> countyOf = db.Batches.ToRead().ToDictionary(batch => batch.Id, batch => batch.County);
        return
        [
            .. db.Quarantine.ToRead().Where(line => line.FileId == file).OrderBy(line => line.Id)
                .Select(line => new { line.Id, line.Line, line.Code, line.PaymentNo }).AsEnumerable()
                .Select(line => new QuarantinedLine(line.Id, line.Line, line.Code, line.PaymentNo, line.PaymentNo is { } no
                    && PaymentNumber.TrySplit(no, out string batch, out _) ? countyOf.GetValueOrDefault(batch) : null))
                .Where(line => counties.Count == 0 || line.County is { } county && counties.Contains(county)),
        ];
    }

    /// <summary>Lines in quarantine as they are shown, each with the present state of the payment that it names.</summary>
    public static IReadOnlyList<(QuarantineRecord Line, PaymentState? State)> Quarantined(DisbursementDb db, IReadOnlyList<long> lines)
    {
        QuarantineRecord[] found = [.. db.Quarantine.ToRead().Where(line => lines.Contains(line.Id)).OrderBy(line => line.Id)];
        Dictionary<string, PaymentState?> states = found.Select(line => line.PaymentNo).OfType<string>().Distinct()
            .ToDictionary(payment => payment, payment => ReadBatches.Payment(db, payment)?.State);
        return [.. found.Select(line => (line, line.PaymentNo is { } no ? states[no] : null))];
    }

    /// <summary>All officers by number.</summary>
    public static IReadOnlyList<OfficerRecord> Officers(DisbursementDb db) => [.. db.Officers.ToRead().OrderBy(officer => officer.Id)];
}
