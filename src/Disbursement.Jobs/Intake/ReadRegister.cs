using System.Buffers;
using CsvHelper;
using Disbursement.Domain.Households;
using Disbursement.Domain.Registers;

namespace Disbursement.Jobs.Intake;

/// <summary>Reads one register to its end. Every line is an entry or is listed with what is wrong with it.</summary>
/// <param name="year">The run's year: nothing later can be true of it.</param>
/// <param name="number">The file's number among the registers.</param>
/// <param name="entries">Gets the lines.</param>
/// <param name="malformed">Gets the lines that cannot be used.</param>
internal sealed class ReadRegister(int year, ushort number, List<PackedEntry> entries, ListMalformed malformed)
{
    private const int StopEvery = 8192;

    private readonly int _lastDay = new DateOnly(year, 12, 31).DayNumber;
    private readonly byte[] _scratch = new byte[OpenRoster.LongestLine * 2];
    private readonly List<(ProblemCode Code, string English, string Chinese)> _problems = [];
    private readonly int[] _index = new int[Enum.GetValues<RegisterColumn>().Length];
    private RegisterKind _kind;
    private CsvReader _reader = null!;

    public void Run(OpenedRoster opened, RegisterReading reading, CancellationToken stop)
    {
        reading.Sha256 = opened.Sha256;
        reading.Bytes = opened.Bytes;
        reading.Encoding = opened.Encoding;
        reading.Changed = opened.Changed;
        _kind = reading.Kind;
        char separator = ',';
        reading.Refusal = opened.Refusal ?? ReadHeader(opened, reading, out separator);
        if (reading.Refusal is not null)
            return;

        using FileStream stream = new(opened.TextPath, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        using CsvReader reader =
            _reader = CsvReader.Create(stream, RosterText.Options(separator, record => Broken(record, opened, reading, separator)));
        while (reader.Read())
        {
            if (ReadRoster.IsBlank(reader))
                continue;
            if (++reading.Lines % StopEvery == 0)
                stop.ThrowIfCancellationRequested();

            _problems.Clear();
            if (opened.OverlongLines.Contains(reader.LineNumber))
                Problem(ProblemCode.Row, null, ProblemDetails.TooLong);
            if (ReadRoster.HasControl(reader.RawRecord))
                Problem(ProblemCode.Row, null, ProblemDetails.ControlCharacter);
            PackedEntry entry = Entry(reader.LineNumber);
            if (_problems.Count == 0)
                entries.Add(entry);
            else
                List(reader.LineNumber, [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        }
    }

    private FileRemark? ReadHeader(OpenedRoster opened, RegisterReading reading, out char separator)
    {
        string line = RosterText.FirstLine(opened.TextPath);
        (char Separator, string[] Cells) split = RosterText.Separators.Select(one => (one, RosterText.Split(line, one)))
            .MaxBy(one => one.Item2.Count(cell => RegisterColumns.Find(_kind, cell) is not null));
        separator = split.Separator;
        RegisterColumn?[] columns = [.. split.Cells.Select(cell => RegisterColumns.Find(_kind, cell))];
        if (columns.All(column => column is null))
            return new FileRemark("no header row: none of its first line's cells is the name of a column", "没有表头：首行没有任何已知列名");

        RegisterColumn[] missing = [.. RegisterColumns.Needed(_kind).Where(needed => !columns.Contains(needed))];
        if (missing.Length > 0)
        {
            return new FileRemark(
                "required columns are missing: " + string.Join(", ", missing.Select(column =>
                    $"{RegisterColumns.Say(_kind, column, false)} {RegisterColumns.Say(_kind, column, true)}")),
                "缺少必需的列：" + string.Join("、", missing.Select(column =>
                    $"{RegisterColumns.Say(_kind, column, true)} {RegisterColumns.Say(_kind, column, false)}")));
        }

        if (columns.Where(column => column is not null).GroupBy(column => column)
            .FirstOrDefault(group => group.Count() > 1)?.Key is { } twice)
            return new FileRemark($"the column {RegisterColumns.Say(_kind, twice, false)} stands twice",
                $"列“{RegisterColumns.Say(_kind, twice, true)}”重复");

        string[] unknown =
            [.. split.Cells.Where((cell, i) => columns[i] is null && cell.Trim().Length > 0 && !RosterColumns.IsRejectColumn(cell))];
        if (unknown.Length > 0)
            reading.Warnings = [new FileRemark(
                $"unknown columns are ignored: {string.Join(", ", unknown.Take(20))}", $"忽略未知列：{string.Join("、", unknown.Take(20))}")];
        foreach (RegisterColumn column in Enum.GetValues<RegisterColumn>())
            _index[(int)column] = Array.IndexOf(columns, column);
        malformed.Header = split.Cells;
        return null;
    }

    private PackedEntry Entry(long line)
    {
        CitizenId person = Id(RegisterColumn.Person, isRequired: true), child = _kind == RegisterKind.Birth
            ? Id(RegisterColumn.Child, isRequired: false)
            : default;
        int day = Day();
        if (day > _lastDay)
            Problem(ProblemCode.Future, RegisterColumn.Date);
        if (day >= 0 && person.IsGiven && day < person.BirthDate.DayNumber)
            Problem(ProblemCode.DateOrder, RegisterColumn.Date, ProblemDetails.BeforeBirth);
        if (day >= 0 && child.IsGiven && day != child.BirthDate.DayNumber)
            Problem(ProblemCode.IdMismatch, RegisterColumn.Date);
        return new PackedEntry(person.Digits, child.Digits, day, (int)line, number, _kind, Grade());
    }

    private CitizenId Id(RegisterColumn column, bool isRequired)
    {
        ReadOnlySpan<byte> text = Field(column);
        if (text.IsEmpty && isRequired)
            Problem(ProblemCode.Required, column);
        if (text.IsEmpty)
            return default;

        CitizenIdDefect defect = CitizenId.Read(text, out CitizenId id);
        if (defect == CitizenIdDefect.None)
            return id;

        bool isDestroyed = defect == CitizenIdDefect.CheckCharacter && text.Length > 15 && text.EndsWith("000"u8)
            || RosterValues.IsScientific(text);
        Problem(isDestroyed ? ProblemCode.Excel : ProblemCode.Id, column, isDestroyed ? "" : CheckRow.Detail(defect));
        return default;
    }

    private int Day()
    {
        ReadOnlySpan<byte> text = Field(RegisterColumn.Date);
        if (text.IsEmpty)
            Problem(ProblemCode.Required, RegisterColumn.Date);
        else if (RosterValues.TryDate(text, out int day))
            return day;
        else
            Problem(ProblemCode.Format, RegisterColumn.Date, "2014-05-06");
        return -1;
    }

    private byte Grade()
    {
        if (_kind != RegisterKind.Disability)
            return 0;

        ReadOnlySpan<byte> text = Field(RegisterColumn.Grade);
        if (text.Length == 1 && text[0] is >= (byte)'1' and <= (byte)'4')
            return (byte)(text[0] - '0');

        Problem(text.IsEmpty ? ProblemCode.Required : ProblemCode.Format, RegisterColumn.Grade, text.IsEmpty ? "" : "1-4");
        return 0;
    }

    private ReadOnlySpan<byte> Field(RegisterColumn column)
    {
        int index = _index[(int)column];
        return index < 0 || index >= _reader.FieldCount ? default : RosterValues.Normalise(_reader.GetSpan(index), isText: false, _scratch);
    }

    private void Problem(ProblemCode code, RegisterColumn? column, string detail = "")
    {
        string Column(bool isChinese) => column is { } named ? RegisterColumns.Say(_kind, named, isChinese) : "";
        RosterProblem problem = new(code, null, detail);
        _problems.Add((code, problem.Say(Column(false), isChinese: false), problem.Say(Column(true), isChinese: true)));
    }

    private void List(long line, IReadOnlyList<string> cells) => malformed.Add(line, cells, _problems);

    private void Broken(CsvMalformedRecord record, OpenedRoster opened, RegisterReading reading, char separator)
    {
        reading.Lines++;
        _problems.Clear();
        bool isFieldCount = record.Reason == CsvMalformedReason.FieldCountMismatch;
        Problem(ProblemCode.Row, null,
            opened.OverlongLines.Contains(record.LineNumber)
                ? ProblemDetails.TooLong
                : isFieldCount
                ? ProblemDetails.FieldCount
                : ProblemDetails.OpenQuote);
        List(record.LineNumber, record.RawRecord.TrimEnd('\r', '\n').Split(separator));
    }
}
