using System.Globalization;
using System.Text;
using System.Xml;
using Disbursement.Jobs.Files;

namespace Disbursement.Jobs.Sheets;

/// <summary>Texts of a workbook: plain, rich and with phonetic guides, which are no part of a text.</summary>
internal static class XlsxStrings
{
    private const long MostCharacters = 128L << 20;

    /// <summary>The table of shared texts.</summary>
    public static List<string> Read(XmlReader xml)
    {
        List<string> strings = [];
        long characters = 0;
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "si")
                continue;

            string text = TextOf(xml);
            characters += text.Length + 16;
            if (characters > MostCharacters)
            {
                throw new UnreadableFileException(new FileRemark(
                    $"holds more than {MostCharacters >> 20} million characters of different texts: split it into several files",
                    $"不同文本超过{MostCharacters >> 20}百万字符：请拆分为多个文件"));
            }

            strings.Add(text);
        }

        return strings;
    }

    /// <summary>The text of the element that the reader stands on (<c>si</c> or <c>is</c>); leaves the reader on its end.</summary>
    public static string TextOf(XmlReader xml)
    {
        if (xml.IsEmptyElement)
            return "";

        int depth = xml.Depth;
        string text = "";
        StringBuilder? more = null;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.LocalName == "rPh")
                SkipTo(xml);
            else if (xml.LocalName == "t")
                (text, more) = Joined(text, more, Content(xml));
        }

        return Unescaped(more?.ToString() ?? text);
    }

    /// <summary>The characters of an element without children; leaves the reader on its end.</summary>
    public static string Content(XmlReader xml)
    {
        if (xml.IsEmptyElement)
            return "";

        int depth = xml.Depth;
        string text = "";
        StringBuilder? more = null;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
                (text, more) = Joined(text, more, xml.Value);
        }

        return more?.ToString() ?? text;
    }

    /// <summary>Passes over the element that the reader stands on, up to its end.</summary>
    private static void SkipTo(XmlReader xml)
    {
        if (xml.IsEmptyElement)
            return;

        int depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
        }
    }

    private static (string Text, StringBuilder? More) Joined(string text, StringBuilder? more, string next)
    {
        if (more is null && text.Length == 0)
            return (next, null);

        return (text, (more ?? new StringBuilder(text)).Append(next));
    }

    /// <summary>Characters that XML cannot hold stand as <c>_x000D_</c>.</summary>
    private static string Unescaped(string text)
    {
        int at = text.IndexOf("_x", StringComparison.Ordinal);
        if (at < 0)
            return text;

        StringBuilder plain = new(text.Length);
        int done = 0;
        for (; at >= 0; at = text.IndexOf("_x", at + 2, StringComparison.Ordinal))
        {
            if (at + 7 > text.Length || text[at + 6] != '_' || at < done
                || !ushort.TryParse(text.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
                continue;

            plain.Append(text, done, at - done).Append((char)code);
            done = at + 7;
        }

        return plain.Append(text, done, text.Length - done).ToString();
    }
}
