using Disbursement.Domain.Batches;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>Heads and money of a scheme in a county, this year and the year before.</summary>
internal sealed record SchemeYears(string Scheme, int Heads, long Fen, int HeadsBefore, long FenBefore);

/// <summary>What became of a person between two years.</summary>
internal enum YearChange
{
    /// <summary>Paid this year, not the year before.</summary>
    New,

    /// <summary>Paid the year before, not this year.</summary>
    Gone,

    /// <summary>Paid in both, another amount.</summary>
    Changed,

    /// <summary>Paid the same in both.</summary>
    Same,
}

/// <summary>A person of one year or both, with what was paid and the payment that shows it.</summary>
internal sealed record YearPerson(YearChange Change, long Fen, long FenBefore, long Payment);

/// <summary>How many persons of a scheme came, went and changed, and by how much.</summary>
internal sealed record YearMovement(YearChange Change, int Heads, long Fen, long FenBefore);

/// <summary>
/// Compares the payments of a county and scheme with those of the year before: payments that stand, whatever run they come from.
/// </summary>
internal static class YearOnYear
{
    /// <summary>Payments that were taken back, or whose place another has taken.</summary>
    private static readonly PaymentState[] Void = [PaymentState.Cancelled, PaymentState.Reissued];

    /// <summary>All schemes of a county, from the sums of their batches.</summary>
    public static IReadOnlyList<SchemeYears> Schemes(DisbursementDb db, string county, int year)
    {
        var sums = (from batch in db.Batches.ToRead()
                    join run in db.Runs.ToRead() on batch.RunNumber equals run.Number
                    where batch.County == county && batch.State != BatchState.Rejected && run.Kind == RunKind.Yearly
                        && (run.Year == year || run.Year == year - 1)
                    group batch by new { batch.Scheme, run.Year } into one
                    select new { one.Key.Scheme, one.Key.Year, Heads = one.Sum(batch => batch.Payments),
                        Fen = one.Sum(batch => batch.TotalFen) }).ToArray();
        return
        [
            .. sums.GroupBy(sum => sum.Scheme).Select(scheme => new SchemeYears(
                scheme.Key, scheme.Where(sum => sum.Year == year).Sum(sum => sum.Heads), scheme.Where(sum => sum.Year == year)
                    .Sum(sum => sum.Fen),
                scheme.Where(sum => sum.Year != year).Sum(sum => sum.Heads), scheme.Where(sum => sum.Year != year).Sum(sum => sum.Fen))),
        ];
    }

    /// <summary>Every person of either year.</summary>
    /// <param name="db">The books.</param>
    /// <param name="county">The county.</param>
    /// <param name="scheme">The scheme.</param>
    /// <param name="year">The later of the two years.</param>
    /// <param name="batch">The batch whose payment shows a person, where it has one; else it is that of the newest batch.</param>
    public static IReadOnlyList<YearPerson> Persons(DisbursementDb db, string county, string scheme, int year, int batch)
    {
        Dictionary<ClaimantKey, (long Fen, long Payment)> now = Of(db, county, scheme, year, batch),
            before = Of(db, county, scheme, year - 1, batch);
        List<YearPerson> persons = [];
        foreach ((ClaimantKey key, (long fen, long payment)) in now)
        {
            long was = before.TryGetValue(key, out (long Fen, long Payment) last) ? last.Fen : 0;
            persons.Add(new YearPerson(was == 0 ? YearChange.New : was == fen ? YearChange.Same : YearChange.Changed, fen, was, payment));
        }

        persons.AddRange(before.Where(one => !now.ContainsKey(one.Key))
            .Select(one => new YearPerson(YearChange.Gone, 0, one.Value.Fen, one.Value.Payment)));
        persons.Sort((left, right) => left.Change != right.Change
            ? left.Change.CompareTo(right.Change)
            : Math.Abs(right.Fen - right.FenBefore).CompareTo(Math.Abs(left.Fen - left.FenBefore)) is not 0 and int most
            ? most
            : left.Payment.CompareTo(right.Payment));
        return persons;
    }

    public static IReadOnlyList<YearMovement> Movements(IReadOnlyList<YearPerson> persons) =>
        [.. Enum.GetValues<YearChange>().Select(
            change => persons.Where(person => person.Change == change).ToArray() is var those
                ? new YearMovement(change, those.Length, those.Sum(person => person.Fen), those.Sum(person => person.FenBefore))
                : null!)];

    /// <summary>These persons with the payments that show them.</summary>
    public static IReadOnlyList<(YearPerson Person, ListedPayment Payment)> With(DisbursementDb db, KeyRing ring,
        IReadOnlyList<YearPerson> persons)
    {
        long[] ids = [.. persons.Select(person => person.Payment)];
        Dictionary<long, ListedPayment> payments = ListPayments.With(db, ring,
            [.. db.Payments.ToRead().Where(payment => ids.Contains(payment.Id))]).ToDictionary(payment => payment.Payment.Id);
        return [.. persons.Select(person => (person, payments[person.Payment]))];
    }

    private static Dictionary<ClaimantKey, (long Fen, long Payment)> Of(
        DisbursementDb db, string county, string scheme, int year, int shown)
    {
        int[] batches =
        [
            .. from batch in db.Batches.ToRead()
               join run in db.Runs.ToRead() on batch.RunNumber equals run.Number
               where batch.County == county && batch.Scheme == scheme && run.Year == year && batch.State != BatchState.Rejected
               orderby batch.Number == shown, batch.Number
               select batch.Number,
        ];
        Dictionary<ClaimantKey, (long Fen, long Payment)> persons = [];
        foreach (int batch in batches)
        {
            (long first, long end) = PaymentId.OfBatch(new(batch));
            var rows = from payment in db.Payments.ToRead()
                       join claimant in db.Claimants.ToRead() on payment.ClaimantNumber equals claimant.Number
                       where payment.Id > first && payment.Id < end && !Void.Contains(payment.State)
                       select new { payment.Id, payment.AmountFen, claimant.ClaimantKey };
            foreach (var row in rows)
            {
                ClaimantKey key = ClaimantKey.Read(row.ClaimantKey);
                persons[key] = persons.TryGetValue(key, out (long Fen, long Payment) known)
                    ? (known.Fen + row.AmountFen, row.Id)
                    : (row.AmountFen, row.Id);
            }
        }

        return persons;
    }
}
