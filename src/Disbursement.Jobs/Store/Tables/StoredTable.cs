using System.Linq.Expressions;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Disbursement.Jobs.Store.Tables;

/// <summary>
/// What may happen to the rows of a table once they are written: what the database refuses, and what the application's login on a server
/// has rights for.
/// </summary>
internal enum Lifetime
{
    /// <summary>Rows are never changed and never deleted; triggers refuse both. Only a sealed value may be sealed anew.</summary>
    AppendOnly,

    /// <summary>Rows move on by the life cycle and are never deleted; triggers refuse every other step.</summary>
    Kept,

    /// <summary>Rows are neither changed nor deleted, by rights alone.</summary>
    Added,

    /// <summary>Rows are changed and never deleted.</summary>
    Changed,

    /// <summary>Rows are changed and deleted: they follow from others, or last as long as a run is under way.</summary>
    Derived,

    /// <summary>Rows are deleted after use and not changed.</summary>
    Passing,
}

/// <summary>What a column is for.</summary>
[Flags]
internal enum Traits
{
    /// <summary>Nothing but its value.</summary>
    None = 0,

    /// <summary>A run writes it in bulk, in the order of the columns here; the others are filled by later acts.</summary>
    Written = 1,

    /// <summary>It never changes, though others of its row do.</summary>
    Fixed = 2,

    /// <summary>A replay gives the same value, and any other is a break.</summary>
    Replayed = 4,

    /// <summary>A replay gives the same sum, as long as no payment of the batch was left out of its files.</summary>
    Summed = 8,

    /// <summary>It is encrypted, and may be sealed anew with a newer key.</summary>
    Sealed = 16,
}

/// <summary>A column of a table.</summary>
/// <param name="Name">Its name in the database.</param>
/// <param name="Type">The type of its values on their way into the database: a date goes as a time of day zero, a state as text.</param>
/// <param name="Traits">What it is for.</param>
internal sealed record StoredColumn(string Name, Type Type, Traits Traits);

/// <summary>A column as the property of a row.</summary>
/// <param name="Column">The column.</param>
/// <param name="Type">The type of the property.</param>
/// <param name="Get">Its value.</param>
/// <param name="Set">Gives it a value.</param>
internal sealed record StoredProperty<TRow>(string Column, Type Type, Func<TRow, object?> Get, Action<TRow, object?> Set)
{
    public static StoredProperty<TRow> Of<TValue>(PropertyInfo property)
    {
        Func<TRow, TValue> get = property.GetMethod!.CreateDelegate<Func<TRow, TValue>>();
        Action<TRow, TValue> set = property.SetMethod!.CreateDelegate<Action<TRow, TValue>>();
        return new StoredProperty<TRow>(
            StoredTable.ColumnOf(property.Name), typeof(TValue), row => get(row), (row, value) => set(row, (TValue)value!));
    }
}

/// <summary>
/// A table and everything that follows from its columns: the model, the insert statement, the triggers, the rights, and what a replay
/// compares. Each table has one file, with its record, its columns and the packing of its rows.
/// </summary>
internal abstract partial class StoredTable(string name, Lifetime lifetime)
{
    private readonly List<StoredColumn> _columns = [];

    /// <summary>Its name in the database.</summary>
    public string Name => name;

    /// <summary>What may happen to its rows.</summary>
    public Lifetime Lifetime => lifetime;

    /// <summary>The name of the column that is its key; the first of them where the key has several.</summary>
    public string Key => _columns[0].Name;

    /// <summary>All columns, the key first.</summary>
    public IReadOnlyList<StoredColumn> Columns => _columns;

    /// <summary>The type of its rows.</summary>
    public abstract Type Record { get; }

    /// <summary>Names of the columns that have a trait.</summary>
    public string[] Having(Traits trait) => [.. _columns.Where(column => column.Traits.HasFlag(trait)).Select(column => column.Name)];

