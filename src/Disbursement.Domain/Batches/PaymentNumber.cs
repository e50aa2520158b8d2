using System.Globalization;

namespace Disbursement.Domain.Batches;

/// <summary>The number of a payment as people and banks see it: the batch, a dash, and the place of the payment there.</summary>
public static class PaymentNumber
{
    /// <summary>How many digits a place has at least.</summary>
    private const int Digits = 6;

    /// <summary>The number of a payment.</summary>
    /// <param name="batch">The id of its batch, as <c>2026-1-320302-ocr</c>.</param>
    /// <param name="sequence">Its place in the batch, from 1 on.</param>
    public static string Of(string batch, int sequence) => string.Create(CultureInfo.InvariantCulture, $"{batch}-{sequence:000000}");

    /// <summary>Takes a number apart: its batch and its place there. Whether such a batch or payment exists is not asked.</summary>
    public static bool TrySplit(string paymentNo, out string batch, out int sequence)
    {
        int dash = paymentNo.LastIndexOf('-');
        batch = dash < 0 ? "" : paymentNo[..dash];
        sequence = 0;
        return dash >= 0 && int.TryParse(paymentNo.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out sequence);
    }

    /// <summary>Whether a number is written as <see cref="Of"/> writes it: at least six digits, and no more of them than needed.</summary>
    public static bool IsAsWritten(string paymentNo, out string batch, out int sequence) =>
        TrySplit(paymentNo, out batch, out sequence) && sequence > 0 && paymentNo.Length - batch.Length - 1 is int digits
            && (digits == Digits || digits > Digits && paymentNo[batch.Length + 1] != '0');
}
