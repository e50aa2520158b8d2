using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;

namespace Disbursement.Domain.Returns;

/// <summary>What the books hold about a payment before a return file is read.</summary>
/// <param name="PaymentNo">Its number.</param>
/// <param name="Amount">What was to be paid.</param>
/// <param name="State">Where it stands; paid and failed come from an earlier return file.</param>
public sealed record KnownPayment(string PaymentNo, Money Amount, PaymentState State);
