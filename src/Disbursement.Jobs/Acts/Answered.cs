using Disbursement.Domain.Batches;
using Disbursement.Domain.Ledger.Bookings;
using Disbursement.Domain.Returns;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Acts;

/// <summary>The booking of a bank's answer, by what the payment is so far.</summary>
internal static class Answered
{
    /// <summary>The first answer, or one that takes the answer before back.</summary>
    /// <exception cref="InvalidOperationException">The payment is in no state that a bank can change so.</exception>
    public static Booking By(ReturnStatus status, PaymentFacts payment) => (payment.State, status) switch
    {
        (PaymentState.Released, ReturnStatus.Paid) => Answer.Paid(payment.County),
        (PaymentState.Released, ReturnStatus.Failed) => Answer.Failed(payment.County),
        (PaymentState.Paid, ReturnStatus.Failed) => Answer.Bounced(payment.County),
        (PaymentState.Failed or PaymentState.Reissued or PaymentState.Cancelled, ReturnStatus.Paid) => Answer.Late(payment.County),
        _ => throw new InvalidOperationException(
            $"Payment {payment.PaymentNo} is {payment.State.Word()} and cannot become {status.Word()}."),
    };
}
