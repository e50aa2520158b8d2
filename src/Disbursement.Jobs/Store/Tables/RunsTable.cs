using Disbursement.Domain.Periods;
using Microsoft.EntityFrameworkCore;

namespace Disbursement.Jobs.Store.Tables;

/// <summary>
/// A run. Only a sealed one has claimants, decisions, batches and transfers: they are written with the sealing, in one transaction.
/// </summary>
internal sealed class RunRecord
{
    /// <summary>1, 2, 3 … in the database.</summary>
    public int Number { get; set; }

    /// <summary>The name in every file: <c>2026-1</c>.</summary>
    public required string Id { get; set; }

    public int Year { get; set; }

    /// <summary>1 for the yearly run, then the supplementary ones.</summary>
    public int Ordinal { get; set; }

    public RunState State { get; set; }

    /// <summary>Who started it: the maker of its batches.</summary>
    public required string Maker { get; set; }

    /// <summary>The maker as an officer; null where the run was started before there were any.</summary>
    public int? MakerOfficer { get; set; }

    public RunKind Kind { get; set; }

    /// <summary>When it was started, UTC, whole seconds: the time of its transfers.</summary>
    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset? SealedAt { get; set; }

    /// <summary>County codes joined by commas; empty for a whole-year run.</summary>
    public string Counties { get; set; } = "";

    /// <summary>The last month of the year that it pays, 1 to 12; 12 for the whole year.</summary>
    public int ThroughMonth { get; set; } = 12;

    public DateOnly? ValueDate { get; set; }

    /// <summary>Language of the texts in its files: <c>zh</c> or <c>en</c>.</summary>
    public required string Language { get; set; }

    /// <summary>Language of the headers of its payment files: <c>zh</c> or <c>en</c>.</summary>
    public string Headers { get; set; } = "zh";

    /// <summary>SHA-256 of the policy pack, kept in the archive.</summary>
    public string PackSha256 { get; set; } = "";

    /// <summary>SHA-256 of the definitions of schemes that the program had, kept in the archive.</summary>
    public string DefinitionsSha256 { get; set; } = "";

    /// <summary>SHA-256 of bureaus.csv, kept in the archive.</summary>
    public string BureausSha256 { get; set; } = "";

    /// <summary>SHA-256 of the list of export templates and names of regions, kept in the archive; empty where it had neither.</summary>
    public string TermsSha256 { get; set; } = "";

    /// <summary>Where its files are.</summary>
    public string OutFolder { get; set; } = "";

    /// <summary>The last month that it pays.</summary>
    public Month Through => new(Year, ThroughMonth);
}

/// <summary>Runs, under way and sealed.</summary>
internal static class RunsTable
{
    public static StoredTable<RunRecord> Table { get; } = new StoredTable<RunRecord>("runs", Lifetime.Changed)
        .Column(row => row.Number)
        .Column(row => row.Id, length: 16)
        .Column(row => row.Year)
        .Column(row => row.Ordinal)
        .Column(row => row.State, length: 16)
        .Column(row => row.Maker, length: 64)
        .Column(row => row.MakerOfficer)
        .Column(row => row.Kind, length: 16)
        .Column(row => row.StartedAt)
        .Column(row => row.SealedAt)
        .Column(row => row.Counties, length: 2000)
        .Column(row => row.ThroughMonth)
        .Column(row => row.ValueDate)
        .Column(row => row.Language, length: 8)
        .Column(row => row.Headers, length: 8)
        .Column(row => row.PackSha256, length: 64)
        .Column(row => row.DefinitionsSha256, length: 64)
        .Column(row => row.BureausSha256, length: 64)
        .Column(row => row.TermsSha256, length: 64)
        .Column(row => row.OutFolder, length: 1000)
        .With(row =>
        {
            row.Property(run => run.Id).IsRequired();
            row.HasIndex(run => run.Id).IsUnique();
            row.HasIndex(run => new { run.Year, run.Ordinal }).IsUnique();
        });
}
