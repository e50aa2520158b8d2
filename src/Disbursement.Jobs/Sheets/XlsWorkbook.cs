using System.Text;
using Disbursement.Jobs.Files;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace Disbursement.Jobs.Sheets;

/// <summary>An old workbook (.xls, BIFF8), by ExcelDataReader.</summary>
internal sealed class XlsWorkbook : Workbook
{
    public static FileRemark Damaged { get; } = new(
        "is a damaged or protected old workbook: open it in Excel or WPS, remove the password, and choose Save As > "
            + "Excel Workbook (*.xlsx)",
        "旧版工作簿已损坏或设有密码：请用Excel或WPS打开，取消密码，再用“另存为”保存为“Excel工作簿（*.xlsx）”");

    private readonly string _path;

    private readonly XlsRecords _records;

    static XlsWorkbook() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private XlsWorkbook(string path, IReadOnlyList<SheetOutline> sheets, XlsRecords records) =>
        (_path, Sheets, _records) = (path, sheets, records);

    public override IReadOnlyList<SheetOutline> Sheets { get; }

    public override bool CountsFrom1904 => _records.CountsFrom1904;

    /// <exception cref="UnreadableFileException">It is damaged, protected or too large.</exception>
    public static XlsWorkbook Open(string path)
    {
        if (new FileInfo(path).Length > FileLimits.LargestOldWorkbook)
        {
            long most = FileLimits.LargestOldWorkbook >> 20;
            throw new UnreadableFileException(new FileRemark(
                $"is an old workbook over {most} MiB: save it as .xlsx", $"旧版工作簿超过{most} MiB：请另存为.xlsx"));
        }

        using IExcelDataReader reader = Reader(path);
        List<SheetOutline> sheets = [];
        do
        {
            sheets.Add(new SheetOutline(sheets.Count + 1, reader.Name ?? "", reader.VisibleState is not (null or "visible")));
        }
        while (Guarded(reader.NextResult));
        return new XlsWorkbook(path, sheets, XlsRecords.Of(File.ReadAllBytes(path)));
    }

    public override IEnumerable<SheetRow> Rows(SheetOutline sheet, CancellationToken stop)
    {
        using IExcelDataReader reader = At(sheet);
        SheetRow row = new();
        while (Guarded(reader.Read))
        {
            stop.ThrowIfCancellationRequested();
            if (++row.Number > FileLimits.LastOldRow)
                throw new UnreadableFileException(Damaged);

            row.IsHidden = reader.RowHeight == 0;
            row.Cells.Clear();
            for (int i = 0; i < Math.Min(reader.FieldCount, FileLimits.LastOldColumn); i++)
            {
                if (!_records.IsEmpty && _records.Has(sheet.Number, row.Number, i + 1))
                    row.Cells.Add(new SheetCell(i + 1, CellKind.Error, "#N/A", 0));
                else if (Cell(reader, i) is { } cell)
                    row.Cells.Add(cell);
            }

            if (row.Cells.Count > 0)
                yield return row;
        }
    }

    public override IReadOnlyList<MergedCells> Merged(SheetOutline sheet, CancellationToken stop)
    {
        using IExcelDataReader reader = At(sheet);
        return [.. (reader.MergeCells ?? []).Select(cells => new MergedCells(cells.FromRow + 1, cells.ToRow + 1, cells.FromColumn + 1))];
    }

    public override void Dispose()
    {
    }

    private IExcelDataReader At(SheetOutline sheet)
    {
        IExcelDataReader reader = Reader(_path);
        for (int i = 1; i < sheet.Number; i++)
            Guarded(reader.NextResult);
        return reader;
    }

    private static IExcelDataReader Reader(string path)
    {
        FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            ExcelReaderConfiguration settings = new() { FallbackEncoding = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")! };
            return Guarded(() => ExcelReaderFactory.CreateBinaryReader(stream, settings));
        }
        catch (UnreadableFileException)
        {
            stream.Dispose();
            throw;
        }
    }

    private static SheetCell? Cell(IExcelDataReader reader, int index)
    {
        return reader.GetValue(index) switch
        {
            null => null,
            string text => text.Length == 0 ? null : new SheetCell(index + 1, CellKind.Text, text, 0),
            bool truth => new SheetCell(index + 1, CellKind.Truth, "", truth ? 1 : 0),
            DateTime day => new SheetCell(index + 1, CellKind.Day, "", Serial(day)),
            TimeSpan time => new SheetCell(index + 1, CellKind.Number, "", time.TotalDays),
            IConvertible number => new SheetCell(index + 1, CellKind.Number, "",
                number.ToDouble(System.Globalization.CultureInfo.InvariantCulture)),
            { } other => new SheetCell(index + 1, CellKind.Text, other.ToString() ?? "", 0),
        };
    }

    private static double Serial(DateTime day) => day.ToOADate() is var serial && serial < 61 ? serial - 1 : serial;

    /// <summary>The package has many ways to stumble over a damaged file; each means that the file cannot be read.</summary>
    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception)
            when (exception is ExcelReaderException or IOException or ArgumentException or InvalidOperationException or FormatException
            or IndexOutOfRangeException or NullReferenceException or OverflowException or InvalidCastException or KeyNotFoundException
                or NotSupportedException or OutOfMemoryException)
        {
            throw new UnreadableFileException(Damaged);
        }
    }
}
