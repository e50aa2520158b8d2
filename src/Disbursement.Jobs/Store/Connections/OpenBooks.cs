using System.Data.Common;
using Disbursement.Jobs.Store.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Disbursement.Jobs.Store.Connections;

/// <summary>
/// Where rows are read by plain statements: an open connection, and the transaction under way on it. The first question to the model costs
/// a process half a second, so what a short command asks does not go through it; a model that is there already lends its connection.
/// </summary>
/// <param name="Connection">The open connection.</param>
/// <param name="Transaction">The transaction under way; null for none.</param>
internal readonly record struct OpenBooks(DbConnection Connection, DbTransaction? Transaction = null)
{
    public static implicit operator OpenBooks(DbConnection connection) => FromDbConnection(connection);

    public static implicit operator OpenBooks(DisbursementDb db) => FromDisbursementDb(db);

    public static OpenBooks FromDbConnection(DbConnection connection) => new(connection);

    /// <summary>The connection of a model; it closes when the model goes.</summary>
    public static OpenBooks FromDisbursementDb(DisbursementDb db)
    {
        db.Database.OpenConnection();
        return new OpenBooks(db.Database.GetDbConnection(), db.Database.CurrentTransaction?.GetDbTransaction());
    }

    public DbCommand Command(string text, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Sql.Command(Connection, Transaction, text, parameters);

    /// <summary>The one number that a statement gives; null for none.</summary>
    public long? Number(string text, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using DbCommand command = Command(text, parameters);
        return command.ExecuteScalar() is { } found and not DBNull
            ? Convert.ToInt64(found, System.Globalization.CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>Whether a table has a row of which a condition holds.</summary>
    public bool Has(string table, string condition, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Number($"SELECT COUNT(*) FROM {table} WHERE {condition}", parameters) > 0;
}

/// <summary>Whole rows of a table by a plain statement.</summary>
internal static class TableRows
{
    /// <summary>Rows, all of them read before this returns.</summary>
    /// <param name="table">The table.</param>
    /// <param name="books">Where it is read.</param>
    /// <param name="which">What follows the name of the table: a condition, an order.</param>
    /// <param name="parameters">Values of the condition; one named <c>@most</c> bounds the rows.</param>
    public static IReadOnlyList<TRow> Read<TRow>(this StoredTable<TRow> table, OpenBooks books, string which,
        params ReadOnlySpan<(string Name, object? Value)> parameters)
        where TRow : class
    {
        bool isBounded = parameters.ToArray().Any(parameter => parameter.Name == "@most");
        string columns = string.Join(", ", table.Columns.Select(column => column.Name));
        using DbCommand command = books.Command(
            $"SELECT{(isBounded ? " FIRST (@most)" : "")} {columns} FROM {table.Name} {which}", parameters);
        using DbDataReader reader = command.ExecuteReader();
        List<TRow> rows = [];
        while (reader.Read())
        {
            TRow row = Activator.CreateInstance<TRow>();
            for (int i = 0; i < table.Properties.Count; i++)
                table.Properties[i].Set(row, reader.ValueOf(i, table.Properties[i].Type));
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>The first of the rows that <see cref="Read"/> gives, or null.</summary>
    public static TRow? Find<TRow>(this StoredTable<TRow> table, OpenBooks books, string which,
        params ReadOnlySpan<(string Name, object? Value)> parameters)
        where TRow : class => table.Read(books, which, parameters) is [TRow first, ..] ? first : null;

    /// <summary>Writes a row: a new one, or all of its columns anew where one with its key is there.</summary>
    public static void Put<TRow>(this StoredTable<TRow> table, OpenBooks books, TRow row)
        where TRow : class
    {
        StoredProperty<TRow> key = table.Properties[0];
        string changes = string.Join(", ", table.Columns.Skip(1).Select(column => $"{column.Name} = @{column.Name}"));
        bool isThere = books.Has(table.Name, $"{key.Column} = @key", ("@key", key.Get(row)));
        using DbCommand command = books.Command(
            isThere ? $"UPDATE {table.Name} SET {changes} WHERE {key.Column} = @{key.Column}" : table.Insert(),
            [.. table.Properties.Select(property =>
                ("@" + property.Column, property.Get(row).Stored(books.Connection) ?? NoValue.Of(property.Type)))]);
        command.ExecuteNonQuery();
    }
}
