namespace Disbursement.Jobs.Files;

/// <summary>What may be wrong with any of the CSV files that an administrator keeps, and the way out.</summary>
internal static class TableRemarks
{
    public static FileRemark NotUtf8(string file) => new(
        $"{file}: is not UTF-8: open it in Excel or WPS and save it as CSV UTF-8",
        $"{file}：不是 UTF-8 编码，请在 Excel 或 WPS 中打开，另存为 CSV UTF-8");

    /// <param name="file">The file.</param>
    /// <param name="most">The most that is read, in bytes.</param>
    public static FileRemark TooLarge(string file, long most) => new(
        $"{file}: is over {most >> 20} MiB: take out what does not belong in it", $"{file}：超过 {most >> 20} MiB，请去掉不属于此文件的内容");

    public static FileRemark BrokenLine(string file, long line) => FileRemark.At(file, line,
        "wrong number of fields or a broken quote: compare the line with the header",
        "字段个数不对，或引号不成对：请与表头对照");

    /// <param name="file">The file.</param>
    /// <param name="english">The columns that are not there, in English.</param>
    /// <param name="chinese">The same as a Chinese header has them.</param>
    public static FileRemark MissingColumns(string file, IEnumerable<string> english, IEnumerable<string> chinese) =>
        FileRemark.At(file, 1, $"columns are missing: {string.Join(", ", english)}", $"缺少列：{string.Join("、", chinese)}");
}
