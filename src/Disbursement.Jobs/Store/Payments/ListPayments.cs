using Disbursement.Domain.Batches;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>Which payments of a batch somebody wants to see, and in what order.</summary>
internal sealed record PaymentFilter
{
    public PaymentState? State { get; init; }

    /// <summary>In place of a flag: none at all.</summary>
    public const string Unflagged = "-";

    /// <summary>Part of the flags, such as JUMP; <c>*</c> for any flag at all, <see cref="Unflagged"/> for none.</summary>
    public string? Flag { get; init; }

    public long? LeastFen { get; init; }

    public long? MostFen { get; init; }

    /// <summary>The first digits of the region code.</summary>
    public string? Township { get; init; }

    /// <summary>The sequence in the batch.</summary>
    public int? Sequence { get; init; }

    /// <summary>Only these payments: those of a name.</summary>
    public IReadOnlyList<long>? Ids { get; init; }

    /// <summary>number, amount, current, arrears or state.</summary>
    public string Sort { get; init; } = "number";

    public bool IsDescending { get; init; }
}

/// <summary>What the payments of a group have in common.</summary>
internal enum PaymentGroups
{
    /// <summary>The township: nine digits of the region.</summary>
    Township,

    /// <summary>The village: all twelve digits.</summary>
    Village,

    /// <summary>The state.</summary>
    State,

    /// <summary>All flags together; empty for none.</summary>
    Flags,
}

/// <summary>Payments that have something in common, added up.</summary>
internal sealed record PaymentGroup(string Key, int Payments, long CurrentFen, long ArrearsFen, long OffsetFen, long AmountFen);

/// <summary>A payment with its person, as a list shows it.</summary>
internal sealed record ListedPayment(PaymentRecord Payment, string RegionCode, string HouseholdNo, string Role, Person Person);

/// <summary>Lists payments page by page: a page costs the same wherever it lies, and only the rows of it are opened.</summary>
internal static class ListPayments
{
    private const int Together = 5000;

    /// <summary>A page, and how many payments there are in all.</summary>
    public static (IReadOnlyList<ListedPayment> Page, int Count) Run(
        DisbursementDb db, KeyRing ring, int batch, PaymentFilter filter, int skip, int take)
    {
        IQueryable<PaymentRecord> payments = Filtered(db, batch, filter);
        int count = payments.Count();
        PaymentRecord[] page = [.. Ordered(payments, filter).Skip(skip).Take(take)];
        return (With(db, ring, page), count);
    }

    /// <summary>What the payments of a filter come to, in fen, whatever page is shown.</summary>
    public static long Sum(DisbursementDb db, int batch, PaymentFilter filter) =>
        Filtered(db, batch, filter).Sum(payment => (long?)payment.AmountFen) ?? 0;

    /// <summary>The payments of a filter, added up by what they have in common, in the order of that.</summary>
    public static IReadOnlyList<PaymentGroup> Groups(DisbursementDb db, int batch, PaymentFilter filter, PaymentGroups by)
    {
        const int townshipDigits = 9;
        IQueryable<PaymentRecord> payments = Filtered(db, batch, filter);
        if (by == PaymentGroups.State)
            return Added(payments.Select(payment => new Keyed<PaymentState> { Key = payment.State, Payment = payment }), StoredWords.Word);

        IQueryable<Keyed<string>> keyed = by switch
        {
            PaymentGroups.Flags => payments.Select(payment => new Keyed<string> { Key = payment.Flags ?? "", Payment = payment }),
            PaymentGroups.Village => from payment in payments
                                     join claimant in db.Claimants.ToRead() on payment.ClaimantNumber equals claimant.Number
                                     select new Keyed<string> { Key = claimant.RegionCode, Payment = payment },
            _ => from payment in payments
                 join claimant in db.Claimants.ToRead() on payment.ClaimantNumber equals claimant.Number
                 select new Keyed<string> { Key = claimant.RegionCode.Substring(0, townshipDigits), Payment = payment },
        };
        return Added(keyed, key => key);
    }

    private static PaymentGroup[] Added<TKey>(IQueryable<Keyed<TKey>> keyed, Func<TKey, string> name) =>
    [
        .. keyed.GroupBy(one => one.Key).Select(group => new
        {
            group.Key, Count = group.Count(), Current = group.Sum(one => one.Payment.CurrentFen),
            Arrears = group.Sum(one => one.Payment.ArrearsFen), Offset = group.Sum(one => one.Payment.OffsetFen),
            Amount = group.Sum(one => one.Payment.AmountFen),
        }).AsEnumerable().Select(group => new PaymentGroup(
            name(group.Key), group.Count, group.Current, group.Arrears, group.Offset, group.Amount))
            .OrderBy(group => group.Key, StringComparer.Ordinal),
    ];

