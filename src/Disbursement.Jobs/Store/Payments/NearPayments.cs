using Disbursement.Domain.Batches;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>
/// Payments inside an act by their places, those behind them read along: who asks in the order of places needs one question for a thousand
/// of them, and who asks here and there reads each alone.
/// </summary>
internal sealed class NearPayments(ActTransaction act)
{
    /// <summary>The most that one question reads.</summary>
    public const int MostAhead = 1024;

    private Dictionary<string, PaymentFacts> _read = [];
    private int _batch;
    private long _first;
    private long _end;
    private int _ahead;

    /// <summary>How many questions the database was asked.</summary>
    public int Questions { get; private set; }

    /// <summary>The payment at a place that bears a number, or null.</summary>
    /// <param name="batch">Number of its batch.</param>
    /// <param name="sequence">Its sequence there.</param>
    /// <param name="paymentNo">Its number: what stands at the place and bears another one is not it.</param>
    public PaymentFacts? Find(int batch, int sequence, string paymentNo)
    {
        if (batch != _batch || sequence < _first || sequence >= _end)
        {
            bool isNext = batch == _batch && sequence >= _end && sequence < _end + _ahead;
            _ahead = isNext ? Math.Min(_ahead * 2, MostAhead) : 1;
            (_batch, _first, _end) = (batch, sequence, (long)sequence + _ahead);
            Read();
        }

        return _read.GetValueOrDefault(paymentNo);
    }

    /// <summary>Says that the act has moved a payment.</summary>
    public void Moved(PaymentFacts payment, PaymentState to)
    {
        if (_read.ContainsKey(payment.PaymentNo))
            _read[payment.PaymentNo] = payment with { State = to };
    }

    private void Read()
    {
        _read = BatchPayments.Read(act, "WHERE p.id >= @first AND p.id < @end", ("@first", PaymentId.Of(new(_batch), (int)_first).Value),
            ("@end", PaymentId.Of(new(_batch), (int)Math.Min(_end, int.MaxValue)).Value)).ToDictionary(payment => payment.PaymentNo);
        Questions++;
    }
}
