using System.Data.Common;
using Disbursement.Domain.Households;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Review.Payments;

/// <summary>What pages tell about a payment that is shown: the stop on its person, and why it is what it is.</summary>
internal static class AboutPayment
{
    /// <summary>The stop that whoever gets the payment stands under; null where none does.</summary>
    public static Stop? StopOn(Desk desk, ListedPayment listed, BatchRecord batch, RunRecord run)
    {
        using DbConnection connection = desk.Store.Connect();
        using ClaimantKeys keys = new(desk.Ring);
        return CitizenId.TryParse(listed.Person.Id, out CitizenId id) && Scheme.TryParse(batch.Scheme, out Scheme scheme)
            ? StopBook.Standing(connection, null).On(keys.Of(id), scheme, run.Year)
            : null;
    }

    /// <summary>
    /// The decisions behind it, condition by condition, as far as they are of the officer's counties; slow, from the archive.
    /// </summary>
    public static IReadOnlyList<ExplainedRun> Explain(
        Desk desk, Officer officer, ListedPayment listed, BatchRecord batch, RunRecord run, CancellationToken stop)
    {
        if (!CitizenId.TryParse(listed.Person.Id, out CitizenId id) || !Scheme.TryParse(batch.Scheme, out Scheme scheme))
            return [];

        return [.. new ExplainPerson(desk.Work.Data, desk.Store, desk.Ring).Run(id, run.Year, scheme, stop)
            .Where(explained => officer.Covers(explained.Seen.RegionCode[..6])
                && explained.Schemes.Any(one => one.Payments.Count > 0 || explained.Seen.Run == run.Id))];
    }
}
