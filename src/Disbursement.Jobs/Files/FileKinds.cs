namespace Disbursement.Jobs.Files;

/// <summary>What the first bytes of a file say it is.</summary>
internal enum FileKind
{
    Empty,
    Text,

    /// <summary>A zip archive, as a workbook of our time is.</summary>
    Zip,

    /// <summary>A compound file: an old workbook, or a new one behind a password.</summary>
    OldOffice,
    Utf16,

    /// <summary>HTML or XML text, which some programs write under the name of a workbook.</summary>
    Web,
}

/// <summary>Knows files by their first bytes, and says the way out where a name promises something else.</summary>
internal static class FileKinds
{
    private const int Looked = 512;

    public static FileRemark OldOrProtected { get; } = new(
        "is an old Excel workbook (.xls) or is protected by a password: open it in Excel or WPS, remove the password (File > Info or "
            + "Options > Security), choose Save As > Excel Workbook (*.xlsx) or CSV UTF-8, and hand in the new file",
        "是旧版Excel工作簿（.xls）或设有密码：请用Excel或WPS打开，取消密码（文件→信息/文档加密），再用“另存为”保存为“Excel工作簿（*.xlsx）”或“CSV UTF-8”，提交新文件");

    public static FileRemark NewUnderOldName { get; } = new(
        "is an Excel workbook of the new kind under the name of an old one: rename it to .xlsx", "实为新版Excel工作簿，请将扩展名由.xls改为.xlsx");

    public static FileRemark WebPage { get; } = new(
        "is a web page or XML under the name of a workbook: open it in Excel or WPS and choose Save As > Excel Workbook (*.xlsx)",
        "实为网页或XML文本，不是工作簿：请用Excel或WPS打开，再用“另存为”保存为“Excel工作簿（*.xlsx）”");

    public static FileRemark NoWorkbook { get; } = new(
        "is no Excel workbook: if it is text, rename it to .csv; "
            + "otherwise open it in Excel or WPS and choose Save As > Excel Workbook (*.xlsx)",
        "不是Excel工作簿：若为文本，请将扩展名改为.csv；否则请用Excel或WPS打开，再用“另存为”保存为“Excel工作簿（*.xlsx）”");

    public static FileRemark WorkbookUnderTextName { get; } = new(
        "is an Excel workbook under the name of a CSV file: rename it to .xlsx", "实为Excel工作簿，请将扩展名改为.xlsx");

    public static FileRemark Utf16Text { get; } = new(
        "is UTF-16 text: open it in Excel, WPS or Notepad and save it as CSV UTF-8", "是UTF-16文本：请用Excel、WPS或记事本打开，另存为“CSV UTF-8”");

    public static FileKind Of(string path)
    {
        Span<byte> start = stackalloc byte[Looked];
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        return Of(start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]);
    }

    public static FileKind Of(ReadOnlySpan<byte> start)
    {
        if (start.IsEmpty)
            return FileKind.Empty;
        if (start.StartsWith("PK\x03\x04"u8))
            return FileKind.Zip;
        if (start.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            return FileKind.OldOffice;
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return FileKind.Utf16;

        ReadOnlySpan<byte> text = start.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? start[3..] : start;
        text = text.TrimStart(" \t\r\n"u8);
        return !text.IsEmpty && text[0] == (byte)'<' ? FileKind.Web : FileKind.Text;
    }
}