    /// <summary>These payments with their persons.</summary>
    public static IReadOnlyList<ListedPayment> With(DisbursementDb db, KeyRing ring, IReadOnlyList<PaymentRecord> page)
    {
        // A statement takes some ten thousand values at most.
        Dictionary<long, ClaimantRecord> claimants = page.Select(payment => payment.ClaimantNumber).Distinct().Chunk(Together)
            .SelectMany(numbers => db.Claimants.ToRead().Where(claimant => numbers.Contains(claimant.Number)))
            .ToDictionary(claimant => claimant.Number);
        Dictionary<int, PayeeRecord> given = page.Select(payment => payment.Payee).OfType<int>().Distinct().Chunk(Together)
            .SelectMany(payees => db.Payees.ToRead().Where(payee => payees.Contains(payee.Id))).ToDictionary(payee => payee.Id);
        using Sealer sealer = new(ring);
        return
        [
            .. page.Select(payment =>
            {
                ClaimantRecord claimant = claimants[payment.ClaimantNumber];
                SealedPerson person = payment.Payee is { } payee && given.TryGetValue(payee, out PayeeRecord? other)
                    ? SealedPerson.Of(other)
                    : SealedPerson.Of(claimant);
                return new ListedPayment(payment, claimant.RegionCode, claimant.HouseholdNo, claimant.Role, person.Open(sealer));
            }),
        ];
    }

    private sealed class Keyed<TKey>
    {
        public required TKey Key { get; init; }

        public required PaymentRecord Payment { get; init; }
    }

    private static IQueryable<PaymentRecord> Filtered(DisbursementDb db, int batch, PaymentFilter filter)
    {
        (long first, long end) = PaymentId.OfBatch(new(batch));
        IQueryable<PaymentRecord> payments = db.Payments.ToRead().Where(payment => payment.Id > first && payment.Id < end);
        if (filter.Sequence is { } sequence)
        {
            long id = first + sequence;
            payments = payments.Where(payment => payment.Id == id);
        }

        if (filter.Ids is { } ids)
            payments = payments.Where(payment => ids.Contains(payment.Id));
        if (filter.State is { } state)
            payments = payments.Where(payment => payment.State == state);
        if (filter.Flag == "*")
            payments = payments.Where(payment => payment.Flags != null);
        else if (filter.Flag == PaymentFilter.Unflagged)
            payments = payments.Where(payment => payment.Flags == null);
        else if (filter.Flag is { } flag)
            payments = payments.Where(payment => payment.Flags != null && payment.Flags.Contains(flag));
        if (filter.LeastFen is { } least)
            payments = payments.Where(payment => payment.AmountFen >= least);
        if (filter.MostFen is { } most)
            payments = payments.Where(payment => payment.AmountFen <= most);
        if (filter.Township is { } township)
        {
            // Digits compare as text: the end of what begins so is the same with a sign behind all digits.
            long from = FirstFrom(db, first, end, township), until = FirstFrom(db, first, end, township + ":");
            payments = payments.Where(payment => payment.Id >= from && payment.Id < until);
        }

        return payments;
    }

    /// <summary>
    /// The first payment of a batch whose region is not before another; the end of the batch where all are. Payments are numbered by
    /// region, so some twenty of them are looked at and not all.
    /// </summary>
    private static long FirstFrom(DisbursementDb db, long first, long end, string region)
    {
        long low = first + 1,
            high = (db.Payments.Where(payment => payment.Id > first && payment.Id < end).Max(payment => (long?)payment.Id) ?? first) + 1;
        while (low < high)
        {
            long middle = low + (high - low) / 2;
            string here = (from payment in db.Payments where payment.Id >= middle
                && payment.Id < end
                join claimant in db.Claimants on payment.ClaimantNumber equals claimant.Number
                orderby payment.Id
                select claimant.RegionCode).First();
            if (string.CompareOrdinal(here, region) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private static IQueryable<PaymentRecord> Ordered(IQueryable<PaymentRecord> payments, PaymentFilter filter) =>
        (filter.Sort, filter.IsDescending) switch
    {
        ("amount", false) => payments.OrderBy(payment => payment.AmountFen).ThenBy(payment => payment.Id),
        ("amount", true) => payments.OrderByDescending(payment => payment.AmountFen).ThenBy(payment => payment.Id),
        ("current", false) => payments.OrderBy(payment => payment.CurrentFen).ThenBy(payment => payment.Id),
        ("current", true) => payments.OrderByDescending(payment => payment.CurrentFen).ThenBy(payment => payment.Id),
        ("arrears", false) => payments.OrderBy(payment => payment.ArrearsFen).ThenBy(payment => payment.Id),
        ("arrears", true) => payments.OrderByDescending(payment => payment.ArrearsFen).ThenBy(payment => payment.Id),
        ("state", false) => payments.OrderBy(payment => payment.State).ThenBy(payment => payment.Id),
        ("state", true) => payments.OrderByDescending(payment => payment.State).ThenBy(payment => payment.Id),
        (_, true) => payments.OrderByDescending(payment => payment.Id),
        _ => payments.OrderBy(payment => payment.Id),
    };
}
