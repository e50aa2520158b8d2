namespace Disbursement.Domain.Schemes;

/// <summary>Facts as explanations show them: <c>column=value</c>, a dash where the roster says nothing.</summary>
internal static class Facts
{
    public static string Show(string column, object? value) => $"{column}={Text(value)}";

    public static string All(params ReadOnlySpan<string> facts) => string.Join("; ", facts);

    public static string YesNo(string column, bool value) => $"{column}={(value ? "yes" : "no")}";

    private static string Text(object? value) => value switch
    {
        null => "-",
        DateOnly date => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        Enum named => named.ToString().ToLowerInvariant(),
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "-",
    };
}
