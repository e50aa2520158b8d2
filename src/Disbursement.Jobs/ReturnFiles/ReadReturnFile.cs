using Disbursement.Jobs.Files;

namespace Disbursement.Jobs.ReturnFiles;

/// <summary>
/// Reads a return file (回盘) of any size in bounded memory. Nothing is dropped in silence: each line that is not blank comes out, sound or
/// with its faults.
/// </summary>
internal static class ReadReturnFile
{
    private static readonly ReturnRemark Utf16 = new("is UTF-16 text: save it as CSV UTF-8", "是UTF-16文本，请另存为UTF-8的CSV");

    /// <summary>Why a file is no return file, as far as its first bytes and its first lines tell; null where it may be one.</summary>
    public static FileRemark? WhyNot(string path, BankLayouts layouts, CancellationToken stop) =>
        Open(path, layouts, stop).Refusal is { } refusal ? new FileRemark(refusal.English, refusal.Chinese) : null;

    /// <summary>Looks through the whole file once: can it be read, in which encoding and form, and do its control totals agree?</summary>
    public static ReturnReading Open(string path, BankLayouts layouts, CancellationToken stop)
    {
        (FileKind kind, ReturnRemark? reason) = Kind(path);
        if (reason is not null)
            return ReturnReading.Refused(reason);
        if (kind is FileKind.Zip or FileKind.OldOffice)
            return OpenReturnWorkbook.Run(path, kind, layouts, stop);
        if (kind == FileKind.Web && ReadPain002.IsMessage(path))
            return ReadPain002.Open(path, layouts, stop);

        (FileEncoding? encoding, ReturnRemark? unknown) = FileEncoding.Of(path, stop);
        return encoding is null ? ReturnReading.Refused(unknown!) : OpenText(path, encoding, layouts, stop);
    }

    private static ReturnReading OpenText(string path, FileEncoding encoding, BankLayouts layouts, CancellationToken stop)
    {
        List<(long Line, string Text)> top = [];
        using (LineCursor line = new(path))
        {
            while (top.Count < ReturnForm.LinesLookedAt && line.MoveNext())
            {
                string text = encoding.Text(line);
                if (top.Count == 0 && line.IsTooLong)
                    return ReturnReading.Refused(
                        new ReturnRemark("the first line is over 64 KiB: not a return file", "首行超过64 KiB，不是回盘文件"), encoding.Name);
                if (!line.IsTooLong && !IsBlank(text))
                    top.Add((line.Number, text));
            }
        }

        if (top.Count == 0)
            return ReturnReading.Refused(new ReturnRemark("holds no line: no header", "没有任何内容，没有表头"), encoding.Name);
        if (top[0].Text.Contains('\0', StringComparison.Ordinal))
            return ReturnReading.Refused(new ReturnRemark("the first line holds NULs: UTF-16, or no text. Save it as CSV UTF-8",
                "首行含有NUL字符：是UTF-16或不是文本，请另存为UTF-8的CSV"), encoding.Name);

        (ReturnForm? form, ReturnRemark? none) = ReturnForm.OfText(top, layouts);
        if (form is null)
            return ReturnReading.Refused(none!, encoding.Name);

        IEnumerable<ReturnItem> lines = Lines(path, encoding, form, stop);
        bool hasControl = form.Layout == ReturnLayout.BankText;
        return new ReturnReading
        {
            Encoding = encoding.Name,
            Layout = form.Layout,
            Bank = form.Bank,
            HeaderLines = form.HeaderLine > 0 ? 1 : 0,
            TitleLines = form.Titles.Count,
            Remarks = ReturnReading.Titles(form.Titles.Count),
            Control = hasControl ? [.. ReturnForm.Edges(top[0].Text).Split('|').Select(ReturnValues.Narrow)] : [],
            Lines = lines,
            Warnings = hasControl ? CheckControlLine.Run(top[0].Text, lines) : [],
        };
    }

    private static (FileKind Kind, ReturnRemark? Refusal) Kind(string path)
    {
        if (Directory.Exists(path))
            return (default, new ReturnRemark("is a folder, not a file", "是文件夹，不是文件"));

        FileInfo file = new(path);
        if (!file.Exists && file.LinkTarget is null)
            return (default, new ReturnRemark("there is no such file", "文件不存在"));
        if (RegularFile.WhyNot(path) is { } reason)
            return (default, new ReturnRemark(reason.English, reason.Chinese));
        if (file.Length == 0)
            return (default, new ReturnRemark("the file is empty: no header", "文件为空，没有表头"));

        try
        {
            FileKind kind = FileKinds.Of(path);
            return (kind, kind == FileKind.Utf16 ? Utf16 : null);
        }
        catch (UnauthorizedAccessException)
        {
            return (default, new ReturnRemark("may not be opened by this user", "当前用户无权打开该文件"));
        }
    }

    private static IEnumerable<ReturnItem> Lines(string path, FileEncoding encoding, ReturnForm form, CancellationToken stop)
    {
        ReadReturnLine read = new(form);
        using LineCursor line = new(path);
        while (line.MoveNext())
        {
            stop.ThrowIfCancellationRequested();
            string text = encoding.Text(line);
            if (line.Number <= form.HeaderLine || IsBlank(text) && !line.IsTooLong)
                continue;

            yield return read.Run(line.Number, line.Number == 1 ? text.TrimStart('\uFEFF') : text, line.IsTooLong);
        }
    }

    /// <summary>White space, separators and the mark that once ended files say nothing.</summary>
    private static bool IsBlank(string text) =>
        text.All(character => char.IsWhiteSpace(character) || character is ',' or ';' or '|' or '\uFEFF' or '\u001A');
}
