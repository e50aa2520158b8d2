using Disbursement.Domain.Ledger;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Bulk;
using Microsoft.EntityFrameworkCore;
using static Disbursement.Jobs.Store.Tables.Traits;

namespace Disbursement.Jobs.Store.Tables;

/// <summary>A transfer: never changed, never deleted.</summary>
internal sealed class TransferRecord
{
    /// <summary>Book in the upper bits, sequence in the lower 32.</summary>
    public long Id { get; set; }

    public required string Book { get; set; }

    public long Sequence { get; set; }

    public required string Event { get; set; }

    public required string Debit { get; set; }

    public required string Credit { get; set; }

    public long Fen { get; set; }

    public required string Run { get; set; }

    public string? Batch { get; set; }

    public string? Payment { get; set; }

    public required byte[] Claimant { get; set; }

    public required string Scheme { get; set; }

    public int? Year { get; set; }

    /// <summary>Seconds since 1970, UTC.</summary>
    public long RecordedAt { get; set; }

    public required string Actor { get; set; }

    public required byte[] Hash { get; set; }
}

/// <summary>Transfers of all books, each chained to the one before in its book.</summary>
internal static class TransfersTable
{
    /// <summary>
    /// The events that can move a receivable. An index holds these transfers alone; a question has to say the same words for
    /// SQLite to use it.
    /// </summary>
    public const string MovesReceivables =
        "event IN ('recover', 'offset', 'cancel', 'repaid', 'waived', 'withdrawn', 'duplicate', 'returned')";

    /// <summary>The events of acts between runs that change what a claimant's standing says.</summary>
    public const string MovesStandings = "event IN ('cancel', 'repaid', 'waived', 'withdrawn', 'duplicate', 'returned')";

    public static StoredTable<TransferRecord> Table { get; } = new StoredTable<TransferRecord>("transfers", Lifetime.AppendOnly)
        .Column(row => row.Id, Written)
        .Column(row => row.Book, Written | Replayed, length: 6)
        .Column(row => row.Sequence, Written | Replayed)
        .Column(row => row.Event, Written | Replayed, length: 16)
        .Column(row => row.Debit, Written | Replayed, length: 64)
        .Column(row => row.Credit, Written | Replayed, length: 64)
        .Column(row => row.Fen, Written | Replayed)
        .Column(row => row.Run, Written | Replayed, length: 16)
        .Column(row => row.Batch, Written | Replayed, length: 32)
        .Column(row => row.Payment, Written | Replayed, length: 48)
        .Column(row => row.Claimant, Written | Replayed, length: 16)
        .Column(row => row.Scheme, Written | Replayed, length: 8)
        .Column(row => row.Year, Written | Replayed)
        .Column(row => row.RecordedAt, Written | Replayed)
        .Column(row => row.Actor, Written | Replayed, length: 64)
        .Column(row => row.Hash, Written | Replayed, length: 32)
        .With(row => row.HasIndex(transfer => transfer.Claimant).HasFilter(MovesReceivables).HasDatabaseName("ix_transfers_receivables"));

    /// <summary>All columns, in their order.</summary>
    public static string Shown { get; } = string.Join(", ", Table.Columns.Select(column => column.Name));

    /// <summary>Packs a transfer.</summary>
    public static void Write(RowBuffer rows, Transfer transfer, ClaimantKey key, ReadOnlySpan<byte> hash)
    {
        RowBuffer row = rows.Begin(BulkTable.Transfers).Int(TransferId.Of(transfer.Book, transfer.Sequence).Value).Text(transfer.Book)
            .Int(transfer.Sequence).Text(transfer.Event)
            .Text(transfer.Debit.Name).Text(transfer.Credit.Name).Int(transfer.Amount.Fen).Text(transfer.Run).TextOrNull(transfer.Batch)
            .TextOrNull(transfer.Payment);
        key.Write(row.BlobRoom(ClaimantKey.Length));
        row.Text(transfer.Scheme).IntOrNull(transfer.Year).Int(transfer.RecordedAt.ToUnixTimeSeconds()).Text(transfer.Actor).Blob(hash);
    }
}
