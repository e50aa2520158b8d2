using System.Data.Common;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Returns;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>
/// Finds payments by number and writes the bank's answers, with statements prepared once: a return file has hundreds of thousands of lines.
/// </summary>
internal sealed class BookAnswers : IDisposable
{
    private readonly ActTransaction _act;
    private readonly Dictionary<string, int?> _batches = [];
    private readonly DbCommand _find;
    private readonly DbCommand _answer;
    private readonly DbCommand _quarantine;

    public BookAnswers(ActTransaction act)
    {
        _act = act;
        _find = act.Command($"SELECT {BatchPayments.Columns} WHERE p.id = @id AND p.payment_no = @no", ("@id", 0L), ("@no", ""));
        _answer = act.Command(
            "UPDATE payments SET state = @state, note = @note, return_file = @file, return_line = @line, answered_on = @on WHERE id = @id "
                + "AND state = 'released'",
            ("@state", ""), ("@note", null), ("@file", 0), ("@line", 0L), ("@on", null), ("@id", 0L));
        _quarantine = act.Command(
            "INSERT INTO quarantine (id, file_id, line, code, payment_no, expected, found, raw) VALUES (@id, @file, @line, @code, @payment,"
                + " @expected, @found, @raw)",
            ("@id", 0L), ("@file", 0), ("@line", 0L), ("@code", ""), ("@payment", null), ("@expected", null), ("@found", null),
            ("@raw", Array.Empty<byte>()));
    }

    /// <summary>The payment of a number, or null.</summary>
    public PaymentFacts? Find(string paymentNo)
    {
        if (!BatchPayments.TrySplit(paymentNo, out string batch, out int sequence))
            return null;

        if (!_batches.TryGetValue(batch, out int? number))
            _batches[batch] = number = _act.Db.Batches.Where(one => one.Id == batch).Select(one => (int?)one.Number).FirstOrDefault();
        if (number is not { } found)
            return null;

        Set(_find, PaymentId.Of(new(found), sequence).Value, paymentNo);
        return BatchPayments.Read(_find).SingleOrDefault();
    }

    /// <summary>Batches whose payments were looked up.</summary>
    public IEnumerable<int> Batches => _batches.Values.OfType<int>();

    public void Answer(PaymentFacts payment, PaymentState state, string? note, int file, long line, DateOnly? on)
    {
        Set(_answer, LifeCycle.Text(state), note, file, line, on?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            payment.Id);
        if (_answer.ExecuteNonQuery() != 1)
            throw new InvalidOperationException($"Payment {payment.PaymentNo} is not released any more.");
    }

    public void Quarantine(int file, long line, string code, string? paymentNo, string? expected, string? found, byte[] raw)
    {
        Set(_quarantine, QuarantineId.Of(file, line).Value, file, line, code, paymentNo, expected, found, raw);
        _quarantine.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _find.Dispose();
        _answer.Dispose();
        _quarantine.Dispose();
    }

    private static void Set(DbCommand command, params ReadOnlySpan<object?> values)
    {
        for (int i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
    }
}
