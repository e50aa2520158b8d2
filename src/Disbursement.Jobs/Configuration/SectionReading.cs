using Microsoft.Extensions.Configuration;

namespace Disbursement.Jobs.Configuration;

/// <summary>How every section of the configuration is read.</summary>
internal static class SectionReading
{
    /// <summary>A sentence for each key that is not one of those known: what is mistyped is refused and not passed over.</summary>
    public static IEnumerable<string> UnknownKeys(this IConfigurationSection section, params IReadOnlyList<string> known) =>
        section.GetChildren().Where(value => !known.Contains(value.Key, StringComparer.OrdinalIgnoreCase))
            .Select(value => $"{value.Path} is unknown; known are {string.Join(", ", known)}.");

    /// <summary>The text of a key without space around it; null where there is none.</summary>
    public static string? Text(this IConfigurationSection section, string key) =>
        section[key]?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A password, every character of it; null where there is none.</summary>
    public static string? Password(this IConfigurationSection section) => section[nameof(Password)] is { Length: > 0 } text ? text : null;

    /// <summary>The texts of a list, or of one text whose parts are divided as a variable of the environment gives them.</summary>
    /// <param name="section">The list or the text.</param>
    /// <param name="dividers">What divides the one text; nothing where a part may hold any of them, as a path may.</param>
    public static IEnumerable<string> Texts(this IConfigurationSection section, params char[] dividers) =>
        section.GetChildren().Select(child => child.Value ?? "")
            .Concat(dividers.Length == 0 ? [section.Value ?? ""] : (section.Value ?? "").Split(dividers))
            .Select(text => text.Trim()).Where(text => text.Length > 0);
}
