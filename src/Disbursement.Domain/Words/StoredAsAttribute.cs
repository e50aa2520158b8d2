namespace Disbursement.Domain.Words;

/// <summary>
/// The word of one state, role or kind: the only place that writes it. Databases, files, commands and addresses of pages have the stored
/// word; people read the Chinese one, or the stored one in English.
/// </summary>
/// <param name="word">The stored word; it never changes once rows have it.</param>
/// <param name="chinese">What officers call it; the stored word where nobody reads it.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class StoredAsAttribute(string word, string? chinese = null) : Attribute
{
    /// <summary>The stored word.</summary>
    public string Word { get; } = word;

    /// <summary>What officers call it.</summary>
    public string Chinese { get; } = chinese ?? word;
}
