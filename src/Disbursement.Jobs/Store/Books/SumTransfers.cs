using System.Buffers.Binary;
using System.Data.Common;
using System.Runtime.InteropServices;
using System.Text;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Ledger;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Sorting;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Store.Books;

/// <summary>
/// What all transfers come to, read once: the sums of accounts, and what was accrued for each claimant, scheme and year. Memory is bounded:
/// what does not fit goes to temporary files.
/// </summary>
/// <remarks>
/// Added up here, since SQLite would carry the text of both accounts through a sort of all transfers, once for each of the two.
/// </remarks>
internal sealed class SumTransfers : IDisposable
{
    /// <summary>Bytes that are sorted at once.</summary>
    private const int Budget = 8 << 20;

    private const string Expense = "expense:";
    private const int YearLength = 4;

    private readonly string _folder = Directory.CreateTempSubdirectory("disburse-sums-").FullName;
    private readonly SortedSegments _segments;
    private readonly SegmentWriter _writer;
    private readonly Dictionary<(string Debit, string Credit), Money> _moved = [];
    private readonly byte[] _key = new byte[ClaimantKey.Length + YearLength + 8];

    private SumTransfers()
    {
        _segments = new SortedSegments(_folder, "accrued", 0);
        _writer = new SegmentWriter(_segments, Budget);
    }

    /// <summary>All accounts with their sums, by name.</summary>
    public TrialBalance Balance => TrialBalance.Of(_moved.Select(one => (one.Key.Debit, one.Key.Credit, one.Value)));

    public static SumTransfers Read(DbConnection connection, CancellationToken stop)
    {
        SumTransfers sums = new();
        try
        {
            using StoredRows reader = StoredRows.Of(connection, "SELECT debit, credit, fen, claimant, scheme, year FROM transfers");
            while (reader.Read())
            {
                stop.ThrowIfCancellationRequested();
                sums.Add(reader);
            }

            sums._writer.Finish();
            return sums;
        }
        catch
        {
            sums.Dispose();
            throw;
        }
    }

    /// <summary>What was accrued, in the order of claimants.</summary>
    public IEnumerable<(ClaimantKey Claimant, Scheme Scheme, int Year, Money Settled)> Settled()
    {
        using SegmentMerge merge = _segments.Open();
        byte[] key = [];
        long fen = 0;
        while (merge.MoveNext())
        {
            if (!merge.Key.SequenceEqual(key))
            {
                if (key.Length > 0)
                    yield return Settled(key, fen);
                (key, fen) = (merge.Key.ToArray(), 0);
            }

            fen += BinaryPrimitives.ReadInt64LittleEndian(merge.Payload);
        }

        if (key.Length > 0)
            yield return Settled(key, fen);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static (ClaimantKey Claimant, Scheme Scheme, int Year, Money Settled) Settled(ReadOnlySpan<byte> key, long fen)
    {
        string code = Encoding.ASCII.GetString(key[(ClaimantKey.Length + YearLength)..]);
        return Scheme.TryParse(code, out Scheme scheme)
            ? (ClaimantKey.Read(key), scheme, BinaryPrimitives.ReadInt32BigEndian(key[ClaimantKey.Length..]), new Money(fen))
            : throw new InvalidDataException($"A transfer names the scheme '{code}', which does not exist.");
    }

    private void Add(StoredRows transfer)
    {
        string debit = transfer.Repeated(0), credit = transfer.Repeated(1);
        long fen = transfer.Long(2);
        ref Money moved = ref CollectionsMarshal.GetValueRefOrAddDefault(_moved, (debit, credit), out _);
        moved += new Money(fen);
        if (transfer.IsDBNull(5))
            return;

        if (debit.StartsWith(Expense, StringComparison.Ordinal))
            Accrue(transfer, fen);
        else if (credit.StartsWith(Expense, StringComparison.Ordinal))
            Accrue(transfer, -fen);
    }

    private void Accrue(StoredRows transfer, long fen)
    {
        string code = transfer.Repeated(4);
        if (!Scheme.TryParse(code, out _))
            throw new InvalidDataException($"A transfer names the scheme '{code}', which does not exist.");

        ClaimantKey.Read(transfer.BytesInPlace(3)).Write(_key);
        BinaryPrimitives.WriteInt32BigEndian(_key.AsSpan(ClaimantKey.Length), transfer.Int(5));
        int length = Encoding.ASCII.GetBytes(code, _key.AsSpan(ClaimantKey.Length + YearLength));
        Span<byte> amount = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(amount, fen);
        _writer.Add(_key.AsSpan(0, ClaimantKey.Length + YearLength + length), amount);
    }
}
