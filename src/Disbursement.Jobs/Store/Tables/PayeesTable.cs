using static Disbursement.Jobs.Store.Tables.Traits;

namespace Disbursement.Jobs.Store.Tables;

/// <summary>Where an officer told a payment to go when it is paid again: another account than the roster's.</summary>
internal sealed class PayeeRecord
{
    public int Id { get; set; }

    /// <summary>The payment that failed or was held.</summary>
    public required string PaymentNo { get; set; }

    public required byte[] ClaimantKey { get; set; }

    /// <summary>Name, id number and account, sealed as a claimant's.</summary>
    public required byte[] Personal { get; set; }

    public int? OfficerId { get; set; }

    public required string Officer { get; set; }

    public required string Reason { get; set; }

    /// <summary>Seconds since 1970, UTC.</summary>
    public long RecordedAt { get; set; }
}

/// <summary>Accounts that officers gave for payments.</summary>
internal static class PayeesTable
{
    public static StoredTable<PayeeRecord> Table { get; } = new StoredTable<PayeeRecord>("payees", Lifetime.AppendOnly)
        .Column(row => row.Id)
        .Column(row => row.PaymentNo, length: 48)
        .Column(row => row.ClaimantKey, length: 16)
        .Column(row => row.Personal, Sealed)
        .Column(row => row.OfficerId)
        .Column(row => row.Officer, length: 64)
        .Column(row => row.Reason, length: 2000)
        .Column(row => row.RecordedAt)
        .With(row => row.HasIndex(payee => payee.PaymentNo));
}
