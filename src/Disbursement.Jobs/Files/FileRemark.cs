namespace Disbursement.Jobs.Files;

/// <summary>Something said of a file as a whole: why it is refused, or what was passed over in it.</summary>
/// <param name="English">In English.</param>
/// <param name="Chinese">In Chinese.</param>
internal sealed record FileRemark(string English, string Chinese)
{
    /// <summary>Something said of one line of a file.</summary>
    public static FileRemark At(string file, long line, string english, string chinese) =>
        new($"{file}:{line}: {english}", $"{file}:{line}：{chinese}");

    public string Say(bool isChinese) => isChinese ? Chinese : English;
}

/// <summary>
/// A file cannot be read, for a reason that a person can act on. Readers throw it inside; whoever opened the file turns it into a refusal.
/// </summary>
internal sealed class UnreadableFileException(FileRemark remark) : Exception(remark.English)
{
    public FileRemark Remark => remark;
}
