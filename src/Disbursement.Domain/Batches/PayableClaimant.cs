using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Domain.Settlement;

namespace Disbursement.Domain.Batches;

/// <summary>A claimant on the way from the settlement to batches, ledger and lists.</summary>
/// <param name="Number">The claimant's row of this run.</param>
/// <param name="Key">The claimant key.</param>
/// <param name="RegionCode">Twelve digits.</param>
/// <param name="HouseholdNo">The household number.</param>
/// <param name="Role">Mother or father.</param>
/// <param name="Id">The identity number.</param>
/// <param name="Payee">To whom money goes.</param>
/// <param name="Settlements">
/// Schemes with a difference, each with the flags of its payment and, where something is taken back, with what changed.
/// </param>
/// <param name="Unclaimed">Schemes that would be granted had anybody applied.</param>
public sealed record PayableClaimant(
    long Number,
    UInt128 Key,
    string RegionCode,
    string HouseholdNo,
    Role Role,
    CitizenId Id,
    Payee Payee,
    IReadOnlyList<(SchemeSettlement Settlement, ReviewFlags Flags, string Changed)> Settlements,
    IReadOnlyList<Scheme> Unclaimed)
{
    /// <summary>The county: the first six digits of the region code.</summary>
    public string County => RegionCode[..6];

    /// <summary>Why the payments are held before anybody looks at them; empty where they are not.</summary>
    public string HoldNote { get; init; } = "";

    /// <summary>Why those payments are held that rest on a child; empty where they are not.</summary>
    public string ChildNote { get; init; } = "";
}

/// <summary>One payment of a batch.</summary>
/// <param name="Number">The payment number, <c>{run}-{county}-{scheme}-{seq}</c>.</param>
/// <param name="Sequence">Its place in the batch, from 1.</param>
/// <param name="Claimant">Who is paid.</param>
/// <param name="Settlement">What is paid.</param>
/// <param name="Flags">What the reviewer should look at.</param>
public sealed record Payment(string Number, int Sequence, PayableClaimant Claimant, SchemeSettlement Settlement, ReviewFlags Flags)
{
    /// <summary>Entitled months of the run's year; empty where nothing of that year is paid.</summary>
    public string Months => Settlement.Current > Amounts.Money.Zero ? Settlement.Decision.Months.ToString() : "";
}
