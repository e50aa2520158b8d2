using System.Data.Common;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Returns;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>
/// Finds payments by number and writes the bank's answers, with statements prepared once: a return file has hundreds of thousands of lines.
/// </summary>
internal sealed class BookAnswers : IDisposable
{
    /// <summary>What the bank has said of a payment that it has answered: one that is paid again, or was given up, had failed.</summary>
    private static readonly string AnswerOf =
        $"CASE WHEN state IN ({StoredWords.Listed([PaymentState.Reissued, PaymentState.Cancelled])}) "
            + $"THEN {ReturnStatus.Failed.Quoted()} ELSE state END";

    private readonly ActTransaction _act;
    private readonly Dictionary<string, int?> _batches = [];
    private readonly Dictionary<int, DateOnly?> _releases = [];
    private readonly NearPayments _payments;
    private readonly FirstAnswers _first;
    private readonly DbCommand _answer;
    private readonly DbCommand _takeBack;
    private readonly DbCommand _answers;
    private readonly DbCommand _repeats;
    private readonly DbCommand _quarantine;

    public BookAnswers(ActTransaction act)
    {
        _act = act;
        _payments = new NearPayments(act);
        _first = new FirstAnswers(act);
        _answer = act.Command(
            "UPDATE payments SET state = @state, note = @note, return_file = @file, return_line = @line, answered_on = @on WHERE id = @id "
                + "AND state = @from",
            ("@state", ""), ("@note", null), ("@file", 0), ("@line", 0L), ("@on", null), ("@id", 0L), ("@from", ""));
        _takeBack = act.Command($"""
            INSERT INTO earlier_answers (id, file_id, line, payment_no, status, note, answered_on)
            SELECT @key, return_file, return_line, payment_no, {AnswerOf},
              CASE WHEN state = {PaymentState.Cancelled.Quoted()} THEN @words ELSE note END, answered_on FROM payments WHERE id = @id
            """, ("@key", 0L), ("@words", null), ("@id", 0L));
        _answers = act.Command($"""
            SELECT status, answered_on, file_id, line, 0 FROM earlier_answers WHERE payment_no = @no
            UNION ALL SELECT {AnswerOf}, answered_on, return_file, return_line, 1 FROM payments WHERE id = @id AND return_file IS NOT NULL
            ORDER BY 5, 3, 4
            """, ("@no", ""), ("@id", 0L));
        _repeats = act.Command("SELECT given FROM quarantine WHERE payment_no = @no AND code = @code", ("@no", ""),
            ("@code", Domain.Returns.Quarantine.RepeatCode));
        _quarantine = act.Command(
            "INSERT INTO quarantine (id, file_id, line, code, payment_no, expected, given, raw) VALUES (@id, @file, @line, @code, @payment,"
                + " @expected, @given, @raw)",
            ("@id", 0L), ("@file", 0), ("@line", 0L), ("@code", ""), ("@payment", null), ("@expected", null), ("@given", null),
            ("@raw", Array.Empty<byte>()));
    }

    /// <summary>Whether the bank has answered a payment, so that it was sent: one that was held and paid again never was.</summary>
    public static bool WasSent(ActTransaction act, PaymentFacts payment) =>
        act.Db.Payments.Any(one => one.Id == payment.Id && one.ReturnFile != null);

    /// <summary>The payment of a number, or null.</summary>
    public PaymentFacts? Find(string paymentNo)
    {
        if (!PaymentNumber.TrySplit(paymentNo, out string batch, out int sequence))
            return null;

        if (!_batches.TryGetValue(batch, out int? number))
            _batches[batch] = number = _act.Db.Batches.Where(one => one.Id == batch).Select(one => (int?)one.Number).FirstOrDefault();
        return number is { } found ? _payments.Find(found, sequence, paymentNo) : null;
    }

    /// <summary>Batches whose payments were looked up.</summary>
    public IEnumerable<int> Batches => _batches.Values.OfType<int>();

    /// <summary>What earlier files said of a payment and was booked, oldest first.</summary>
    public IReadOnlyList<KnownAnswer> AnswersTo(PaymentFacts payment) => [.. Booked(payment).Select(answer => answer.Answer)];

