using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
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
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HavePrecision(0);
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
        new(new DbContextOptionsBuilder<SqlServerDisbursementDb>().UseSqlServer("Server=design;Database=design").Options);
}
