namespace Disbursement.Jobs.Store.Tables;

/// <summary>A table, column, key, index or trigger as a database defines it.</summary>
/// <param name="Kind">What it is: <c>table</c>, <c>trigger</c>, <c>index</c> …</param>
/// <param name="Name">Its name; that of a column, key or index of a server begins with its table.</param>
/// <param name="Definition">Its definition as text: the same for two that do the same.</param>
internal sealed record SchemaObject(string Kind, string Name, string Definition);

/// <summary>What a comparison of a database's definitions with those of this program came to.</summary>
/// <param name="Compared">How many definitions this program makes.</param>
/// <param name="Problems">A sentence for each one that differs; none where all are the same.</param>
internal sealed record SchemaFindings(int Compared, IReadOnlyList<string> Problems);

/// <summary>
/// Compares the definitions of a database, with their bodies, with those that this program would make: a trigger that does nothing guards
/// nothing.
/// </summary>
internal static class CompareSchema
{
    private const string Index = "index";

    /// <summary>
    /// Finds what is missing, what differs, and what somebody else put in. Indexes of others are let be: they change and refuse no row but
    /// one that is there twice.
    /// </summary>
    /// <param name="database">The database as people know it.</param>
    /// <param name="remedy">What to do, as a sentence.</param>
    /// <param name="due">What this program makes.</param>
    /// <param name="found">What the database has.</param>
    public static SchemaFindings Run(string database, string remedy, IReadOnlyList<SchemaObject> due, IReadOnlyList<SchemaObject> found)
    {
        Dictionary<(string, string), string> there = found.ToDictionary(one => (one.Kind, one.Name), one => one.Definition);
        HashSet<(string, string)> known = [.. due.Select(one => (one.Kind, one.Name))];
        List<string> problems = [];
        foreach (SchemaObject one in due)
        {
            if (!there.TryGetValue((one.Kind, one.Name), out string? definition))
                problems.Add($"{database}: the {one.Kind} {one.Name} is missing; {Loss(one.Kind)}. {remedy}");
            else if (definition != one.Definition)
                problems.Add($"{database}: the {one.Kind} {one.Name} is not as this program makes it; {Loss(one.Kind)}. It is "
                    + $"{Line(definition)}, and should be {Line(one.Definition)}. {remedy}");
        }

        problems.AddRange(found.Where(one => one.Kind != Index && !known.Contains((one.Kind, one.Name)))
            .Select(one => $"{database}: the {one.Kind} {one.Name} is not of this program and may change what is recorded: "
                + $"{Line(one.Definition)}. {remedy}"));
        return new SchemaFindings(due.Count, problems);
    }

    private static string Loss(string kind) => kind == "trigger"
        ? "the database does not guard itself any more"
        : "the database takes rows that this program does not write";

    private static string Line(string definition) =>
        string.Join(' ', definition.Split((char[])[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