    /// <summary>The statement that inserts a whole row; each parameter has the name of its column.</summary>
    public string Insert() => $"INSERT INTO {name} ({string.Join(", ", _columns.Select(column => column.Name))}) VALUES "
        + $"({string.Join(", ", _columns.Select(column => "@" + column.Name))})";

    /// <summary>Puts the table into the model.</summary>
    public abstract void Build(ModelBuilder model);

    /// <summary>The name of a property's column.</summary>
    public static string ColumnOf(string property) => Boundary().Replace(property, "$1_$2").ToLowerInvariant();

    protected void Add(StoredColumn column) => _columns.Add(column);

    [GeneratedRegex("([a-z0-9])([A-Z])")]
    private static partial Regex Boundary();
}

/// <summary>A table whose rows are of a type.</summary>
internal sealed class StoredTable<TRow>(string name, Lifetime lifetime) : StoredTable(name, lifetime)
    where TRow : class
{
    private readonly List<Action<EntityTypeBuilder<TRow>>> _model = [];
    private readonly List<Func<StoredProperty<TRow>>> _properties = [];
    private StoredProperty<TRow>[]? _ready;

    /// <summary>The columns as properties, in their order.</summary>
    public IReadOnlyList<StoredProperty<TRow>> Properties => _ready ??= [.. _properties.Select(property => property())];

    public override Type Record => typeof(TRow);

    /// <summary>Adds a column; the first one is the key.</summary>
    /// <param name="value">The property that holds its value.</param>
    /// <param name="traits">What it is for.</param>
    /// <param name="length">The most characters or bytes; 0 for no bound.</param>
    public StoredTable<TRow> Column<TValue>(Expression<Func<TRow, TValue>> value, Traits traits = Traits.None, int length = 0)
    {
        MemberInfo member = ((MemberExpression)value.Body).Member;
        string property = member.Name;
        bool isKey = Columns.Count == 0;
        Add(new StoredColumn(ColumnOf(property), OnTheWay(typeof(TValue)), traits));
        _properties.Add(() => StoredProperty<TRow>.Of<TValue>((PropertyInfo)member));
        _model.Add(row =>
        {
            PropertyBuilder<TValue> column = row.Property(value);
            if (isKey)
            {
                row.HasKey(property);
                column.ValueGeneratedNever();
            }

            if (length > 0)
                column.HasMaxLength(length);
            if (StoredWords.Behind(typeof(TValue)) is { } words)
                column.HasConversion(typeof(WordConverter<>).MakeGenericType(words));
        });
        return this;
    }

    /// <summary>Adds what is not said of one column: keys of several columns, indexes, references.</summary>
    public StoredTable<TRow> With(Action<EntityTypeBuilder<TRow>> model)
    {
        _model.Add(model);
        return this;
    }

    /// <exception cref="InvalidOperationException">A property of the record is no column here, or the other way round.</exception>
    public override void Build(ModelBuilder model)
    {
        string[] properties =
            [.. typeof(TRow).GetProperties().Where(property => property.CanWrite).Select(property => ColumnOf(property.Name))
                .Except(Columns.Select(column => column.Name))];
        if (properties.Length > 0)
            throw new InvalidOperationException($"The table {Name} does not say what {string.Join(", ", properties)} is for.");

        EntityTypeBuilder<TRow> row = model.Entity<TRow>();
        row.ToTable(Name, table =>
        {
            if (Lifetime is Lifetime.AppendOnly or Lifetime.Kept)
                table.HasTrigger(Name + (Lifetime == Lifetime.AppendOnly ? "_append_only" : "_life_cycle"));
        });
        foreach (Action<EntityTypeBuilder<TRow>> part in _model)
            part(row);
    }

    private static Type OnTheWay(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        { IsEnum: true } => typeof(string),
        Type day when day == typeof(DateOnly) => typeof(DateTime),
        Type plain => plain,
    };
}
