using Disbursement.Domain.Batches;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Payments;

namespace Disbursement.Jobs.Store.Books;

/// <summary>What the transfers of a book say of one payment.</summary>
internal struct PaymentTrace
{
    /// <summary>Whether a transfer names the payment.</summary>
    public bool IsNamed { get; set; }

    public ClaimantKey Claimant { get; set; }

    /// <summary>Accruals less offsets.</summary>
    public long Fen { get; set; }

    /// <summary>What was released.</summary>
    public long Released { get; set; }

    /// <summary>The last of release, paid, failed, bounced, late and cancel; null where there is none.</summary>
    public string? LastAct { get; set; }

    /// <summary>Whether it was paid although something else pays it again.</summary>
    public bool IsDuplicate { get; set; }

    /// <summary>Whether a payment of this number was found.</summary>
    public bool IsSeen { get; set; }
}

/// <summary>
/// What the transfers of a book say of its payments. They stand by batch and sequence, some fifty bytes each: a county's book of ten years
/// names a million of them.
/// </summary>
internal sealed class PaymentTraces
{
    /// <summary>How far ahead of the payments known so far a sequence may be; what is farther is no number that a run gave.</summary>
    private const int Ahead = 4096;

    private readonly Dictionary<string, PaymentTrace[]> _batches = [];
    private readonly Dictionary<string, PaymentTrace[]> _others = [];

    /// <summary>What is known of a payment, to be added to; nothing yet where no transfer has named it.</summary>
    public ref PaymentTrace this[string paymentNo]
    {
        get
        {
            // What was too far ahead once stays where it is: a payment has one place.
            if (_others.TryGetValue(paymentNo, out PaymentTrace[]? other))
                return ref other[0];
            if (!PaymentNumber.IsAsWritten(paymentNo, out string batch, out int sequence))
                return ref Of(_others, paymentNo)[0];

            PaymentTrace[] traces = Of(_batches, batch);
            if (sequence > traces.Length)
            {
                if (sequence > traces.Length * 2 + Ahead)
                    return ref Of(_others, paymentNo)[0];

                Array.Resize(ref traces, Math.Max(sequence, traces.Length * 2));
                _batches[batch] = traces;
            }

            return ref traces[sequence - 1];
        }
    }

    /// <summary>The numbers of payments that transfers name and that were not found.</summary>
    public IEnumerable<string> Unseen()
    {
        foreach ((string batch, PaymentTrace[] traces) in _batches)
        {
            for (int i = 0; i < traces.Length; i++)
            {
                if (traces[i] is { IsNamed: true, IsSeen: false })
                    yield return PaymentNumber.Of(batch, i + 1);
            }
        }

        foreach ((string number, PaymentTrace[] traces) in _others)
        {
            if (traces[0] is { IsNamed: true, IsSeen: false })
                yield return number;
        }
    }

    private static PaymentTrace[] Of(Dictionary<string, PaymentTrace[]> known, string name) =>
        known.TryGetValue(name, out PaymentTrace[]? traces) ? traces : known[name] = new PaymentTrace[1];
}
