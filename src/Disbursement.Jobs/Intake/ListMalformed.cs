using CsvHelper;
using Disbursement.Jobs.Intake.Forms;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Intake;

/// <summary>
/// Writes the lines of a register that cannot be used as they stood, then where they stood and everything that is wrong: corrected, the
/// file is a register again.
/// </summary>
internal sealed class ListMalformed(RegisterReading reading, Func<string>? path, bool isChinese) : IDisposable
{
    private CsvWriter? _writer;
    private int[] _columns = [];

    /// <summary>The header of the register; columns that this list itself has added before are left out.</summary>
    public IReadOnlyList<string> Header { get; set; } = [];

    public void Add(string line, IReadOnlyList<string> cells,
        IReadOnlyCollection<(ProblemCode Code, string English, string Chinese)> problems)
    {
        reading.Malformed++;
        if (path is null)
            return;

        _writer ??= Start(path());
        foreach (int column in _columns)
            _writer.WriteField(column < cells.Count ? cells[column] : "");
        _writer.WriteField(reading.File.Name);
        _writer.WriteField(line);
        _writer.WriteField(string.Join("+", problems.Select(problem => RosterProblem.TextOf(problem.Code)).Distinct()));
        _writer.WriteField(string.Join(isChinese ? "；" : "; ", problems.Select(problem => isChinese ? problem.Chinese : problem.English)));
        _writer.EndRecord();
    }

    public void Dispose() => _writer?.Dispose();

    private CsvWriter Start(string file)
    {
        CsvWriter writer = CsvWriter.Create(PrivateFile.Create(file), new CsvWriterOptions
        {
            NewLine = "\r\n", WriteByteOrderMark = true, Injection = CsvInjection.Escape,
        });
        _columns = [.. Enumerable.Range(0, Header.Count).Where(i => !RejectColumns.Has(Header[i]))];
        foreach (string name in _columns.Select(column => Header[column]).Concat(RejectColumns.Names))
            writer.WriteField(name);
        writer.EndRecord();
        return writer;
    }
}
