namespace Disbursement.Jobs.Store;

/// <summary>How names of officers are written and compared: nobody becomes another by a capital letter or a look-alike.</summary>
internal static class OfficerNames
{
    public const int MaxLength = 32;

    public static string Fold(string name) => name.Trim().ToLowerInvariant();

    /// <summary>Whether a name is 1 to 32 Latin letters, digits, Chinese characters, <c>.</c>, <c>_</c> or <c>-</c>.</summary>
    public static bool IsSound(string name) => name.Length is >= 1 and <= MaxLength
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or (>= '\u4E00' and <= '\u9FFF'));
}
