namespace Disbursement.Jobs.Reports;

/// <summary>Lines and money of a report by county and scheme, and its first lines.</summary>
internal sealed class ReportTotals
{
    /// <summary>How many lines a terminal shows.</summary>
    public const int MostKept = 20;

    private readonly SortedDictionary<(string County, string Scheme), (long Lines, long Fen)> _sums = [];
    private readonly List<ReportLine> _first = [];

    public long Lines { get; private set; }

    public long Fen { get; private set; }

    public IReadOnlyList<ReportLine> First => _first;

    /// <summary>In the order of counties and schemes.</summary>
    public IEnumerable<(string County, string Scheme, long Lines, long Fen)> Sums =>
        _sums.Select(sum => (sum.Key.County, sum.Key.Scheme, sum.Value.Lines, sum.Value.Fen));

    public void Add(ReportLine line)
    {
        (long lines, long fen) = _sums.GetValueOrDefault((line.County, line.Scheme));
        _sums[(line.County, line.Scheme)] = (lines + 1, fen + line.Fen);
        Lines++;
        Fen += line.Fen;
        if (_first.Count < MostKept)
            _first.Add(line);
    }
}
