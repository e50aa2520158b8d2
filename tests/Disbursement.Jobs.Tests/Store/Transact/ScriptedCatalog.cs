using Disbursement.Jobs.Store.SqlServer;
using Disbursement.Jobs.Store.Tables;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Disbursement.Jobs.Tests.Store.Transact;

/// <summary>
/// What a server's catalog would say after the statements of a script, read by Microsoft's own grammar: rows as the queries of
/// <see cref="SqlServerDefinitions"/> give them.
/// It stands in for a server as far as names, types, keys, indexes and the texts of triggers go.
/// </summary>
internal sealed class ScriptedCatalog : TSqlFragmentVisitor
{
    public List<object[]> Columns { get; } = [];

    public List<object[]> Indexes { get; } = [];

    public List<object[]> ForeignKeys { get; } = [];

    public List<object[]> Triggers { get; } = [];

    public static ScriptedCatalog Of(string script)
    {
        TSqlFragment fragment = new TSql160Parser(initialQuotedIdentifiers: true)
            .Parse(new StringReader(script), out IList<ParseError> errors);
        Assert.That(errors, Is.Empty);
        ScriptedCatalog catalog = new();
        fragment.Accept(catalog);
        return catalog;
    }

    /// <summary>Everything as this program reads it from a catalog.</summary>
    public IReadOnlyList<SchemaObject> Read() =>
        [.. Triggers.Select(SqlServerDefinitions.TriggerOf), .. Columns.Select(SqlServerDefinitions.ColumnOf),
            .. SqlServerDefinitions.Joined(Indexes.Select(SqlServerDefinitions.IndexOf)),
            .. SqlServerDefinitions.Joined(ForeignKeys.Select(SqlServerDefinitions.ForeignKeyOf))];

    public override void Visit(CreateTableStatement node)
    {
        string table = node.SchemaObjectName.BaseIdentifier.Value;
        if (table.StartsWith("__EF", StringComparison.Ordinal))
            return;

        foreach (ColumnDefinition column in node.Definition.ColumnDefinitions)
        {
            ParameterizedDataTypeReference type = (ParameterizedDataTypeReference)column.DataType;
            string name = type.Name.BaseIdentifier.Value;
            string? bound = type.Parameters.Count > 0 ? type.Parameters[0].Value : null;
            int length = name switch { "nvarchar" => bound == "max" ? -1 : int.Parse(bound!, null) * 2,
                "varbinary" => bound == "max" ? -1 : int.Parse(bound!, null), _ => 8 };
            bool isNullable = column.Constraints.OfType<NullableConstraintDefinition>().All(one => one.Nullable);
            Columns.Add([table, column.ColumnIdentifier.Value, name, (short)length,
                (byte)(name == "datetimeoffset" ? int.Parse(bound!, null) : 0), (object?)column.Collation?.Value ?? DBNull.Value,
                isNullable, column.IdentityOptions is not null, column.ComputedColumnExpression is not null]);
        }

        foreach (UniqueConstraintDefinition key in node.Definition.TableConstraints.OfType<UniqueConstraintDefinition>())
            Indexes.AddRange(key.Columns.Select(
                column => Index(table, key.ConstraintIdentifier.Value, column, key.IsPrimaryKey, isUnique: true, isFiltered: false)));
        foreach (ForeignKeyConstraintDefinition key in node.Definition.TableConstraints.OfType<ForeignKeyConstraintDefinition>())
        {
            for (int i = 0; i < key.Columns.Count; i++)
                ForeignKeys.Add([table, key.ConstraintIdentifier.Value, key.Columns[i].Value, key.ReferenceTableName.BaseIdentifier.Value,
                    key.ReferencedTableColumns[i].Value, false,
                    (byte)(key.DeleteAction is DeleteUpdateAction.NotSpecified or DeleteUpdateAction.NoAction ? 0 : 1), (byte)0]);
        }
    }

    public override void Visit(DropTableStatement node)
    {
        foreach (SchemaObjectName dropped in node.Objects)
        {
            foreach (List<object[]> rows in new[] { Columns, Indexes, ForeignKeys, Triggers })
                rows.RemoveAll(row => (string)row[0] == dropped.BaseIdentifier.Value);
        }
    }

    public override void Visit(CreateIndexStatement node) =>
        Indexes.AddRange(node.Columns.Select(column => Index(
            node.OnName.BaseIdentifier.Value, node.Name.Value, column, isPrimary: false, node.Unique, node.FilterPredicate is not null)));

    public override void Visit(ExecuteStatement node)
    {
        if (node.ExecuteSpecification.ExecutableEntity is ExecutableStringList { Strings: [StringLiteral text] })
        {
            CreateTriggerStatement trigger = (CreateTriggerStatement)((TSqlScript)new TSql160Parser(initialQuotedIdentifiers: true)
                .Parse(new StringReader(text.Value), out _)).Batches[0].Statements[0];
            Triggers.Add([trigger.TriggerObject.Name.BaseIdentifier.Value, trigger.Name.BaseIdentifier.Value, text.Value, false]);
        }
    }

    private static object[] Index(string table, string name, ColumnWithSortOrder column, bool isPrimary, bool isUnique, bool isFiltered) =>
        [table, name, column.Column.MultiPartIdentifier.Identifiers[^1].Value, isPrimary, isUnique, false, isFiltered, false,
            column.SortOrder == SortOrder.Descending];
}