    /// <summary>The latest day on which earlier files said again what a payment is; null where they did not, or named no day.</summary>
    public DateOnly? RepeatedOn(PaymentFacts payment)
    {
        Set(_repeats, payment.PaymentNo);
        using DbDataReader reader = _repeats.ExecuteReader();
        DateOnly? last = null;
        while (reader.Read())
        {
            if (reader.TextOrNull(0)?.Split(' ') is [var status, var text] && status == payment.State.Word() && Day(text) is { } day
                && (last is null || day > last))
                last = day;
        }

        return last;
    }

    /// <summary>The day in China on which the batch of a payment was released; null where it never was.</summary>
    public DateOnly? ReleasedOn(PaymentFacts payment)
    {
        int batch = (int)(payment.Id / PaymentId.PerBatch);
        if (!_releases.TryGetValue(batch, out DateOnly? day))
        {
            long? seconds = _act.Db.BatchActs.Where(one => one.BatchNumber == batch && one.Act == "release")
                .Max(one => (long?)one.RecordedAt);
            _releases[batch] = day = seconds is { } at ? Instants.DayInChina(DateTimeOffset.FromUnixTimeSeconds(at)) : null;
        }

        return day;
    }

    /// <summary>
    /// Books an answer; the one before it, which it takes back, is kept beside. The first answer to a payment waits in the act: whoever
    /// reads payments after it has <see cref="ActTransaction.WriteWaiting"/> called.
    /// </summary>
    /// <param name="payment">The payment, as it was before.</param>
    /// <param name="state">What it becomes.</param>
    /// <param name="note">The bank's words.</param>
    /// <param name="file">The return file.</param>
    /// <param name="line">Its line.</param>
    /// <param name="on">The day that it names.</param>
    /// <param name="words">The bank's words on the answer before, where the payment was given up: it bears an officer's.</param>
    public void Answer(PaymentFacts payment, PaymentState state, string? note, int file, long line, DateOnly? on, string? words = null)
    {
        if (payment.State == PaymentState.Released)
            _first.Add(payment, state, note, file, line, on);
        else
            Change(payment, state, note, file, line, on, words);
        _payments.Moved(payment, state);
    }

    private void Change(PaymentFacts payment, PaymentState state, string? note, int file, long line, DateOnly? on, string? words)
    {
        if (Booked(payment) is [.., (_, long before)])
        {
            Set(_takeBack, before, words, payment.Id);
            _takeBack.ExecuteNonQuery();
        }

        Set(_answer, state, note, file, line, on?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            payment.Id, payment.State);
        if (_answer.ExecuteNonQuery() != 1)
            throw new InvalidOperationException($"Payment {payment.PaymentNo} is not {payment.State.Word()} any more.");
    }

    private static DateOnly? Day(string? text) =>
        text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private List<(KnownAnswer Answer, long Id)> Booked(PaymentFacts payment)
    {
        Set(_answers, payment.PaymentNo, payment.Id);
        using DbDataReader reader = _answers.ExecuteReader();
        List<(KnownAnswer, long)> answers = [];
        while (reader.Read())
        {
            ReturnStatus status = reader.Word<ReturnStatus>(0);
            answers.Add((new KnownAnswer(status, Day(reader.DayOrNull(1))), QuarantineId.Of(reader.Int(2), reader.Long(3)).Value));
        }

        return answers;
    }

    public void Quarantine(int file, long line, string code, string? paymentNo, string? expected, string? given, byte[] raw)
    {
        Set(_quarantine, QuarantineId.Of(file, line).Value, file, line, code, paymentNo, expected, given, raw);
        _quarantine.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _answer.Dispose();
        _takeBack.Dispose();
        _answers.Dispose();
        _repeats.Dispose();
        _quarantine.Dispose();
    }

    private static void Set(DbCommand command, params ReadOnlySpan<object?> values)
    {
        for (int i = 0; i < values.Length; i++)
            command.Parameters[i].Value = Sql.OnTheWay(values[i]);
    }
}
