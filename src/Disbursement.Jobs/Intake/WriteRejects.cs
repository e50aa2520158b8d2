using System.Text;
using CsvHelper;
using Microsoft.Win32.SafeHandles;

namespace Disbursement.Jobs.Intake;

/// <summary>Writes rejected households back as a clerk knows them: the original cells untouched, then where they stood and everything that is wrong.</summary>
internal sealed class WriteRejects : IDisposable
{
    private readonly IReadOnlyList<RosterReading> _files;
    private readonly Func<Stream> _open;
    private readonly bool _isChinese;
    private readonly List<string> _header = [];
    private readonly Dictionary<int, int[]> _places = [];
    private readonly Dictionary<int, SafeFileHandle> _handles = [];
    private CsvWriter? _writer;
    private byte[] _line = new byte[4096];

    /// <param name="files">All rosters of the run.</param>
    /// <param name="county">The county whose rejects are written.</param>
    /// <param name="open">Opens the file; not called where nothing is rejected.</param>
    /// <param name="isChinese">The language of the texts.</param>
    public WriteRejects(IReadOnlyList<RosterReading> files, string county, Func<Stream> open, bool isChinese)
    {
        _files = files;
        _open = open;
        _isChinese = isChinese;
        foreach (RosterReading file in files.Where(file => file.Refusal is null && file.Counties.Contains(county)))
            _places[file.File.Ordinal] = Place(file);
    }

    /// <summary>Writes all rows of a rejected household.</summary>
    public void Add(HouseholdCopy copy)
    {
        _writer ??= Start();
        RosterReading file = _files[copy.File];
        int[] places = _places[copy.File];
        for (int i = 0; i < copy.RowCount; i++)
        {
            string[] cells = new string[_header.Count];
            Array.Fill(cells, "");
            string[] own = Cells(copy.Row(i), file);
            for (int column = 0; column < own.Length; column++)
            {
                if (places[column] >= 0)
                    cells[places[column]] = own[column];
            }

            foreach (string cell in cells)
                _writer.WriteField(cell);
            List<RosterProblem> problems = copy.ProblemsOf(i);
            _writer.WriteField(file.File.Name);
            _writer.WriteField(copy.Row(i).Values.Line);
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
        CsvWriter writer = CsvWriter.Create(_open(), new CsvWriterOptions { NewLine = "\r\n", WriteByteOrderMark = true });
        foreach (string name in _header.Concat(RosterColumns.RejectColumns))
            writer.WriteField(name);
        writer.EndRecord();
        return writer;
    }

    /// <summary>Where each cell of a file goes; a column that another file has under its other name is the same column.</summary>
    private int[] Place(RosterReading file)
    {
        int[] places = new int[file.Header.Count];
        for (int i = 0; i < places.Length; i++)
        {
            string name = file.Header[i];
            if (RosterColumns.IsRejectColumn(name))
            {
                places[i] = -1;
                continue;
            }

            RosterColumn? column = file.Columns[i];
            int known = column is null ? _header.IndexOf(name) : _header.FindIndex(taken => RosterColumns.Find(taken) == column);
            if (known < 0)
            {
                known = _header.Count;
                _header.Add(name);
            }

            places[i] = known;
        }

        return places;
    }

    private string[] Cells(MemberRow row, RosterReading file)
    {
        MemberValues values = row.Values;
        if (values.Offset < 0)
            return Whole(Encoding.UTF8.GetString(row.Text(MemberText.Raw)).Split(file.Separator), file);

        if (_line.Length < values.Length)
            _line = new byte[values.Length];
        int read = RandomAccess.Read(Handle(file), _line.AsSpan(0, values.Length), values.Offset);
        using CsvReader reader = CsvReader.Create(_line.AsMemory(0, read), RosterText.Options(file.Separator, null) with { HasHeader = false, BufferSize = 4096 });
        if (!reader.Read())
            return [];

        string[] cells = new string[reader.FieldCount];
        for (int i = 0; i < cells.Length; i++)
            cells[i] = reader.GetString(i);
        return cells;
    }

    /// <summary>A broken line may have more cells than columns: what is left over stays in the last one.</summary>
    private static string[] Whole(string[] cells, RosterReading file) =>
        cells.Length <= file.Header.Count ? cells : [.. cells[..(file.Header.Count - 1)], string.Join(file.Separator, cells[(file.Header.Count - 1)..])];

    private SafeFileHandle Handle(RosterReading file)
    {
        if (!_handles.TryGetValue(file.File.Ordinal, out SafeFileHandle? handle))
            _handles[file.File.Ordinal] = handle = File.OpenHandle(file.TextPath);
        return handle;
    }
}
