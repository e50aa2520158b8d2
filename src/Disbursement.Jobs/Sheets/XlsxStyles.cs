using System.Globalization;
using System.Xml;

namespace Disbursement.Jobs.Sheets;

/// <summary>Which cell styles of a workbook show numbers as days.</summary>
internal static class XlsxStyles
{
    public static HashSet<int> ThatShowDays(XmlReader xml)
    {
        Dictionary<int, bool> own = [];
        HashSet<int> styles = [];
        bool isInCells = false;
        int style = 0;
        while (xml.Read())
        {
            if (xml.LocalName == "cellXfs")
                isInCells = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.LocalName == "numFmt")
                own[Number(xml.GetAttribute("numFmtId"))] = ShowsDay(xml.GetAttribute("formatCode") ?? "");
            else if (isInCells && xml.LocalName == "xf")
            {
                int format = Number(xml.GetAttribute("numFmtId"));
                if (own.TryGetValue(format, out bool isDay) ? isDay : IsBuiltInDay(format))
                    styles.Add(style);
                style++;
            }
        }

        return styles;
    }

    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        ? number
        : -1;

    /// <summary>Formats that workbooks use without defining them; 27 to 36 and 50 to 58 are those of East Asia.</summary>
    private static bool IsBuiltInDay(int format) => format is >= 14 and <= 22 or >= 27 and <= 36 or >= 45 and <= 47 or >= 50 and <= 58;

    /// <summary>Whether a format has a year, month, day or hour outside quotes, brackets and escapes.</summary>
    private static bool ShowsDay(string format)
    {
        for (int i = 0; i < format.Length; i++)
        {
            char character = format[i];
            if (character is '\\' or '_' or '*')
                i++;
            else if (character is '"' or '[')
                i = format.IndexOf(character == '"' ? '"' : ']', i + 1) is var end && end < 0 ? format.Length : end;
            else if (character is 'y' or 'Y' or 'm' or 'M' or 'd' or 'D' or 'h' or 'H' or 's' or 'S')
                return !format.StartsWith("General", StringComparison.OrdinalIgnoreCase);
        }

        return false;
    }
}
