using Disbursement.Domain.Officers;
using static Disbursement.Jobs.Store.Tables.Traits;

namespace Disbursement.Jobs.Store.Tables;

/// <summary>A person who may act. The number stays when the name changes.</summary>
internal sealed class OfficerRecord
{
    public int Id { get; set; }

    public required string Name { get; set; }

    public required OfficerRole Role { get; set; }

    /// <summary>County codes joined by commas; empty for all.</summary>
    public string Counties { get; set; } = "";

    public required string PasswordHash { get; set; }

    /// <summary>The secret of the second factor, sealed for this row; null for none.</summary>
    public byte[]? Factor { get; set; }

    /// <summary>The half minute since 1970 whose code was taken last: no code of it or of one before is taken again.</summary>
    public long FactorStep { get; set; }

    /// <summary>Wrong passwords since the last right one.</summary>
    public int Failures { get; set; }

    /// <summary>Seconds since 1970, UTC.</summary>
    public long? LockedUntil { get; set; }

    public bool IsDisabled { get; set; }

    /// <summary>Seconds since 1970, UTC.</summary>
    public long CreatedAt { get; set; }
}

/// <summary>Officers.</summary>
internal static class OfficersTable
{
    public static StoredTable<OfficerRecord> Table { get; } = new StoredTable<OfficerRecord>("officers", Lifetime.Changed)
        .Column(row => row.Id)
        .Column(row => row.Name, length: 64)
        .Column(row => row.Role, length: 16)
        .Column(row => row.Counties, length: 2000)
        .Column(row => row.PasswordHash, length: 400)
        .Column(row => row.Factor, Sealed)
        .Column(row => row.FactorStep)
        .Column(row => row.Failures)
        .Column(row => row.LockedUntil)
        .Column(row => row.IsDisabled)
        .Column(row => row.CreatedAt)
        .With(row => row.HasIndex(officer => officer.Name).IsUnique());
}
