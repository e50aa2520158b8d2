using Disbursement.Domain.Amounts;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Batches;

/// <summary>
/// A payment that came back or was left behind, and is paid again in a new batch. It is accrued already, so paying it again books nothing
/// at sealing.
/// </summary>
/// <param name="Replaces">The number of the payment that it replaces.</param>
/// <param name="Scheme">The scheme.</param>
/// <param name="Year">The year of the run that computed the payment it replaces.</param>
/// <param name="Months">Entitled months of that year.</param>
/// <param name="Current">The line of that year.</param>
/// <param name="Arrears">The line of earlier years.</param>
/// <param name="Offset">What was kept back; not negative.</param>
/// <param name="Layers">The gross by who set it; the base is what the others leave.</param>
/// <param name="Flags">What the reviewer was told.</param>
public sealed record CarriedPayment(string Replaces, Scheme Scheme, int Year, string Months, Money Current, Money Arrears, Money Offset,
    Layered Layers, string Flags)
{
    /// <summary>What reaches the claimant.</summary>
    public Money Amount => Current + Arrears - Offset;

    /// <summary>The payment as a run of a year shows it: in a later year all of it is arrears.</summary>
    public CarriedPayment In(int runYear) => runYear == Year
        ? this
        : this with { Year = runYear, Months = "", Current = Money.Zero, Arrears = Current + Arrears };
}
