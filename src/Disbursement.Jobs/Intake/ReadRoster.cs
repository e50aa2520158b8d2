using System.Buffers;
using System.Text;
using CsvHelper;
using Disbursement.Domain.Households;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake.Forms;
using Disbursement.Jobs.Sorting;

namespace Disbursement.Jobs.Intake;

/// <summary>
/// Reads rosters row by row into sorted fragments: rows of one household that follow one another. One instance belongs to one thread.
/// </summary>
internal sealed class ReadRoster
{
    /// <summary>The partition of rows whose region code names no county with a bureau; it sorts after all counties.</summary>
    public const string NoCounty = "??????";
    private const int ProgressEvery = 8192;
    private const int LongestKept = 8 << 10;
    private const int MostNamed = 5;

    private static readonly SearchValues<byte> Controls =
        SearchValues.Create(
            [0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 127]);

    private readonly CheckRow _check;
    private readonly IReadOnlyList<RosterColumn> _claimantOnly, _childOnly;
    private readonly HouseholdFragment _fragment;
    private readonly PlaceRows _rows;
    private readonly Orphans _orphans;
    private readonly ReadingProgress _progress;

    public ReadRoster(IReadOnlySet<uint> counties, int year, RosterForm form, SegmentWriter fragments, Orphans orphans,
        ReadingProgress progress)
    {
        _check = new CheckRow(counties, year, form);
        (_claimantOnly, _childOnly) = (form.ClaimantOnly, form.ChildOnly);
        _fragment = new HouseholdFragment(fragments, orphans);
        _rows = new PlaceRows(_fragment, orphans);
        _orphans = orphans;
        _progress = progress;
    }

    /// <summary>
    /// The household number whose rows alone are read, in whichever county is known; null for all. For a household that a run accepted: no
    /// row that says nothing of whose it is stood beside it, or it would have been rejected.
    /// </summary>
    public byte[]? Only { get; init; }

    /// <summary>Reads one roster to its end.</summary>
    public void Run(OpenedRoster roster, RosterReading reading, CancellationToken stop)
    {
        reading.Take(roster);
        if (roster.Table is not { } table)
        {
            _progress.Add(0, roster.Bytes);
            return;
        }

        _fragment.Start(reading.Counties);
        _rows.Start(roster.File.Ordinal);
        try
        {
            ReadRows(table, reading, stop);
            IReadOnlyList<long> below = _rows.Finish();
            reading.Rows -= below.Count;
            reading.OtherLines += below.Count;
            if (below.Count > 0)
                reading.Warnings.Add(Below(below, table.Sheets));
            if (_rows.FirstUnplaced > 0 || _rows.Suspects.Count > 0)
                new WhereHouseholdsStand(table, _orphans, roster.File.Ordinal).Run(_rows.FirstUnplaced, _rows.Suspects, stop);
        }
        catch (UnreadableFileException exception)
        {
            // Rows that were read already are passed over by whoever puts households together.
            reading.Refusal = exception.Remark;
            _fragment.Flush();
        }
    }

    /// <summary>Whether a record holds nothing but separators and white space.</summary>
    public static bool IsBlank(CsvReader reader) => TranscribeText.IsBlank(reader.RawRecord);

    /// <summary>Whether a record holds a control character other than a tab.</summary>
    public static bool HasControl(ReadOnlySpan<byte> raw) => raw.IndexOfAny(Controls) >= 0 || HasLateControl(raw);

