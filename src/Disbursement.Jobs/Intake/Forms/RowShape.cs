using System.Buffers;
using System.Text;

namespace Disbursement.Jobs.Intake.Forms;

/// <summary>
/// Tells a row of a person from a total, a signature or a remark, and whether a broken line still has its cells where they belong.
/// </summary>
internal static class RowShape
{
    private const int DigitsOfRegion = 12;
    private const int DigitsOfOldId = 15;

    private static readonly SearchValues<char> Breaks = SearchValues.Create(",;|\t\"'，；、｜ \u3000");
    private static readonly HashSet<string> Roles = new(StringComparer.OrdinalIgnoreCase)
    {
        "father", "mother", "child", "guardian", "父", "母", "子女", "监护人",
    };

    /// <summary>
    /// Whether a line holds a number as long as a region code or an id number, or a role: then it is somebody's row, however spoilt.
    /// </summary>
    public static bool LooksLikeRow(ReadOnlySpan<byte> line)
    {
        string text = Encoding.UTF8.GetString(line);
        if (LongestNumber(text) >= DigitsOfRegion)
            return true;

        foreach (Range cell in text.AsSpan().SplitAny(Breaks))
        {
            if (Roles.Contains(text[cell]))
                return true;
        }

        return false;
    }

    /// <summary>Whether a cell is a role, or holds a number as long as an id number: titles and signatures have neither.</summary>
    public static bool NamesPerson(string cell) => Roles.Contains(cell.Trim()) || LongestNumber(cell) >= DigitsOfOldId;

    /// <summary>Whether role and id number of a broken line stand where they belong, so that region and household number do too.</summary>
    public static bool StandsInPlace(string role, string id) => (role.Length == 0 || Roles.Contains(role)) && (id.Length == 0 || IsId(id));

    private static int LongestNumber(string text)
    {
        int longest = 0, digits = 0;
        foreach (char character in text)
        {
            digits = char.IsAsciiDigit(character) || character is >= '０' and <= '９' ? digits + 1 : 0;
            longest = Math.Max(longest, digits);
        }

        return longest;
    }

    private static bool IsId(string id) => id.Length is 15 or 18 && id.AsSpan(0, id.Length - 1).IndexOfAnyExceptInRange('0', '9') < 0;
}
