using Disbursement.Jobs.Store.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Disbursement.Jobs.Store;

/// <summary>The model on SQLite: one file, the default.</summary>
internal sealed class SqliteDisbursementDb(DbContextOptions<SqliteDisbursementDb> options) : DisbursementDb(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<DateTimeOffsetToBinaryConverter>();
}

/// <summary>The model on SQL Server.</summary>
internal sealed class SqlServerDisbursementDb(DbContextOptions<SqlServerDisbursementDb> options) : DisbursementDb(options)
{
    private const string Collation = "Latin1_General_BIN2";
    private const int FreeText = 200;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HavePrecision(0);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<TurnRecord>(turn =>
        {
            turn.ToTable("turns").HasKey(t => t.Id);
            turn.Property(t => t.Id).ValueGeneratedNever();
        });
        modelBuilder.Entity<StagedStandingRecord>(standing =>
        {
            standing.ToTable("standings_staged").HasKey(s => s.ClaimantKey);
            standing.Property(s => s.ClaimantKey).HasMaxLength(16);
        });
        base.OnModelCreating(modelBuilder);
        foreach (IMutableEntityType entity in modelBuilder.Model.GetEntityTypes())
        {
            entity.UseSqlOutputClause(false);
            foreach (IMutableProperty text in entity.GetProperties().Where(property => property.GetProviderClrType() is null && property.ClrType == typeof(string) || property.ClrType == typeof(RunState)))
                Ordinal(text);
            foreach (IMutableIndex index in entity.GetIndexes())
                index.SetFilter(null);
        }
    }

    /// <summary>Texts are compared and sorted by their code points, as SQLite does, whatever the database's collation; what people write freely has no bound.</summary>
    private static void Ordinal(IMutableProperty text)
    {
        text.SetCollation(Collation);
        if (text.GetMaxLength() >= FreeText)
            text.SetMaxLength(null);
    }
}

/// <summary>The row that whoever writes changes first, so that acts and sealings of all machines go one after the other.</summary>
internal sealed class TurnRecord
{
    public int Id { get; set; }

    public long Taken { get; set; }
}

/// <summary>A standing on its way into its table: rows come here in bulk and are put in place by one statement.</summary>
internal sealed class StagedStandingRecord
{
    public required byte[] ClaimantKey { get; set; }

    public required byte[] Value { get; set; }
}

/// <summary>Makes a context for <c>dotnet ef</c>, which looks at the model and opens nothing.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteDisbursementDb>
{
    public SqliteDisbursementDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteDisbursementDb>().UseSqlite("Data Source=design.db").Options);
}

/// <summary>Makes a context for <c>dotnet ef</c>, which looks at the model and opens nothing.</summary>
internal sealed class SqlServerDesign : IDesignTimeDbContextFactory<SqlServerDisbursementDb>
{
    public SqlServerDisbursementDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlServerDisbursementDb>().UseSqlServer("Server=design;Database=design", options => SqlServerDatabase.Configure(options, DatabaseSettings.Default)).Options);
}
