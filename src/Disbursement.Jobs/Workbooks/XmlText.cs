using System.Buffers;

namespace Disbursement.Jobs.Workbooks;

/// <summary>Which characters XML 1.0 can hold.</summary>
internal static class XmlText
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(code => (char)code).Where(code => code is not ('\t' or '\n' or '\r')), '\uFFFE', '\uFFFF']);

    /// <summary>Index of the first character that XML has no way to hold; -1 where all is well.</summary>
    public static int FirstForbidden(ReadOnlySpan<char> text)
    {
        int forbidden = text.IndexOfAny(Forbidden);
        int lone = FirstLoneSurrogate(text);
        return forbidden < 0 || lone >= 0 && lone < forbidden ? lone : forbidden;
    }

    /// <summary>Index of the first half of a character that stands without its other half; -1 where all is well.</summary>
    public static int FirstLoneSurrogate(ReadOnlySpan<char> text)
    {
        int at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        while (at >= 0)
        {
            if (char.IsLowSurrogate(text[at]) || at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1]))
                return at;

            int next = text[(at + 2)..].IndexOfAnyInRange('\uD800', '\uDFFF');
            at = next < 0 ? -1 : at + 2 + next;
        }

        return -1;
    }
}
