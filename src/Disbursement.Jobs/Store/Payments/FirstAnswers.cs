using System.Data.Common;
using System.Globalization;
using Disbursement.Domain.Batches;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>
/// Writes what a bank says of released payments, many that it says the same of by one statement: each statement has to keep the pages that
/// it touches until it is whole, which costs more than its change of a row.
/// </summary>
internal sealed class FirstAnswers : IWaitingRows
{
    private const int Together = 32;
    private const int MostWords = 256;

    private readonly Lazy<DbCommand> _many;
    private readonly Lazy<DbCommand> _one;
    private readonly Dictionary<Words, List<(long Id, long Line)>> _waiting = [];

    /// <summary>Answers within an act, which keeps them: whoever forgot that would lose them unseen.</summary>
    public FirstAnswers(ActTransaction act)
    {
        (_many, _one) = (new(() => Statement(act, Together)), new(() => Statement(act, 1)));
        act.Keep(this);
    }

    /// <summary>Takes an answer; it is in the database when the act is committed, and may be before.</summary>
    /// <param name="payment">The payment, which is released and has no other answer in this act.</param>
    /// <param name="state">What it becomes.</param>
    /// <param name="note">The bank's words.</param>
    /// <param name="file">The return file.</param>
    /// <param name="line">Its line.</param>
    /// <param name="on">The day that it names.</param>
    public void Add(PaymentFacts payment, PaymentState state, string? note, int file, long line, DateOnly? on)
    {
        Words words = new(state, note, file, on);
        if (!_waiting.TryGetValue(words, out List<(long, long)>? same))
        {
            if (_waiting.Count == MostWords)
                Write();
            _waiting[words] = same = [];
        }

        same.Add((payment.Id, line));
        if (same.Count < Together)
            return;

        Write(_many.Value, words, same);
        same.Clear();
    }

    public void Write()
    {
        foreach ((Words words, List<(long Id, long Line)> same) in _waiting)
        {
            foreach ((long, long) one in same)
                Write(_one.Value, words, [one]);
        }

        _waiting.Clear();
    }

    public void Dispose()
    {
        foreach (Lazy<DbCommand> command in new[] { _many, _one })
        {
            if (command.IsValueCreated)
                command.Value.Dispose();
        }
    }

    private static DbCommand Statement(ActTransaction act, int answers)
    {
        string said = string.Join(" UNION ALL ", Enumerable.Range(0, answers).Select(i => $"SELECT @id{i} AS id, @line{i} AS line"));
        return act.Command(
            $"UPDATE payments SET state = @state, note = @note, return_file = @file, return_line = said.line, answered_on = @on "
                + $"FROM ({said}) AS said WHERE payments.id = said.id AND payments.state = @from",
            [
                ("@state", ""), ("@note", null), ("@file", 0), ("@on", null), ("@from", PaymentState.Released),
                .. Enumerable.Range(0, answers).SelectMany(i => new (string, object?)[] { ($"@id{i}", 0L), ($"@line{i}", 0L) }),
            ]);
    }

    private static void Write(DbCommand command, Words words, List<(long Id, long Line)> same)
    {
        DbParameterCollection values = command.Parameters;
        values[0].Value = Sql.OnTheWay(words.State);
        values[1].Value = Sql.OnTheWay(words.Note);
        values[2].Value = words.File;
        values[3].Value = Sql.OnTheWay(words.On?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        int at = 5;
        foreach ((long id, long line) in same)
        {
            values[at++].Value = id;
            values[at++].Value = line;
        }

        if (command.ExecuteNonQuery() != same.Count)
            throw new InvalidOperationException("A payment that a bank answered has left its state within the act.");
    }

    /// <summary>What a bank says, whichever payment it is said of.</summary>
    private readonly record struct Words(PaymentState State, string? Note, int File, DateOnly? On);
}
