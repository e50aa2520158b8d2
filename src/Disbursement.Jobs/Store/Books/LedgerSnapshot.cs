using System.Data.Common;
using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Ledger;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Books;

/// <summary>
/// All books, or one, as they stood at one moment: what is booked meanwhile is not seen, so sums and rows agree. Rows are read one at a
/// time, as often as asked for. It belongs to one thread. On a server the stretches of ids that were summed are the moment: transfers are
/// appended and never changed.
/// </summary>
internal sealed class LedgerSnapshot : IDisposable
{
    private readonly DbConnection _connection;
    private readonly DbTransaction? _moment;
    private readonly CancellationToken _stop;
    private readonly List<Stretch> _stretches = [];

    private LedgerSnapshot(DbConnection connection, CancellationToken stop)
    {
        _connection = connection;
        _moment = (connection as Microsoft.Data.Sqlite.SqliteConnection)?.BeginTransaction(deferred: true);
        _stop = stop;
    }

    /// <summary>How many transfers there are.</summary>
    public long Transfers { get; private set; }

    /// <summary>The events that occur, by name, ordinal.</summary>
    public IReadOnlyList<string> Events { get; private set; } = [];

    /// <summary>What the transfers add up to.</summary>
    public TrialBalance Balance { get; private set; } = new([]);

    /// <summary>The first day on which something was recorded, in UTC; none in empty books.</summary>
    public DateOnly? FirstDay { get; private set; }

    /// <summary>The last such day.</summary>
    public DateOnly? LastDay { get; private set; }

    /// <param name="store">The database.</param>
    /// <param name="book">The county of the one book to see; else all.</param>
    /// <param name="stop">Ends the taking, and any reading later, early.</param>
    public static LedgerSnapshot Take(Database store, string? book, CancellationToken stop)
    {
        LedgerSnapshot snapshot = new(store.Connect(), stop);
        try
        {
            snapshot.Survey(book);
            return snapshot;
        }
        catch
        {
            snapshot.Dispose();
            throw;
        }
    }

    /// <summary>The transfers by book and sequence: the order of the chains.</summary>
    public IEnumerable<StoredTransfer> ByBook() => _stretches.SelectMany(Read);

    /// <summary>The transfers by the UTC day on which they were recorded, within a day by book and sequence.</summary>
    public IEnumerable<StoredTransfer> ByDay()
    {
        // In a stretch days never go back, so the stretches are merged and nothing is sorted.
        PriorityQueue<IEnumerator<StoredTransfer>, (DateOnly Day, int Stretch)> next = new();
        List<IEnumerator<StoredTransfer>> open = [];
        try
        {
            foreach (Stretch stretch in _stretches)
            {
                IEnumerator<StoredTransfer> rows = Read(stretch).GetEnumerator();
                open.Add(rows);
                if (rows.MoveNext())
                    next.Enqueue(rows, (DayOf(rows.Current.Transfer.RecordedAt), open.Count));
            }

            while (next.TryDequeue(out IEnumerator<StoredTransfer>? rows, out (DateOnly Day, int Stretch) at))
            {
                bool hasMore;
                do
                {
                    yield return rows.Current;
                    hasMore = rows.MoveNext();
                }
                while (hasMore && DayOf(rows.Current.Transfer.RecordedAt) == at.Day);

                if (hasMore)
                    next.Enqueue(rows, (DayOf(rows.Current.Transfer.RecordedAt), at.Stretch));
            }
        }
        finally
        {
            open.ForEach(rows => rows.Dispose());
        }
    }

    /// <summary>The day that a journal gives a transfer: its day in UTC.</summary>
    public static DateOnly DayOf(DateTimeOffset recordedAt) => DateOnly.FromDateTime(recordedAt.UtcDateTime);

    public void Dispose()
    {
        _moment?.Dispose();
        _connection.Dispose();
    }

    private IEnumerable<StoredTransfer> Read(Stretch stretch)
    {
        foreach (StoredTransfer stored in new ReadBooks(_connection).Transfers(stretch.Book, stretch.First, stretch.Last))
        {
            _stop.ThrowIfCancellationRequested();
            yield return stored;
        }
    }

    /// <summary>One pass over all rows: sums, days, events, and where a book's clock went back.</summary>
    private void Survey(string? book)
    {
        Dictionary<string, (Money Debits, Money Credits)> accounts = [];
        HashSet<string> events = [];
        using StoredRows reader = StoredRows.Of(
            _connection, "SELECT id, event, debit, credit, fen, recorded_at FROM transfers WHERE id BETWEEN @first AND @last ORDER BY id",
            ("@first", book is null ? 0L : TransferId.Of(book, 1).Value),
            ("@last", book is null ? long.MaxValue : TransferId.Of(book, TransferId.LastSequence).Value));
        DateOnly before = default;
        while (reader.Read())
        {
            _stop.ThrowIfCancellationRequested();
            Money amount = new(reader.Long(4));
            string debit = reader.GetString(2), credit = reader.GetString(3);
            (Money Debits, Money Credits) sums = accounts.GetValueOrDefault(debit);
            accounts[debit] = sums with { Debits = sums.Debits + amount };
            sums = accounts.GetValueOrDefault(credit);
            accounts[credit] = sums with { Credits = sums.Credits + amount };
            events.Add(reader.GetString(1));

            DateOnly day = DayOf(DateTimeOffset.FromUnixTimeSeconds(reader.Long(5)));
            FirstDay = day < FirstDay ? day : FirstDay ?? day;
            LastDay = day > LastDay ? day : LastDay ?? day;
            Extend(reader.Long(0), startsAnew: day < before);
            before = day;
            Transfers++;
        }

        Balance = new TrialBalance([.. accounts.OrderBy(account => account.Key, StringComparer.Ordinal).Select(
            account => new AccountBalance(account.Key, account.Value.Debits, account.Value.Credits))]);
        Events = [.. events.Order(StringComparer.Ordinal)];
    }

    private void Extend(long id, bool startsAnew)
    {
        TransferId place = new(id);
        (string book, long sequence) = (place.Book, place.Sequence);
        if (!startsAnew && _stretches.Count > 0 && _stretches[^1].Book == book)
            _stretches[^1] = _stretches[^1] with { Last = sequence };
        else
            _stretches.Add(new Stretch(book, sequence, sequence));
    }

    /// <summary>Part of a book in which no transfer was recorded on a day before that of the one in front of it.</summary>
    private readonly record struct Stretch(string Book, long First, long Last);
}
