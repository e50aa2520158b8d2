using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Disbursement.Jobs.Store.Tables;

/// <summary>The one model of everything that lasts. A context per provider keeps its own migrations.</summary>
internal abstract class DisbursementDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<RunRecord> Runs => Set<RunRecord>();

    public DbSet<RunInputRecord> RunInputs => Set<RunInputRecord>();

    public DbSet<ClaimantRecord> Claimants => Set<ClaimantRecord>();

    public DbSet<ClaimantIndexRecord> ClaimantIndex => Set<ClaimantIndexRecord>();

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

    public DbSet<EarlierAnswerRecord> EarlierAnswers => Set<EarlierAnswerRecord>();

    public DbSet<PayeeRecord> Payees => Set<PayeeRecord>();

    public DbSet<RunPartRecord> RunParts => Set<RunPartRecord>();

    public DbSet<RosterImportRecord> RosterImports => Set<RosterImportRecord>();

    public DbSet<SavedViewRecord> SavedViews => Set<SavedViewRecord>();

    /// <summary>That the migrations make what the model says is proved where a commit is tested; no start waits for that proof.</summary>
    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) =>
        optionsBuilder.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (StoredTable table in AllTables.Everywhere)
            table.Build(modelBuilder);
        foreach (IMutableEntityType entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (IMutableProperty property in entity.GetProperties())
                property.SetColumnName(StoredTable.ColumnOf(property.Name));
        }
    }
}
