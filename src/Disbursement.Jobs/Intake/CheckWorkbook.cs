using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Disbursement.Jobs.Intake;

/// <summary>Looks at a workbook before anything opens it: no macros, no zip bomb, no absurd size.</summary>
internal static partial class CheckWorkbook
{
    private const long LargestPart = 1L << 30;
    private const long LargestStrings = 256L << 20;
    private const int HighestRatio = 200;
    private const long RatioMatters = 32L << 20;
    private const int MostEntries = 2000;
    private const int MostColumns = 256;

    public static FileRemark? Run(string path, CancellationToken stop)
    {
        try
        {
            using ZipArchive zip = ZipFile.OpenRead(path);
            if (zip.Entries.Count > MostEntries)
                return new FileRemark("is no workbook: it holds too many parts", "不是正常的工作簿：内部文件过多");
            if (zip.Entries.Any(entry => entry.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
                return new FileRemark("carries macros: save it as a plain .xlsx workbook or CSV", "含有宏，请另存为不含宏的.xlsx或CSV");
            if (zip.GetEntry("xl/workbook.xml") is null)
                return new FileRemark("is no Excel workbook", "不是Excel工作簿");

            foreach (ZipArchiveEntry entry in zip.Entries)
            {
                if (Part(entry, stop) is { } refusal)
                    return refusal;
            }

            return null;
        }
        catch (InvalidDataException)
        {
            return new FileRemark("is no Excel workbook, or an encrypted or damaged one", "不是Excel工作簿，或已加密、损坏");
        }
    }

    private static FileRemark? Part(ZipArchiveEntry entry, CancellationToken stop)
    {
        FileRemark bomb = new("unpacks to an absurd size: refused as a zip bomb", "解压后体积异常，按压缩炸弹拒收");
        long most = entry.FullName.EndsWith("sharedStrings.xml", StringComparison.OrdinalIgnoreCase) ? LargestStrings : LargestPart;
        if (entry.Length > most)
            return bomb;

        // What the directory says of the size is the sender's word: count what really comes out.
        long size = 0;
        string start = "";
        byte[] buffer = new byte[64 << 10];
        using Stream stream = entry.Open();
        for (int read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            stop.ThrowIfCancellationRequested();
            if (size == 0)
                start = Encoding.UTF8.GetString(buffer, 0, Math.Min(read, 8192));
            size += read;
            if (size > most || size > RatioMatters && size / Math.Max(entry.CompressedLength, 1) > HighestRatio)
                return bomb;
        }

        if (start.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) && entry.FullName == "[Content_Types].xml")
            return new FileRemark("is a macro workbook: save it as a plain .xlsx workbook or CSV", "是启用宏的工作簿，请另存为不含宏的.xlsx或CSV");
        if (start.Contains("<!DOCTYPE", StringComparison.OrdinalIgnoreCase))
            return new FileRemark("holds a document type definition: not made by a spreadsheet", "含有DTD，不是电子表格生成的文件");
        if (Dimension().Match(start) is { Success: true } dimension && ColumnNumber(dimension.Groups[1].Value) > MostColumns)
            return new FileRemark($"has more than {MostColumns} columns: not a roster", $"超过{MostColumns}列，不是花名册");
        return null;
    }

    private static int ColumnNumber(string letters)
    {
        int number = 0;
        foreach (char letter in letters[..Math.Min(letters.Length, 4)])
            number = number * 26 + letter - 'A' + 1;
        return number;
    }

    [GeneratedRegex("<dimension ref=\"[A-Z]+[0-9]+:([A-Z]+)[0-9]+\"")]
    private static partial Regex Dimension();
}
