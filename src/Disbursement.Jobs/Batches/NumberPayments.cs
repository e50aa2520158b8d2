using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Domain.Settlement;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Batches;

/// <summary>A batch while its payments are numbered.</summary>
internal sealed class OpenBatch(BatchNumber number, string id, string county, Scheme scheme)
{
    /// <summary>Number in the database.</summary>
    public BatchNumber Number => number;

    /// <summary><c>{run}-{county}-{scheme}</c>.</summary>
    public string Id => id;

    public string County => county;

    public Scheme Scheme => scheme;

    public ControlTotals Totals { get; } = new();

    /// <summary>Totals of the payments that stand in the files: what is held is left out of them.</summary>
    public ControlTotals InFiles { get; } = new();
}

/// <summary>Numbers the payments of one county in the order of claimants: a batch for each scheme, a sequence in each batch.</summary>
/// <param name="run">The run.</param>
/// <param name="county">The county.</param>
/// <param name="pack">The pack of the run: batches come in the order of its schemes.</param>
/// <param name="bureaus">All bureaus that the run knows: numbers of batches follow from the place of the county among them.</param>
internal sealed class NumberPayments(RunRecord run, string county, PolicyPack pack, IReadOnlyList<Bureau> bureaus)
{
    private readonly int _place = bureaus.Select(bureau => bureau.County).Order(StringComparer.Ordinal).ToList().IndexOf(county);
    private readonly OpenBatch?[] _batches = new OpenBatch?[pack.Definitions.Count];

    /// <summary>Batches with at least one payment or recovery, in the order of schemes.</summary>
    public IEnumerable<OpenBatch> Batches => _batches.OfType<OpenBatch>();

    /// <summary>The next payment of a settlement, or none where nothing is paid out.</summary>
    public (OpenBatch Batch, Payment Payment)? Next(PayableClaimant claimant, SchemeSettlement settlement, ReviewFlags flags)
    {
        if (settlement.Payment <= Money.Zero)
            return null;

        OpenBatch batch = Of(settlement.Decision.Scheme);
        batch.Totals.Add(settlement);
        return (batch, new Payment(Number(batch), batch.Totals.Payments, claimant, settlement, flags));
    }

    /// <summary>The number of a payment that is paid again.</summary>
    public (OpenBatch Batch, int Sequence, string Number) Next(CarriedPayment payment)
    {
        OpenBatch batch = Of(payment.Scheme);
        batch.Totals.Add(payment);
        return (batch, batch.Totals.Payments, Number(batch));
    }

    /// <summary>The batch of a scheme, which there is from then on.</summary>
    public OpenBatch Of(Scheme scheme)
    {
        int place = pack.PlaceOf(scheme);
        return _batches[place] ??= new OpenBatch(
            BatchNumber.Of(run.Number, _place, place), $"{run.Id}-{county}-{scheme.Code}", county, scheme);
    }

    private static string Number(OpenBatch batch) => PaymentNumber.Of(batch.Id, batch.Totals.Payments);
}
