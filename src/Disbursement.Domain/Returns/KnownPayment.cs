using Disbursement.Domain.Amounts;

namespace Disbursement.Domain.Returns;

/// <summary>Where a payment stands (life cycle, section 2).</summary>
public enum PaymentState : byte
{
    /// <summary>Computed and not yet reviewed.</summary>
    Proposed,

    /// <summary>Approved by a second officer.</summary>
    Approved,

    /// <summary>Kept back by a reviewer.</summary>
    Held,

    /// <summary>On its way: the only state in which a return is expected.</summary>
    Released,

    /// <summary>A return said that it arrived.</summary>
    Paid,

    /// <summary>A return said that it came back.</summary>
    Failed,

    /// <summary>It will not be paid.</summary>
    Cancelled,

    /// <summary>It had failed, and another payment stands in its place.</summary>
    Reissued,
}

/// <summary>What the books hold about a payment before a return file is read.</summary>
/// <param name="PaymentNo">Its number.</param>
/// <param name="Amount">What was to be paid.</param>
/// <param name="State">Where it stands; paid and failed come from an earlier return file.</param>
/// <param name="ReleasedOn">The day of its release, where that is known: no bank books it earlier.</param>
public sealed record KnownPayment(string PaymentNo, Money Amount, PaymentState State, DateOnly? ReleasedOn);
