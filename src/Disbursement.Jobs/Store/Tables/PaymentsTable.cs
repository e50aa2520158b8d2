using Disbursement.Domain.Batches;
using Disbursement.Jobs.Store.Bulk;
using Microsoft.EntityFrameworkCore;
using static Disbursement.Jobs.Store.Tables.Traits;

namespace Disbursement.Jobs.Store.Tables;

/// <summary>One payment.</summary>
internal sealed class PaymentRecord
{
    /// <summary>Batch number in the upper bits, the sequence in the lower 32.</summary>
    public long Id { get; set; }

    public int BatchNumber { get; set; }

    public required string PaymentNo { get; set; }

    public long ClaimantNumber { get; set; }

    public string? Months { get; set; }

    public long CurrentFen { get; set; }

    public long ArrearsFen { get; set; }

    public long OffsetFen { get; set; }

    public long AmountFen { get; set; }

    public string? Flags { get; set; }

    public required PaymentState State { get; set; }

    /// <summary>
    /// What of the gross the province set and bears; with the next two it tells who funds a batch from which payments are held.
    /// </summary>
    public long ProvinceFen { get; set; }

    public long CityFen { get; set; }

    public long CountyFen { get; set; }

    /// <summary>Whether the files of the batch do not name it, because it was held when they were last written.</summary>
    public bool IsLeftOut { get; set; }

    /// <summary>The payment that this one pays again.</summary>
    public string? Replaces { get; set; }

    /// <summary>Where an officer told it to go; null for where the claimant's row says.</summary>
    public int? Payee { get; set; }

    /// <summary>Why it is held, failed or cancelled: the officer's or the bank's words, without numbers that name a person.</summary>
    public string? Note { get; set; }

    /// <summary>
    /// The hold that stands on it, by whom and why, wherever it goes; null where nobody keeps it back. It stays when the payment is
    /// cancelled or paid again: then the one that comes after it is held.
    /// </summary>
    public string? Hold { get; set; }

    /// <summary>The return file that answered, and its line.</summary>
    public int? ReturnFile { get; set; }

    public long? ReturnLine { get; set; }

    /// <summary>When the bank settled it.</summary>
    public DateOnly? AnsweredOn { get; set; }
}

/// <summary>Payments: proposed by a run or a reissue, moved on by acts, answered by a bank.</summary>
internal static class PaymentsTable
{
    public static StoredTable<PaymentRecord> Table { get; } = new StoredTable<PaymentRecord>("payments", Lifetime.Kept)
        .Column(row => row.Id, Written | Fixed)
        .Column(row => row.BatchNumber, Written | Fixed | Replayed)
        .Column(row => row.PaymentNo, Written | Fixed | Replayed, length: 48)
        .Column(row => row.ClaimantNumber, Written | Fixed)
        .Column(row => row.Months, Written | Fixed | Replayed, length: 40)
        .Column(row => row.CurrentFen, Written | Fixed | Replayed)
        .Column(row => row.ArrearsFen, Written | Fixed | Replayed)
        .Column(row => row.OffsetFen, Written | Fixed | Replayed)
        .Column(row => row.AmountFen, Written | Fixed | Replayed)
        .Column(row => row.Flags, Written | Fixed | Replayed, length: 160)
        .Column(row => row.State, Written, length: 16)
        .Column(row => row.ProvinceFen, Written | Fixed | Replayed)
        .Column(row => row.CityFen, Written | Fixed | Replayed)
        .Column(row => row.CountyFen, Written | Fixed | Replayed)
        .Column(row => row.IsLeftOut, Written)
        .Column(row => row.Replaces, Written | Fixed | Replayed, length: 48)
        .Column(row => row.Note, Written, length: 1000)
        .Column(row => row.Payee, Written)
        .Column(row => row.Hold, Written, length: 1000)
        .Column(row => row.ReturnFile)
        .Column(row => row.ReturnLine)
        .Column(row => row.AnsweredOn)
        .With(row => row.HasIndex(payment => payment.State).HasFilter(
                $"state IN ({StoredWords.Listed(PaymentState.Held, PaymentState.Failed)}) OR hold IS NOT NULL")
            .HasDatabaseName("ix_payments_open"))
        .With(row => row.HasIndex(payment => payment.ClaimantNumber).HasFilter("replaces IS NOT NULL")
            .HasDatabaseName("ix_payments_again"));

    /// <summary>Packs a payment.</summary>
    public static void Write(RowBuffer rows, PaymentRecord payment) =>
        rows.Begin(BulkTable.Payments).Int(payment.Id).Int(payment.BatchNumber).Text(payment.PaymentNo).Int(payment.ClaimantNumber)
            .TextOrNull(payment.Months)
            .Int(payment.CurrentFen).Int(payment.ArrearsFen).Int(payment.OffsetFen).Int(payment.AmountFen).TextOrNull(payment.Flags)
            .Text(payment.State.Word()).Int(payment.ProvinceFen).Int(payment.CityFen).Int(payment.CountyFen).Int(payment.IsLeftOut ? 1 : 0)
            .TextOrNull(payment.Replaces).TextOrNull(payment.Note).IntOrNull(payment.Payee)
            .TextOrNull(payment.Hold);
}
