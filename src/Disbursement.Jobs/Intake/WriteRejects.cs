using System.Text;
using CsvHelper;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Intake.Forms;
using Microsoft.Win32.SafeHandles;

namespace Disbursement.Jobs.Intake;

/// <summary>
/// Writes rejected households back as a clerk knows them: the original cells, then where they stood and everything that is wrong. A cell
/// that a spreadsheet would run as a formula gets an apostrophe before it, which reading takes off again.
/// </summary>
internal sealed class WriteRejects : IDisposable
{
    private const int SmallBuffer = 4096;

    private readonly IReadOnlyList<RosterReading> _files;
    private readonly Func<Stream> _open;
    private readonly bool _isChinese;
    private readonly RosterForm _form;
    private readonly List<string> _header = [];
    private readonly List<RosterColumn?> _known = [];
    private readonly Dictionary<int, int[]> _sources = [];
    private readonly Dictionary<int, SafeFileHandle> _handles = [];
    private CsvWriter? _writer;
    private byte[] _line = new byte[4096];

    /// <param name="files">All rosters of the run.</param>
    /// <param name="form">The columns that they may have.</param>
    /// <param name="county">The county whose rejects are written.</param>
    /// <param name="open">Opens the file; not called where nothing is rejected.</param>
    /// <param name="isChinese">The language of the texts.</param>
    public WriteRejects(IReadOnlyList<RosterReading> files, RosterForm form, string county, Func<Stream> open, bool isChinese)
    {
        _files = files;
        _open = open;
        _isChinese = isChinese;
        _form = form;
        foreach (RosterReading file in files.Where(file => file.Refusal is null && file.Counties.Contains(county)))
            Name(file);
        foreach (RosterReading file in files.Where(file => file.Refusal is null && file.Counties.Contains(county)))
            _sources[file.File.Ordinal] = Sources(file);
    }

    /// <summary>Writes all rows of a rejected household.</summary>
    public void Add(HouseholdCopy copy)
    {
        _writer ??= Start();
        RosterReading file = _files[copy.File];
        int[] sources = _sources[copy.File];
        for (int i = 0; i < copy.RowCount; i++)
        {
            MemberRow row = copy.Row(i);
            if (row.Values.Offset < 0)
                Broken(row, file, sources);
            else
                Cells(row.Values, file, sources);
            List<RosterProblem> problems = copy.ProblemsOf(i);
            _writer.WriteField(file.File.Name);
            _writer.WriteField(new RowNumber(row.Values.Line).Say(file.Sheets));
            _writer.WriteField(string.Join("+", problems.Select(problem => RosterProblem.TextOf(problem.Code)).Distinct()));
            _writer.WriteField(string.Join(_isChinese ? "；" : "; ", problems.Select(problem => problem.Say(_isChinese))));
            _writer.EndRecord();
        }
    }

    public void Dispose()
    {
        _writer?.Dispose();
        foreach (SafeFileHandle handle in _handles.Values)
            handle.Dispose();
    }

    private CsvWriter Start()
    {
        CsvWriter writer = CsvWriter.Create(_open(), new CsvWriterOptions
        {
            NewLine = "\r\n", WriteByteOrderMark = true, Injection = CsvInjection.Escape,
        });
        foreach (string name in _header.Concat(RejectColumns.Names))
            writer.WriteField(name);
        writer.EndRecord();
        return writer;
    }

    /// <summary>Names the columns of a file in the header; one that another file has under its other name is the same column.</summary>
    private void Name(RosterReading file)
    {
        for (int i = 0; i < file.Header.Count; i++)
        {
            if (RejectColumns.Has(file.Header[i]) || PlaceOf(file, i) >= 0)
                continue;

            // A header of two rows has both texts in one cell; the column's own name is what is read again.
            _header.Add(file.Columns[i] is { } column
                && _form.Table.Book.Find(file.Header[i]) is null ? _form.InChinese(column) : file.Header[i]);
            _known.Add(file.Columns[i]);
        }
    }

    private int PlaceOf(RosterReading file, int column) =>
        file.Columns[column] is { } known ? _known.FindIndex(taken => taken == known) : _header.IndexOf(file.Header[column]);

    /// <summary>For each column of the header, where a file has it; -1 where it has not.</summary>
    private int[] Sources(RosterReading file)
    {
        int[] sources = new int[_header.Count];
        Array.Fill(sources, -1);
        for (int i = 0; i < file.Header.Count; i++)
        {
            if (!RejectColumns.Has(file.Header[i]))
                sources[PlaceOf(file, i)] = i;
        }

        return sources;
    }

    private void Cells(in MemberValues values, RosterReading file, int[] sources)
    {
        if (_line.Length < values.Length)
            _line = new byte[values.Length];
        int read = RandomAccess.Read(Handle(file), _line.AsSpan(0, values.Length), values.Offset);
        using CsvReader reader = CsvReader.Create(_line.AsMemory(0, read),
            RosterText.Options(file.Separator, null) with { HasHeader = false, BufferSize = SmallBuffer });
        bool hasRow = reader.Read();
        foreach (int source in sources)
            _writer!.WriteField(hasRow && source >= 0 && source < reader.FieldCount ? reader.GetSpan(source) : default);
    }

    private void Broken(MemberRow row, RosterReading file, int[] sources)
    {
        string[] cells = Whole(Encoding.UTF8.GetString(row.Text(MemberText.Raw)).Split(file.Separator), file);
        foreach (int source in sources)
            _writer!.WriteField(source >= 0 && source < cells.Length ? cells[source] : "");
    }

    /// <summary>A broken line may have more cells than columns: what is left over stays in the last one.</summary>
    private static string[] Whole(string[] cells, RosterReading file) =>
        cells.Length <= file.Header.Count
            ? cells
            : [.. cells[..(file.Header.Count - 1)], string.Join(file.Separator, cells[(file.Header.Count - 1)..])];

    private SafeFileHandle Handle(RosterReading file)
    {
        if (!_handles.TryGetValue(file.File.Ordinal, out SafeFileHandle? handle))
            _handles[file.File.Ordinal] = handle = File.OpenHandle(file.TextPath);
        return handle;
    }
}