    private void ReadRows(Transcript table, RosterReading reading, CancellationToken stop)
    {
        using FileStream stream = new(table.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        using CsvReader reader = CsvReader.Create(stream, RosterText.Options(table.Separator, record => Broken(record, table, reading)));
        _check.Open(reader, reading.Columns);
        bool hasMisplaced = false;
        long text = Math.Max(1, stream.Length), told = 0;
        void Tell(long rows, long offset)
        {
            long bytes = (long)((Int128)reading.Bytes * offset / text);
            _progress.Add(rows, bytes - told);
            told = bytes;
        }

        while (reader.Read())
        {
            if (IsBlank(reader) || Only is not null && !_check.IsOf(Only))
                continue;

            long place = table.Lines.Of(reader.LineNumber);
            _check.Run();
            bool isOverlong = table.Overlong.Contains(reader.LineNumber);
            Controlled(reader, reading.Separator, isOverlong);
            MemberRowBuilder row = _check.Row;
            row.Values.Line = place;
            row.Values.Offset = reader.ByteOffset;
            row.Values.Length = reader.RawRecord.Length;
            if (!hasMisplaced && row.Values.Role != MemberValues.UnknownRole
                && _check.HasAny(row.Values.IsClaimant ? _childOnly : _claimantOnly))
            {
                hasMisplaced = true;
                reading.Warnings.Add(Misplaced(row.Values.IsClaimant, new RowNumber(place).Say(table.Sheets)));
            }

            Place(place, reader.RawRecord, isOverlong);
            if (++reading.Rows % ProgressEvery == 0)
            {
                Tell(ProgressEvery, reader.ByteOffset);
                stop.ThrowIfCancellationRequested();
            }
        }

        Tell(reading.Rows % ProgressEvery, text);
    }

    private void Place(long place, ReadOnlySpan<byte> raw, bool isOverlong)
    {
        bool isClaimant = _check.Row.Values.IsClaimant;
        bool isOrphan = _check.County == 0 && !isClaimant;
        if (_check.IsNumberRead && (!isOrphan || _fragment.Continues(0, _check.HouseholdNumber)))
        {
            _rows.Add(_check.County, _check.HouseholdNumber, place, _check.Row.Pack());
            return;
        }

        byte[] number = _check.HouseholdNumber.ToArray();
        HouseholdKey claims = _check.IsNumberRead ? new HouseholdKey(0, number) : default;
        _rows.Wait(new Waiting(
            _check.Row.Pack().ToArray(), place, _check.County, _check.IsNumberRead
                ? []
                : number, claims, isClaimant, _check.IsNumberRead && isOrphan,
            _check.NamesNobody && !isOverlong && !RowShape.LooksLikeRow(raw)));
    }

    private void Controlled(CsvReader reader, char separator, bool isOverlong)
    {
        if (isOverlong)
            _check.Row.Problem(ProblemCode.Row, null, ProblemDetails.TooLong);

        ReadOnlySpan<byte> raw = reader.RawRecord;
        if (HasControl(raw) || separator != '\t' && raw.Contains((byte)'\t') && HasInnerTab(reader))
            _check.Row.Problem(ProblemCode.Row, null, ProblemDetails.ControlCharacter);
    }

    private static bool HasLateControl(ReadOnlySpan<byte> raw)
    {
        for (int at = raw.IndexOf((byte)0xC2); at >= 0 && at + 1 < raw.Length; at = raw.IndexOf((byte)0xC2))
        {
            if (raw[at + 1] is >= 0x80 and <= 0x9F)
                return true;
            raw = raw[(at + 1)..];
        }

        return false;
    }

    /// <summary>
    /// A tab at the edge of a value is white space that clerks use to keep Excel from changing a number; inside a value it is a control
    /// character.
    /// </summary>
    private static bool HasInnerTab(CsvReader reader)
    {
        for (int i = 0; i < reader.FieldCount; i++)
        {
            if (reader.GetSpan(i).Trim(" \t"u8).Contains((byte)'\t'))
                return true;
        }

        return false;
    }

    /// <summary>A line that cannot be split still tells, mostly, whose it is.</summary>
    private void Broken(CsvMalformedRecord record, Transcript table, RosterReading reading)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(record.RawRecord);
        if (TranscribeText.IsBlank(bytes) || Only is not null)
            return;

        bool isFieldCount = record.Reason == CsvMalformedReason.FieldCountMismatch;
        bool isOverlong = table.Overlong.Contains(record.LineNumber);
        string detail = isOverlong
            ? ProblemDetails.TooLong
            : isFieldCount
            ? ProblemDetails.FieldCount
            : ProblemDetails.OpenQuote;
        string[] cells = record.RawRecord.Split(reading.Separator);
        string Cell(RosterColumn column) => CellOf(cells, reading.Columns, column);
        long place = table.Lines.Of(record.LineNumber);
        _check.RunBroken(detail, Encoding.UTF8.GetBytes(Cell(RosterColumn.RegionCode)),
            Encoding.UTF8.GetBytes(Cell(RosterColumn.HouseholdNo)), bytes.AsSpan(0, Math.Min(bytes.Length, LongestKept)));
        _check.Row.Values.Line = place;
        _check.Row.Values.Length = bytes.Length;
        reading.Rows++;
        // The last cell of a line that ends too early may have lost its end: it neither places the row nor tells that it is nobody's.
        RosterColumn? cut = cells.Length < reading.Columns.Count ? reading.Columns[cells.Length - 1] : null;
        bool isNamed = _check.County != 0 && _check.IsNumberRead && cut is not (RosterColumn.RegionCode or RosterColumn.HouseholdNo);
        if (isNamed && RowShape.StandsInPlace(Cell(RosterColumn.Role), Cell(RosterColumn.IdNumber)))
        {
            _rows.Add(_check.County, _check.HouseholdNumber, place, _check.Row.Pack());
            return;
        }

        HouseholdKey claims = isNamed ? new HouseholdKey(_check.County, _check.HouseholdNumber.ToArray()) : default;
        bool isCutRegion = cut == RosterColumn.RegionCode && _check.BeginsCounty(Cell(RosterColumn.RegionCode));
        bool namesNobody = isFieldCount && !isOverlong && !isNamed && !isCutRegion && !RowShape.LooksLikeRow(bytes);
        _rows.Wait(
            new Waiting(_check.Row.Pack().ToArray(), place, _check.County, [], claims, IsClaimant: false, IsOrphan: false, namesNobody));
    }

    /// <summary>A cell of a line that was split at every separator; empty where the line ends before it.</summary>
    private static string CellOf(string[] cells, IReadOnlyList<RosterColumn?> columns, RosterColumn column)
    {
        for (int i = 0; i < Math.Min(cells.Length, columns.Count); i++)
        {
            if (columns[i] == column)
                return cells[i].Trim(' ', '\t', '"');
        }

        return "";
    }

    private static FileRemark Misplaced(bool isClaimant, string line) => isClaimant
        ? new FileRemark($"line {line}: children's columns on a claimant's row are ignored (only the first such row is named)",
            $"第{line}行：申领人行上的子女栏目被忽略（仅列出首行）")
        : new FileRemark($"line {line}: claimants' columns on a child's row are ignored (only the first such row is named)",
            $"第{line}行：子女行上的申领人栏目被忽略（仅列出首行）");

    private static FileRemark Below(IReadOnlyList<long> places, IReadOnlyList<string> sheets)
    {
        string lines = string.Join(", ",
            places.Take(MostNamed).Select(place => new RowNumber(place).Say(sheets))) + (places.Count > MostNamed ? " …" : "");
        return new FileRemark(
            Counted.Fill("{0} {0:line|lines} below the last household {0:names|name} nobody and {0:was|were} passed over", places.Count)
                + $": line {lines}",
            $"最后一户之下的{places.Count}行未填写人员，已略过：第{lines}行");
    }
}
