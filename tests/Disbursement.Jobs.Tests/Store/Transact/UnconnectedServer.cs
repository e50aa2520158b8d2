using System.Data;
using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.SqlServer;
using Disbursement.Jobs.Store.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;

namespace Disbursement.Jobs.Tests.Store.Transact;

/// <summary>Remembers every query of the model as it was written, before a provider makes SQL of it.</summary>
internal sealed class QueriesTold : IQueryExpressionInterceptor
{
    private readonly List<Expression> _queries = [];

    public IReadOnlyList<Expression> Queries
    {
        get
        {
            lock (_queries)
                return [.. _queries];
        }
    }

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        lock (_queries)
            _queries.Add(queryExpression);
        return queryExpression;
    }
}

/// <summary>
/// What the model would send to a SQL Server: everything up to the wire is the provider's own, and there the text is kept and nothing comes
/// back.
/// </summary>
internal sealed class UnconnectedServer : DbCommandInterceptor
{
    private readonly List<string> _sent = [];

    public IReadOnlyList<string> Sent => _sent;

    /// <summary>Asks a query that was told on another provider.</summary>
    public void Ask(Expression query)
    {
        using SqlServerDisbursementDb db = Context();
        Expression here = new OnThisModel(db).Visit(query);
        IQueryProvider provider = ((IQueryable)db.Runs).Provider;
        Quietly(() =>
        {
            if (here.Type.IsAssignableTo(typeof(IQueryable)))
                _ = ((System.Collections.IEnumerable)provider.CreateQuery(here)).GetEnumerator().MoveNext();
            else
                _ = provider.Execute(here);
        });
    }

    /// <summary>Adds rows of a kind, then changes all that can be changed of them.</summary>
    public void Save(Type record)
    {
        using SqlServerDisbursementDb db = Context();
        object[] rows = [.. Enumerable.Range(1, 3).Select(i => Sample(db.Model.FindEntityType(record)!, i))];
        db.AddRange(rows);
        Quietly(() => db.SaveChanges());
        db.ChangeTracker.Clear();
        db.AttachRange(rows);
        foreach (var entry in db.ChangeTracker.Entries())
        {
            foreach (var property in entry.Properties.Where(property => !property.Metadata.IsKey()))
                property.IsModified = true;
        }

        Quietly(() => db.SaveChanges());
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData,
        InterceptionResult<DbDataReader> result)
    {
        _sent.Add(command.CommandText);
        using DataTable nothing = new();
        return InterceptionResult<DbDataReader>.SuppressWithResult(nothing.CreateDataReader());
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        _sent.Add(command.CommandText);
        return InterceptionResult<int>.SuppressWithResult(0);
    }

    private SqlServerDisbursementDb Context()
    {
        DbContextOptionsBuilder<SqlServerDisbursementDb> options = new();
        options.UseSqlServer("Server=nowhere;Database=nothing", server => SqlServerDatabase.Configure(server, DatabaseSettings.Default))
            .AddInterceptors(this, new NoConnection());
        SqlServerDisbursementDb db = new(options.Options);
        db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
        return db;
    }

    /// <summary>Nothing comes back, and some queries cannot do with nothing; the text is kept by then.</summary>
    private void Quietly(Action work)
    {
        int before = _sent.Count;
        try
        {
            work();
        }
        catch (Exception exception) when (_sent.Count > before
            && exception is InvalidOperationException or DbUpdateException or IndexOutOfRangeException or TargetInvocationException
            or ArgumentException)
        {
            // There was no row.
        }

        if (_sent.Count == before)
            throw new InvalidOperationException("Nothing was sent.");
    }

    private static object Sample(IEntityType type, int i)
    {
        object row = Activator.CreateInstance(type.ClrType)!;
        foreach (IProperty property in type.GetProperties().Where(property => property.PropertyInfo is not null))
            property.PropertyInfo!.SetValue(row, OnThisModel.Value(property.ClrType, i));
        return row;
    }

    private sealed class NoConnection : DbConnectionInterceptor
    {
        public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData,
            InterceptionResult result) => InterceptionResult.Suppress();

        public override InterceptionResult ConnectionClosing(DbConnection connection, ConnectionEventData eventData,
            InterceptionResult result) => InterceptionResult.Suppress();
    }

    /// <summary>The same query over another context's tables, with some value for each parameter.</summary>
    private sealed class OnThisModel(DbContext db) : ExpressionVisitor
    {
        public static object? Value(Type type, int i) => (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var one when one == typeof(string) => $"x{i}",
            var one when one == typeof(byte[]) => new[] { (byte)i },
            var one when one == typeof(DateOnly) => new DateOnly(2026, 6, i),
            var one when one == typeof(DateTimeOffset) => new DateTimeOffset(2026, 6, i, 0, 0, 0, TimeSpan.Zero),
            var one when one == typeof(bool) => true,
            { IsEnum: true } one => Enum.ToObject(one, 0),
            { IsPrimitive: true } one => Convert.ChangeType(i, one, System.Globalization.CultureInfo.InvariantCulture),
            var many => Many(many, i),
        };

        protected override Expression VisitExtension(Expression node) => node switch
        {
            EntityQueryRootExpression root => ((IQueryable)typeof(DbContext).GetMethod(nameof(DbContext.Set),
                Type.EmptyTypes)!.MakeGenericMethod(root.EntityType.ClrType).Invoke(db, null)!).Expression,
            QueryParameterExpression parameter => Expression.Constant(Value(parameter.Type, 1), parameter.Type),
            _ => base.VisitExtension(node),
        };

        private static object Many(Type type, int i)
        {
            Type element = type.IsArray ? type.GetElementType()! : type.GetGenericArguments().Single();
            Array values = Array.CreateInstance(element, 2);
            values.SetValue(Value(element, i), 0);
            values.SetValue(Value(element, i + 1), 1);
            return type.IsInstanceOfType(values) ? values : Activator.CreateInstance(type, values)!;
        }
    }
}
