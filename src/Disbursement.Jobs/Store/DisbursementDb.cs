using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Disbursement.Jobs.Store;

/// <summary>The one model of everything that lasts. A context per provider keeps its own migrations.</summary>
internal abstract partial class DisbursementDb(DbContextOptions options) : DbContext(options)
{
    /// <summary>Columns that hold sealed values, which may be sealed anew with a newer key.</summary>
    public static IReadOnlyList<(string Table, string Column)> SealedColumns { get; } = [("claimants", "personal"), ("quarantine", "raw"), ("payees", "personal")];

    public DbSet<RunRecord> Runs => Set<RunRecord>();

    public DbSet<RunInputRecord> RunInputs => Set<RunInputRecord>();

    public DbSet<ClaimantRecord> Claimants => Set<ClaimantRecord>();

    public DbSet<DecisionRecord> Decisions => Set<DecisionRecord>();

    public DbSet<BatchRecord> Batches => Set<BatchRecord>();

    public DbSet<BatchFileRecord> BatchFiles => Set<BatchFileRecord>();

    public DbSet<PaymentRecord> Payments => Set<PaymentRecord>();

    public DbSet<TransferRecord> Transfers => Set<TransferRecord>();

    public DbSet<StandingRecord> Standings => Set<StandingRecord>();

    public DbSet<OfficerRecord> Officers => Set<OfficerRecord>();

    public DbSet<OfficerNameRecord> OfficerNames => Set<OfficerNameRecord>();

    public DbSet<RunMakerRecord> RunMakers => Set<RunMakerRecord>();

    public DbSet<AuditRecord> Audit => Set<AuditRecord>();

    public DbSet<BatchActRecord> BatchActs => Set<BatchActRecord>();

    public DbSet<ManifestRecord> Manifests => Set<ManifestRecord>();

    public DbSet<ReturnFileRecord> ReturnFiles => Set<ReturnFileRecord>();

    public DbSet<QuarantineRecord> Quarantine => Set<QuarantineRecord>();

    public DbSet<PayeeRecord> Payees => Set<PayeeRecord>();

    public DbSet<RunPartRecord> RunParts => Set<RunPartRecord>();

    public DbSet<RunClaimRecord> RunClaims => Set<RunClaimRecord>();

