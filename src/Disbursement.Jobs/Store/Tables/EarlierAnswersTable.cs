using Disbursement.Domain.Returns;
using static Disbursement.Jobs.Store.Tables.Traits;

namespace Disbursement.Jobs.Store.Tables;

/// <summary>An answer of a bank that was booked and that a later return file took back. The newest answer stands on the payment.</summary>
internal sealed class EarlierAnswerRecord
{
    /// <summary>Number of the return file in the upper bits, the line in the lower 32.</summary>
    public long Id { get; set; }

    public int FileId { get; set; }

    public long Line { get; set; }

    public required string PaymentNo { get; set; }

    public required ReturnStatus Status { get; set; }

    /// <summary>The bank's words, without numbers that name a person.</summary>
    public string? Note { get; set; }

    /// <summary>When the bank settled it.</summary>
    public DateOnly? AnsweredOn { get; set; }
}

/// <summary>Answers that later files took back 隔日退汇.</summary>
internal static class EarlierAnswersTable
{
    public static StoredTable<EarlierAnswerRecord> Table { get; } =
        new StoredTable<EarlierAnswerRecord>("earlier_answers", Lifetime.AppendOnly)
            .Column(row => row.Id)
            .Column(row => row.FileId)
            .Column(row => row.Line)
            .Column(row => row.PaymentNo, length: 48)
            .Column(row => row.Status, length: 16)
            .Column(row => row.Note, length: 1000)
            .Column(row => row.AnsweredOn)
            .With(row => row.HasIndex(answer => answer.PaymentNo));
}
