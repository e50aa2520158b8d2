using CsvHelper;
using Disbursement.Domain.Households;
using Disbursement.Domain.Registers;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake.Forms;

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
    private readonly byte[] _scratch = new byte[FileLimits.LongestLine * 2];
    private readonly List<(ProblemCode Code, string English, string Chinese)> _problems = [];
    private readonly int[] _index = new int[Enum.GetValues<RegisterColumn>().Length];
    private RegisterKind _kind;
    private CsvReader _reader = null!;

    public void Run(OpenedRoster opened, RegisterReading reading, CancellationToken stop)
    {
        (reading.Sha256, reading.Bytes, reading.Encoding, reading.Changed) = (opened.Sha256, opened.Bytes, opened.Table?.Encoding
            ?? "", opened.Changed);
        _kind = reading.Kind;
        reading.Refusal = opened.Refusal;
        if (opened.Table is not { } table)
            return;

        reading.Unread = table.Unread;
        reading.Warnings = [.. table.Unread, .. table.Remarks];
        foreach (RegisterColumn column in Enum.GetValues<RegisterColumn>())
            _index[(int)column] = Enumerable.Range(0, table.Columns.Count).FirstOrDefault(i => table.Columns[i] == (int)column, -1);
        malformed.Header = table.Header;
        using FileStream stream = new(table.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        using CsvReader reader =
            _reader = CsvReader.Create(stream, RosterText.Options(table.Separator, record => Broken(record, table, reading)));
        while (reader.Read())
        {
            if (ReadRoster.IsBlank(reader))
                continue;
            if (++reading.Lines % StopEvery == 0)
                stop.ThrowIfCancellationRequested();

            long place = table.Lines.Of(reader.LineNumber);
            _problems.Clear();
            if (table.Overlong.Contains(reader.LineNumber))
                Problem(ProblemCode.Row, null, ProblemDetails.TooLong);
            if (ReadRoster.HasControl(reader.RawRecord))
                Problem(ProblemCode.Row, null, ProblemDetails.ControlCharacter);
            PackedEntry entry = Entry(place);
            if (_problems.Count == 0)
                entries.Add(entry);
            else
                List(new RowNumber(place).Say(table.Sheets), [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        }
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
        return new PackedEntry(person.Digits, child.Digits, day, line, number, _kind, Grade());
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
        Problem(isDestroyed ? ProblemCode.Excel : ProblemCode.Id, column, isDestroyed ? "" : CheckRow.Detail(defect, text));
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
            Problem(ProblemCode.Format, RegisterColumn.Date, RosterValues.IsDayThatIsNone(text) ? ProblemDetails.NoSuchDay : "2014-05-06");
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

    private void List(string line, IReadOnlyList<string> cells) => malformed.Add(line, cells, _problems);

    private void Broken(CsvMalformedRecord record, Transcript table, RegisterReading reading)
    {
        reading.Lines++;
        _problems.Clear();
        bool isFieldCount = record.Reason == CsvMalformedReason.FieldCountMismatch;
        Problem(ProblemCode.Row, null,
            table.Overlong.Contains(record.LineNumber)
                ? ProblemDetails.TooLong
                : isFieldCount
                ? ProblemDetails.FieldCount
                : ProblemDetails.OpenQuote);
        List(new RowNumber(table.Lines.Of(record.LineNumber)).Say(table.Sheets),
            record.RawRecord.TrimEnd('\r', '\n').Split(table.Separator));
    }
}
