using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Disbursement.Jobs.Store.Tables;

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
    private const int CompatibilityLevel = 150;

    /// <summary>How the model speaks to a server: plain statements, and lists of values as constants.</summary>
    public static void Speak(SqlServerDbContextOptionsBuilder options)
    {
        options.UseCompatibilityLevel(CompatibilityLevel);
        options.UseParameterizedCollectionMode(ParameterTranslationMode.Constant);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HavePrecision(0);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (StoredTable table in AllTables.OfServer)
            table.Build(modelBuilder);
        base.OnModelCreating(modelBuilder);
        foreach (IMutableEntityType entity in modelBuilder.Model.GetEntityTypes())
        {
            entity.UseSqlOutputClause(false);
            foreach (IMutableProperty text in entity.GetProperties().Where(property => property.GetProviderClrType() is null
                && property.ClrType == typeof(string) || StoredWords.Behind(property.ClrType) is not null))
                Ordinal(text);
            foreach (IMutableIndex index in entity.GetIndexes())
                index.SetFilter(null);
        }
    }

    /// <summary>
    /// Texts are compared and sorted by their code points, as SQLite does, whatever the database's collation; what people write freely has
    /// no bound.
    /// </summary>
    private static void Ordinal(IMutableProperty text)
    {
        text.SetCollation(Collation);
        if (text.GetMaxLength() >= FreeText)
            text.SetMaxLength(null);
    }
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
        new(new DbContextOptionsBuilder<SqlServerDisbursementDb>()
            .UseSqlServer("Server=design;Database=design", SqlServerDisbursementDb.Speak).Options);
}