    public DbSet<RosterImportRecord> RosterImports => Set<RosterImportRecord>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<RunRecord>(run =>
        {
            run.ToTable("runs").HasKey(r => r.Number);
            run.Property(r => r.Number).ValueGeneratedNever();
            run.Property(r => r.Id).IsRequired().HasMaxLength(16);
            run.Property(r => r.State).HasConversion(new EnumToStringConverter<RunState>()).HasMaxLength(16);
            run.Property(r => r.Maker).HasMaxLength(64);
            run.Property(r => r.Counties).HasMaxLength(2000);
            run.Property(r => r.Kind).HasMaxLength(16);
            run.Property(r => r.Headers).HasMaxLength(8);
            run.Property(r => r.Language).HasMaxLength(8);
            run.Property(r => r.PackSha256).HasMaxLength(64);
            run.Property(r => r.BureausSha256).HasMaxLength(64);
            run.Property(r => r.OutFolder).HasMaxLength(1000);
            run.HasIndex(r => r.Id).IsUnique();
            run.HasIndex(r => new { r.Year, r.Ordinal }).IsUnique();
        });
        modelBuilder.Entity<RunInputRecord>(input =>
        {
            input.ToTable("run_inputs").HasKey(i => i.Id);
            input.Property(i => i.Id).ValueGeneratedNever();
            input.Property(i => i.Path).HasMaxLength(1000);
            input.Property(i => i.Sha256).HasMaxLength(64);
            input.Property(i => i.Encoding).HasMaxLength(16);
            input.Property(i => i.Refusal).HasMaxLength(2000);
            input.HasOne<RunRecord>().WithMany().HasForeignKey(i => i.RunNumber).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<RunPartRecord>(part =>
        {
            part.ToTable("run_parts").HasKey(p => new { p.RunNumber, p.Stage, p.Name });
            part.Property(p => p.Stage).HasMaxLength(16);
            part.Property(p => p.Name).HasMaxLength(64);
            part.Property(p => p.State).HasMaxLength(8);
            part.Property(p => p.Node).HasMaxLength(100);
        });
        modelBuilder.Entity<RunClaimRecord>(claim =>
        {
            claim.ToTable("run_claims").HasKey(c => new { c.RunNumber, c.Kind, c.Claim, c.County, c.FileOrdinal, c.Line });
            claim.Property(c => c.Claim).HasMaxLength(16);
            claim.Property(c => c.Holder).HasMaxLength(16);
        });
        Assessed(modelBuilder);
        Paid(modelBuilder);
        ActModel.Build(modelBuilder);
        modelBuilder.Entity<TransferRecord>(transfer =>
        {
            transfer.ToTable("transfers", table => table.HasTrigger("transfers_append_only")).HasKey(t => t.Id);
            transfer.Property(t => t.Id).ValueGeneratedNever();
            transfer.Property(t => t.Book).HasMaxLength(6);
            transfer.Property(t => t.Event).HasMaxLength(16);
            transfer.Property(t => t.Debit).HasMaxLength(64);
            transfer.Property(t => t.Credit).HasMaxLength(64);
            transfer.Property(t => t.Run).HasMaxLength(16);
            transfer.Property(t => t.Batch).HasMaxLength(32);
            transfer.Property(t => t.Payment).HasMaxLength(48);
            transfer.Property(t => t.Claimant).HasMaxLength(16);
            transfer.Property(t => t.Scheme).HasMaxLength(8);
            transfer.Property(t => t.Actor).HasMaxLength(64);
            transfer.Property(t => t.Hash).HasMaxLength(32);
        });
        modelBuilder.Entity<StandingRecord>(standing =>
        {
            standing.ToTable("standings").HasKey(s => s.ClaimantKey);
            standing.Property(s => s.ClaimantKey).HasMaxLength(16);
        });
        foreach (IMutableEntityType entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (IMutableProperty property in entity.GetProperties())
                property.SetColumnName(SnakeCase(property.Name));
        }
    }

    private static void Assessed(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ClaimantRecord>(claimant =>
        {
            claimant.ToTable("claimants", table => table.HasTrigger("claimants_append_only")).HasKey(c => c.Number);
            claimant.Property(c => c.Number).ValueGeneratedNever();
            claimant.Property(c => c.ClaimantKey).HasMaxLength(16);
            claimant.Property(c => c.RegionCode).HasMaxLength(12);
            claimant.Property(c => c.HouseholdNo).HasMaxLength(32);
            claimant.Property(c => c.Role).HasMaxLength(8);
        });
        modelBuilder.Entity<DecisionRecord>(decision =>
        {
            decision.ToTable("decisions", table => table.HasTrigger("decisions_append_only")).HasKey(d => d.Id);
            decision.Property(d => d.Id).ValueGeneratedNever();
            decision.Property(d => d.Scheme).HasMaxLength(8);
            decision.Property(d => d.Outcome).HasMaxLength(16);
            decision.Property(d => d.Codes).HasMaxLength(400);
            decision.Property(d => d.Months).HasMaxLength(40);
        });
    }

    private static void Paid(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<BatchRecord>(batch =>
        {
            batch.ToTable("batches", table => table.HasTrigger("batches_life_cycle")).HasKey(b => b.Number);
            batch.Property(b => b.Number).ValueGeneratedNever();
            batch.Property(b => b.Id).IsRequired().HasMaxLength(32);
            batch.Property(b => b.County).HasMaxLength(6);
            batch.Property(b => b.Scheme).HasMaxLength(8);
            batch.Property(b => b.State).HasMaxLength(16);
            batch.Property(b => b.FilesSha256).HasMaxLength(64);
            batch.HasIndex(b => b.Id).IsUnique();
            batch.HasOne<RunRecord>().WithMany().HasForeignKey(b => b.RunNumber).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<BatchFileRecord>(file =>
        {
            file.ToTable("batch_files").HasKey(f => f.Id);
            file.Property(f => f.Id).ValueGeneratedNever();
            file.Property(f => f.Format).HasMaxLength(16);
            file.Property(f => f.Path).HasMaxLength(200);
            file.Property(f => f.Sha256).HasMaxLength(64);
            file.HasOne<BatchRecord>().WithMany().HasForeignKey(f => f.BatchNumber).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<PaymentRecord>(payment =>
        {
            payment.ToTable("payments", table => table.HasTrigger("payments_life_cycle")).HasKey(p => p.Id);
            payment.Property(p => p.Id).ValueGeneratedNever();
            payment.Property(p => p.PaymentNo).HasMaxLength(48);
            payment.Property(p => p.Months).HasMaxLength(40);
            payment.Property(p => p.Flags).HasMaxLength(100);
            payment.Property(p => p.State).HasMaxLength(16);
            payment.Property(p => p.Replaces).HasMaxLength(48);
            payment.Property(p => p.Note).HasMaxLength(1000);
            payment.HasIndex(p => p.State).HasFilter("state IN ('held', 'failed')").HasDatabaseName("ix_payments_open");
        });
    }

    private static string SnakeCase(string name) => Boundary().Replace(name, "$1_$2").ToLowerInvariant();

    [GeneratedRegex("([a-z0-9])([A-Z])")]
    private static partial Regex Boundary();
}
