using static Disbursement.Jobs.Store.Tables.Traits;

namespace Disbursement.Jobs.Store.Tables;

/// <summary>A line of a return file that could not be booked.</summary>
internal sealed class QuarantineRecord
{
    /// <summary>Number of the file in the upper bits, the line in the lower 32.</summary>
    public long Id { get; set; }

    public int FileId { get; set; }

    public long Line { get; set; }

    public required string Code { get; set; }

    /// <summary>The payment, where the line names one that exists.</summary>
    public string? PaymentNo { get; set; }

    public string? Expected { get; set; }

    /// <summary>What the line gives in place of what was expected.</summary>
    public string? Given { get; set; }

    /// <summary>The line as it came, sealed.</summary>
    public required byte[] Raw { get; set; }
}

/// <summary>Lines of return files that could not be booked.</summary>
internal static class QuarantineTable
{
    public static StoredTable<QuarantineRecord> Table { get; } = new StoredTable<QuarantineRecord>("quarantine", Lifetime.AppendOnly)
        .Column(row => row.Id)
        .Column(row => row.FileId)
        .Column(row => row.Line)
        .Column(row => row.Code, length: 16)
        .Column(row => row.PaymentNo, length: 48)
        .Column(row => row.Expected, length: 200)
        .Column(row => row.Given, length: 200)
        .Column(row => row.Raw, Sealed)
        .With(row =>
        {
            row.HasIndex(line => line.FileId);
            row.HasIndex(line => line.PaymentNo);
        });
}
