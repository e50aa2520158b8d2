using System.Buffers;
using System.Text;

namespace Disbursement.Jobs.Intake;

/// <summary>Characters that do not belong into what people read and pay by.</summary>
internal static class TextCharacters
{
    /// <summary>First bytes, in UTF-8, of every character that is looked for.</summary>
    private static readonly SearchValues<byte> Leads = SearchValues.Create([0xC2, 0xCD, 0xD8, 0xE1, 0xE2, 0xEE, 0xEF, 0xF3, 0xF4]);

    private static readonly SearchValues<byte> OfId = SearchValues.Create("0123456789Xx"u8);

    /// <summary>
    /// The first character of a name that is invisible, turns the direction of writing, or has no meaning; null where there is none.
    /// </summary>
    public static Rune? FirstStrange(ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAny(Leads) < 0)
            return null;

        while (!text.IsEmpty)
        {
            _ = Rune.DecodeFromUtf8(text, out Rune rune, out int used);
            if (IsStrange(rune.Value))
                return rune;
            text = text[used..];
        }

        return null;
    }

    /// <summary>
    /// The first character of a text that nobody can see or that has no meaning, control characters but tabs and line breaks with them;
    /// null where there is none.
    /// </summary>
    public static Rune? FirstUnseen(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) && rune.Value is not ('\t' or '\n' or '\r') || IsStrange(rune.Value))
                return rune;
        }

        return null;
    }

    /// <summary>
    /// The first character of an id number that is neither a digit nor a final X, in words with its place; null where there is none.
    /// </summary>
    public static string? FirstNotOfId(ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAnyExcept(OfId) < 0)
            return null;

        int place = 0;
        while (!text.IsEmpty)
        {
            _ = Rune.DecodeFromUtf8(text, out Rune rune, out int used);
            place++;
            if (!Rune.IsDigit(rune) && rune.Value is not ('X' or 'x') || !rune.IsAscii)
                return $"{ProblemDetails.Holds}“{(Rune.IsControl(rune) || IsStrange(rune.Value) ? " " : rune.ToString())}” "
                    + $"(U+{rune.Value:X4}){ProblemDetails.AtPlace}{place}";
            text = text[used..];
        }

        return null;
    }

    private static bool IsStrange(int code) => code switch
    {
        0x00AD or 0x034F or 0x061C or 0x180E => true,
        >= 0x200B and <= 0x200F => true,
        >= 0x2028 and <= 0x202E => true,
        >= 0x2060 and <= 0x206F => true,
        0xFEFF or 0xFFFD or 0xFFFE or 0xFFFF => true,
        >= 0xFFF0 and <= 0xFFFB => true,
        >= 0xE0000 and <= 0xE007F => true,
        // GB18030-2022 still assigns six characters of the private use area; the others mean what the sender's font says.
        0xE816 or 0xE817 or 0xE818 or 0xE831 or 0xE83B or 0xE855 => false,
        >= 0xE000 and <= 0xF8FF => true,
        >= 0xF0000 => true,
        _ => false,
    };
}
