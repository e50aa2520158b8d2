using Disbursement.Jobs.Files;

namespace Disbursement.Jobs.Intake.Forms;

/// <summary>Opens a text table: its encoding, its separator and its header. A text that can be read as it stands is not copied.</summary>
internal sealed class OpenText(ColumnBook book)
{
    private readonly FindHeader _find = new(book);

    /// <param name="from">The text.</param>
    /// <param name="to">Where a transcript goes, if one is needed.</param>
    /// <param name="scan">What a look at its bytes has shown.</param>
    /// <param name="stop">Stops the reading.</param>
    /// <exception cref="UnreadableFileException">It is no text, in no known encoding, or has no header.</exception>
    public Transcript Run(string from, string to, LineScan scan, CancellationToken stop)
    {
        if (WrongKind(from) is { } refusal)
            throw new UnreadableFileException(refusal);
        if (scan.IsUtf8)
            return Read(from, to, "utf-8", scan, stop);

        string utf8 = to + ".gb";
        if (TranscribeGb18030.Run(from, utf8, stop) is { } unknown)
            throw new UnreadableFileException(unknown);
        return Read(utf8, to, "gb18030", LineScan.Of(utf8, stop), stop);
    }

    private Transcript Read(string text, string to, string encoding, LineScan scan, CancellationToken stop)
    {
        if (IsFirstLineLong(text))
            throw new UnreadableFileException(new FileRemark("the header row is over 64 KiB: not a roster", "表头超过64 KiB，不是花名册"));

        (TextTop top, TableHeader? header) = TextTop.Of(text, _find);
        if (header is null)
            throw new UnreadableFileException(_find.NoHeader(top.Rows));

        TopRow first = top.Rows[header.First], last = top.Rows[header.First + header.Rows - 1];
        if (_find.Fault(last with { Cells = header.Cells }, header.Columns) is { } fault)
            throw new UnreadableFileException(fault);

        string[] cells = header.Cells;
        List<FileRemark> remarks = [];
        TopRow[] titles = FindHeader.Titles(top.Rows, header);
        if (titles.Length > 0)
            remarks.Add(TranscribeWorkbook.Titles(titles.Length));
        if (FindHeader.Ignored(cells, header.Columns) is { } ignored)
            remarks.Add(ignored);
        Transcript plain = new(text, encoding, top.Separator, cells, header.Columns, new LineMap()) { Remarks = remarks };
        if (scan.IsPlain && last.LastLine == 1)
            return plain;

        TranscribeText transcribe = new(top.Separator, [.. header.Columns.Select(column => column is not null)], cells.Length);
        transcribe.Run(text, to, cells, last.LastLine, stop);
        return plain with
        {
            Path = to,
            Lines = transcribe.Lines,
            Overlong = transcribe.Overlong,
            HeaderLines = last.LastLine - first.Line + 1,
            TitleLines = titles.Sum(row => row.LastLine - row.Line + 1) + (top.NamesSeparator ? 1 : 0),
            ContinuedLines = transcribe.Continued,
            BlankLines = transcribe.Blank,
        };
    }

    private static FileRemark? WrongKind(string path) => FileKinds.Of(path) switch
    {
        FileKind.Empty => new FileRemark("the file is empty: no header row", "文件为空，没有表头"),
        FileKind.Zip => FileKinds.WorkbookUnderTextName,
        FileKind.OldOffice => FileKinds.OldOrProtected,
        FileKind.Utf16 => FileKinds.Utf16Text,
        _ => null,
    };

    private static bool IsFirstLineLong(string path)
    {
        using LineCursor line = new(path);
        return line.MoveNext() && line.IsTooLong;
    }
}
