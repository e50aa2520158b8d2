using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using CsvHelper;
using Disbursement.Jobs.Sorting;

namespace Disbursement.Jobs.Intake;

/// <summary>
/// Reads rosters row by row into sorted fragments: stretches of rows of one household. One instance belongs to one thread.
/// </summary>
internal sealed class ReadRoster(IReadOnlySet<uint> counties, int year, SegmentWriter fragments, Orphans orphans, ReadingProgress progress)
{
    /// <summary>The partition of rows whose region code names no county with a bureau; it sorts after all counties.</summary>
    public const string NoCounty = "??????";
    private const int LargestFragment = 24 << 10;
    private const int ProgressEvery = 8192;

    private static readonly SearchValues<byte> Controls =
        SearchValues.Create(
            [0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 127]);

    private readonly CheckRow _check = new(counties, year);
    private readonly Fragment _fragment = new(fragments, orphans);
    private long _previousBroken;

    /// <summary>Reads one roster to its end.</summary>
    public void Run(OpenedRoster roster, RosterReading reading, CancellationToken stop)
    {
        reading.Sha256 = roster.Sha256;
        reading.Bytes = roster.Bytes;
        reading.Encoding = roster.Encoding;
        reading.TextPath = roster.TextPath;
        reading.Changed = roster.Changed;
        reading.Refusal = roster.Refusal ?? RosterText.ReadHeader(roster, reading);
        if (reading.Refusal is not null)
            return;

        _previousBroken = -1;
        _fragment.Start(reading.Counties);
        using FileStream stream = new(roster.TextPath, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        using CsvReader reader = CsvReader.Create(stream, RosterText.Options(reading.Separator, record => Broken(record, roster, reading)));
        _check.Open(reader, reading.Columns);
        bool hasMisplaced = false;
        while (reader.Read())
        {
            if (IsBlank(reader))
                continue;

            long line = reader.LineNumber;
            _check.Run();
            Controlled(reader, reading.Separator, roster.OverlongLines.Contains(line));
            MemberRowBuilder row = _check.Row;
            row.Values.Line = line;
            row.Values.Offset = reader.ByteOffset;
            row.Values.Length = reader.RawRecord.Length;
            if (!hasMisplaced && row.Values.Role != MemberValues.UnknownRole
                && _check.HasAny(row.Values.IsClaimant ? RosterColumns.ChildOnly : RosterColumns.ClaimantOnly))
            {
                hasMisplaced = true;
                reading.Warnings.Add(row.Values.IsClaimant
                    ? new FileRemark($"line {line}: children's columns on a claimant's row are ignored (only the first such row is named)",
                        $"第{line}行：申领人行上的子女栏目被忽略（仅列出首行）")
                    : new FileRemark($"line {line}: claimants' columns on a child's row are ignored (only the first such row is named)",
                        $"第{line}行：子女行上的申领人栏目被忽略（仅列出首行）"));
            }

            Add(roster.File.Ordinal, reading);
            if (reading.Rows % ProgressEvery == 0)
            {
                progress.AddRows(ProgressEvery);
                stop.ThrowIfCancellationRequested();
            }
        }

        progress.AddRows(reading.Rows % ProgressEvery);
        _fragment.Flush();
    }

    /// <summary>Whether a record holds nothing but separators.</summary>
    public static bool IsBlank(CsvReader reader)
    {
        foreach (byte character in reader.RawRecord)
        {
            if (character is not ((byte)',' or (byte)';' or (byte)'|' or (byte)'\t' or (byte)' ' or (byte)'"'))
                return false;
        }

        return true;
    }

    private void Add(int file, RosterReading reading)
    {
        reading.Rows++;
        _fragment.Add(file, _check.County, _check.HouseholdNumber, _check.Row.Values.Line, _check.Row.Pack());
    }

    private void Controlled(CsvReader reader, char separator, bool isOverlong)
    {
        if (isOverlong)
            _check.Row.Problem(ProblemCode.Row, null, ProblemDetails.TooLong);

        ReadOnlySpan<byte> raw = reader.RawRecord;
        if (HasControl(raw) || separator != '\t' && raw.Contains((byte)'\t') && HasInnerTab(reader))
            _check.Row.Problem(ProblemCode.Row, null, ProblemDetails.ControlCharacter);
    }

    /// <summary>Whether a record holds a control character other than a tab.</summary>
    public static bool HasControl(ReadOnlySpan<byte> raw) => raw.IndexOfAny(Controls) >= 0 || HasLateControl(raw);

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

    /// <summary>
    /// A line that cannot be split still tells, mostly, whose it is; one that follows another broken line is taken for its continuation.
    /// </summary>
    private void Broken(CsvMalformedRecord record, OpenedRoster roster, RosterReading reading)
    {
        bool isOverlong = roster.OverlongLines.Contains(record.LineNumber);
        string raw = record.RawRecord;
        bool isFieldCount = record.Reason == CsvMalformedReason.FieldCountMismatch;
        string detail = isOverlong ? ProblemDetails.TooLong : isFieldCount ? ProblemDetails.FieldCount : ProblemDetails.OpenQuote;
        string[] cells = raw.Split(reading.Separator);
        byte[] region = Cell(cells, reading, RosterColumn.RegionCode);
        byte[] number = Cell(cells, reading, RosterColumn.HouseholdNo);
        _check.RunBroken(detail, region, number, Encoding.UTF8.GetBytes(raw));
        MemberRowBuilder row = _check.Row;
        row.Values.Line = record.LineNumber;
        row.Values.Length = raw.Length;
        reading.Rows++;
        bool isContinuation = _check.HouseholdNumber.IsEmpty && _previousBroken == record.LineNumber - 1;
        if (isContinuation)
            _fragment.Continue(roster.File.Ordinal, record.LineNumber, row.Pack());
        else
            _fragment.Add(roster.File.Ordinal, _check.County, _check.HouseholdNumber, record.LineNumber, row.Pack());
        _previousBroken = record.LineNumber;
    }

    private static byte[] Cell(string[] cells, RosterReading reading, RosterColumn column)
    {
        for (int i = 0; i < Math.Min(cells.Length, reading.Columns.Count); i++)
        {
            if (reading.Columns[i] == column)
                return Encoding.UTF8.GetBytes(cells[i].Trim(' ', '\t', '"'));
        }

        return [];
    }

    /// <summary>Rows that follow one another and belong to one household, packed into one record.</summary>
    private sealed class Fragment(SegmentWriter fragments, Orphans orphans)
    {
        private readonly byte[] _key = new byte[6 + 32 + 1 + 4 + 8];
        private readonly byte[] _number = new byte[32];
        private byte[] _rows = new byte[LargestFragment + (OpenRoster.LongestLine * 2)];
        private int _numberLength = -1;
        private int _used;
        private int _file;
        private uint _county;
        private long _line;
        private uint _lastCounty;
        private HashSet<string> _counties = [];

        public void Start(HashSet<string> counties)
        {
            _counties = counties;
            _lastCounty = uint.MaxValue;
        }

        public void Add(int file, uint county, ReadOnlySpan<byte> number, long line, ReadOnlySpan<byte> row)
        {
            bool belongs = _used > 0 && file == _file && !number.IsEmpty && number.SequenceEqual(_number.AsSpan(0, _numberLength))
                && (county == _county || county == 0 || _county == 0) && _used < LargestFragment;
            if (!belongs)
            {
                Flush();
                _file = file;
                _line = line;
                _county = county;
                number.CopyTo(_number);
                _numberLength = number.Length;
            }
            else if (_county == 0)
            {
                _county = county;
            }

            Append(row);
        }

        /// <summary>Adds a row that tells nothing of itself to the household before it.</summary>
        public void Continue(int file, long line, ReadOnlySpan<byte> row)
        {
            if (_used == 0)
                Add(file, 0, default, line, row);
            else
                Append(row);
        }

        public void Flush()
        {
            if (_used == 0)
                return;

            if (_county == 0)
                orphans.Add(_file, _number.AsSpan(0, _numberLength));
            int length = FragmentKey.Write(_key, _county, _number.AsSpan(0, _numberLength), _file, _line);
            fragments.Add(_key.AsSpan(0, length), _rows.AsSpan(0, _used));
            if (_county != _lastCounty)
                _counties.Add(Encoding.ASCII.GetString(_key, 0, FragmentKey.CountyLength));
            _lastCounty = _county;
            _used = 0;
        }

        private void Append(ReadOnlySpan<byte> row)
        {
            if (_rows.Length < _used + 4 + row.Length)
                Array.Resize(ref _rows, (_used + 4 + row.Length) * 2);
            BinaryPrimitives.WriteInt32LittleEndian(_rows.AsSpan(_used), row.Length);
            row.CopyTo(_rows.AsSpan(_used + 4));
            _used += 4 + row.Length;
        }
    }
}
