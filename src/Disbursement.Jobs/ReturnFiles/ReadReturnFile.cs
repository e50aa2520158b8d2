using Disbursement.Jobs.Files;

namespace Disbursement.Jobs.ReturnFiles;

/// <summary>
/// Reads a return file (回盘) of any size in bounded memory. Nothing is dropped in silence: each line that is not blank comes out, sound or
/// with its faults.
/// </summary>
internal static class ReadReturnFile
{
    private static readonly (byte[] Start, ReturnRemark Refusal)[] OtherKinds =
    [
        ([(byte)'P', (byte)'K', 3, 4], new ReturnRemark("is an Excel workbook: open it in Excel or WPS and choose Save As > CSV UTF-8",
            "是Excel工作簿：请用Excel或WPS打开，再用“另存为”保存为“CSV UTF-8”")),
        ([0xD0, 0xCF, 0x11, 0xE0], new ReturnRemark("is an old or encrypted Excel workbook: open it in Excel or WPS, remove the password, "
            + "and choose Save As > CSV UTF-8", "是旧版或加密的Excel工作簿：请用Excel或WPS打开，取消密码，再用“另存为”保存为“CSV UTF-8”")),
        ([0xFF, 0xFE], new ReturnRemark("is UTF-16 text: save it as CSV UTF-8", "是UTF-16文本，请另存为UTF-8的CSV")),
        ([0xFE, 0xFF], new ReturnRemark("is UTF-16 text: save it as CSV UTF-8", "是UTF-16文本，请另存为UTF-8的CSV")),
    ];

    /// <summary>Why a file is no return file, as far as its first bytes and its first line tell; null where it may be one.</summary>
    public static FileRemark? WhyNot(string path, CancellationToken stop) => Open(path, stop).Refusal is { } refusal
        ? new FileRemark(refusal.English, refusal.Chinese)
        : null;

    /// <summary>Looks through the whole file once: can it be read, in which encoding and form, and do its control totals agree?</summary>
    public static ReturnReading Open(string path, CancellationToken stop)
    {
        if (NotReadable(path) is { } reason)
            return Refused(reason);

        (FileEncoding? encoding, ReturnRemark? unknown) = FileEncoding.Of(path, stop);
        if (encoding is null)
            return Refused(unknown!);

        if (FirstLine(path, encoding) is not { } first)
            return Refused(new ReturnRemark("holds no line: no header", "没有任何内容，没有表头"), encoding.Name);
        if (first.IsTooLong)
            return Refused(new ReturnRemark("the first line is over 64 KiB: not a return file", "首行超过64 KiB，不是回盘文件"), encoding.Name);
        if (first.Text.Contains('\0', StringComparison.Ordinal))
            return Refused(new ReturnRemark("the first line holds NULs: UTF-16, or no text. Save it as CSV UTF-8",
                "首行含有NUL字符：是UTF-16或不是文本，请另存为UTF-8的CSV"), encoding.Name);

        (ReturnForm? form, ReturnRemark? none) = ReturnForm.Of(first.Text);
        if (form is null)
            return Refused(none!, encoding.Name);

        long heading = form.Layout == ReturnLayout.BareLines ? 0 : first.Number;
        IEnumerable<ReturnItem> lines = Lines(path, encoding, form, heading, stop);
        return new ReturnReading
        {
            Encoding = encoding.Name,
            Layout = form.Layout,
            Lines = lines,
            Warnings = form.Layout == ReturnLayout.BankText ? CheckControlLine.Run(first.Text, lines) : [],
        };
    }

    private static ReturnReading Refused(ReturnRemark refusal, string encoding = "") => new()
    {
        Refusal = refusal,
        Encoding = encoding,
        Lines = [],
    };

    private static ReturnRemark? NotReadable(string path)
    {
        if (Directory.Exists(path))
            return new ReturnRemark("is a folder, not a file", "是文件夹，不是文件");

        FileInfo file = new(path);
        if (!file.Exists && file.LinkTarget is null)
            return new ReturnRemark("there is no such file", "文件不存在");
        if (RegularFile.WhyNot(path) is { } reason)
            return new ReturnRemark(reason.English, reason.Chinese);

        if (file.Length == 0)
            return new ReturnRemark("the file is empty: no header", "文件为空，没有表头");

        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
            byte[] start = new byte[4];
            int read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            return Array.Find(OtherKinds, kind => start.AsSpan(0, read).StartsWith(kind.Start)).Refusal;
        }
        catch (UnauthorizedAccessException)
        {
            return new ReturnRemark("may not be opened by this user", "当前用户无权打开该文件");
        }
    }

    private static (long Number, string Text, bool IsTooLong)? FirstLine(string path, FileEncoding encoding)
    {
        using LineCursor line = new(path);
        while (line.MoveNext())
        {
            string text = encoding.Text(line);
            if (line.IsTooLong || !IsBlank(text))
                return (line.Number, text, line.IsTooLong);
        }

        return null;
    }

    private static IEnumerable<ReturnItem> Lines(string path, FileEncoding encoding, ReturnForm form, long heading, CancellationToken stop)
    {
        ReadReturnLine read = new(form);
        using LineCursor line = new(path);
        while (line.MoveNext())
        {
            stop.ThrowIfCancellationRequested();
            string text = encoding.Text(line);
            if (line.Number == heading || IsBlank(text) && !line.IsTooLong)
                continue;

            yield return read.Run(line.Number, line.Number == 1 ? text.TrimStart('\uFEFF') : text, line.IsTooLong);
        }
    }

    /// <summary>White space and separators say nothing.</summary>
    private static bool IsBlank(string text) =>
        text.All(character => char.IsWhiteSpace(character) || character is ',' or ';' or '|' or '\uFEFF');
}
