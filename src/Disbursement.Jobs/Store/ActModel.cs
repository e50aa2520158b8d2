using Microsoft.EntityFrameworkCore;

namespace Disbursement.Jobs.Store;

/// <summary>The tables of officers, acts, manifests and return files.</summary>
internal static class ActModel
{
    public static void Build(ModelBuilder model)
    {
        Officers(model);
        Acts(model);
        Returns(model);
        model.Entity<ManifestRecord>(manifest =>
        {
            manifest.ToTable("manifests").HasKey(m => m.Id);
            manifest.Property(m => m.Id).ValueGeneratedNever();
            manifest.Property(m => m.County).HasMaxLength(6);
            manifest.Property(m => m.Sha256).HasMaxLength(64);
            manifest.Property(m => m.Head).HasMaxLength(64);
            manifest.Property(m => m.Certificate).HasMaxLength(64);
        });
        model.Entity<PayeeRecord>(payee =>
        {
            payee.ToTable("payees", table => table.HasTrigger("payees_append_only")).HasKey(p => p.Id);
            payee.Property(p => p.Id).ValueGeneratedNever();
            payee.Property(p => p.PaymentNo).HasMaxLength(48);
            payee.Property(p => p.ClaimantKey).HasMaxLength(16);
            payee.Property(p => p.Officer).HasMaxLength(64);
            payee.Property(p => p.Reason).HasMaxLength(2000);
            payee.HasIndex(p => p.PaymentNo);
        });
        model.Entity<RosterImportRecord>(import =>
        {
            import.ToTable("roster_imports", table => table.HasTrigger("roster_imports_append_only")).HasKey(i => i.Id);
            import.Property(i => i.Id).ValueGeneratedNever();
            import.Property(i => i.Sha256).HasMaxLength(64);
            import.Property(i => i.Path).HasMaxLength(1000);
            import.Property(i => i.Officer).HasMaxLength(64);
            import.HasIndex(i => i.Sha256);
        });
    }

    private static void Officers(ModelBuilder model)
    {
        model.Entity<OfficerRecord>(officer =>
        {
            officer.ToTable("officers").HasKey(o => o.Id);
            officer.Property(o => o.Id).ValueGeneratedNever();
            officer.Property(o => o.Name).HasMaxLength(64);
            officer.Property(o => o.Role).HasMaxLength(16);
            officer.Property(o => o.Counties).HasMaxLength(2000);
            officer.Property(o => o.PasswordHash).HasMaxLength(400);
            officer.HasIndex(o => o.Name).IsUnique();
        });
        model.Entity<OfficerNameRecord>(name =>
        {
            name.ToTable("officer_names", table => table.HasTrigger("officer_names_append_only")).HasKey(n => n.Name);
            name.Property(n => n.Name).HasMaxLength(64);
            name.HasIndex(n => n.OfficerId);
        });
        model.Entity<RunMakerRecord>(maker =>
        {
            maker.ToTable("run_makers", table => table.HasTrigger("run_makers_append_only")).HasKey(m => m.Id);
            maker.Property(m => m.Id).ValueGeneratedNever();
            maker.Property(m => m.Name).HasMaxLength(64);
            maker.Property(m => m.Why).HasMaxLength(1000);
            maker.HasIndex(m => m.RunNumber);
        });
    }

    private static void Acts(ModelBuilder model)
    {
        model.Entity<AuditRecord>(audit =>
        {
            audit.ToTable("audit", table => table.HasTrigger("audit_append_only")).HasKey(a => a.Sequence);
            audit.Property(a => a.Sequence).ValueGeneratedNever();
            audit.Property(a => a.Actor).HasMaxLength(64);
            audit.Property(a => a.Role).HasMaxLength(16);
            audit.Property(a => a.Origin).HasMaxLength(200);
            audit.Property(a => a.Act).HasMaxLength(32);
            audit.Property(a => a.Subject).HasMaxLength(200);
            audit.Property(a => a.Outcome).HasMaxLength(16);
            audit.Property(a => a.Reason).HasMaxLength(2000);
            audit.Property(a => a.Detail).HasMaxLength(4000);
            audit.Property(a => a.Hash).HasMaxLength(32);
        });
        model.Entity<BatchActRecord>(act =>
        {
            act.ToTable("batch_acts", table => table.HasTrigger("batch_acts_append_only")).HasKey(a => a.Id);
            act.Property(a => a.Id).ValueGeneratedNever();
            act.Property(a => a.Act).HasMaxLength(16);
            act.Property(a => a.Officer).HasMaxLength(64);
            act.Property(a => a.Reviewed).HasMaxLength(64);
            act.Property(a => a.FilesSha256).HasMaxLength(64);
            act.HasIndex(a => a.BatchNumber);
        });
    }

    private static void Returns(ModelBuilder model)
    {
        model.Entity<ReturnFileRecord>(file =>
        {
            file.ToTable("return_files", table => table.HasTrigger("return_files_append_only")).HasKey(f => f.Id);
            file.Property(f => f.Id).ValueGeneratedNever();
            file.Property(f => f.Sha256).HasMaxLength(64);
            file.Property(f => f.Name).HasMaxLength(400);
            file.Property(f => f.Officer).HasMaxLength(64);
            file.HasIndex(f => f.Sha256).IsUnique();
        });
        model.Entity<QuarantineRecord>(line =>
        {
            line.ToTable("quarantine", table => table.HasTrigger("quarantine_append_only")).HasKey(l => l.Id);
            line.Property(l => l.Id).ValueGeneratedNever();
            line.Property(l => l.Code).HasMaxLength(16);
            line.Property(l => l.PaymentNo).HasMaxLength(48);
            line.Property(l => l.Expected).HasMaxLength(200);
            line.Property(l => l.Found).HasMaxLength(200);
            line.HasIndex(l => l.FileId);
        });
    }
}
