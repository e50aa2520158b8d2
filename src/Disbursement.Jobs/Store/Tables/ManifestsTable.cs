using Disbursement.Jobs.Store.Bulk;
using static Disbursement.Jobs.Store.Tables.Traits;

namespace Disbursement.Jobs.Store.Tables;

/// <summary>The manifest of a county and run as it was last written.</summary>
internal sealed class ManifestRecord
{
    /// <summary>Run number in the upper bits, the county in the lower 32.</summary>
    public long Id { get; set; }

    public int RunNumber { get; set; }

    public required string County { get; set; }

    public required string Sha256 { get; set; }

    /// <summary>Where the county's book stood.</summary>
    public long Sequence { get; set; }

    public required string Head { get; set; }

    /// <summary>SHA-256 of the certificate that signed it; null until a batch of it is released.</summary>
    public string? Certificate { get; set; }
}

/// <summary>Manifests of counties and runs.</summary>
internal static class ManifestsTable
{
    public static StoredTable<ManifestRecord> Table { get; } = new StoredTable<ManifestRecord>("manifests", Lifetime.Changed)
        .Column(row => row.Id, Written)
        .Column(row => row.RunNumber, Written)
        .Column(row => row.County, Written, length: 6)
        .Column(row => row.Sha256, Written, length: 64)
        .Column(row => row.Sequence, Written)
        .Column(row => row.Head, Written, length: 64)
        .Column(row => row.Certificate, length: 64);

    /// <summary>Packs a manifest.</summary>
    public static void Write(RowBuffer rows, ManifestRecord manifest) =>
        rows.Begin(BulkTable.Manifests).Int(manifest.Id).Int(manifest.RunNumber).Text(manifest.County).Text(manifest.Sha256)
            .Int(manifest.Sequence).Text(manifest.Head);
}
