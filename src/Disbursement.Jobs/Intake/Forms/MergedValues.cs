using Disbursement.Jobs.Sheets;

namespace Disbursement.Jobs.Intake.Forms;

/// <summary>
/// The values of merged cells, for the rows over which they are merged. The list of merged cells stands at the end of a sheet, so it is
/// read only once a row lacks a value that may be merged.
/// </summary>
internal sealed class MergedValues(Workbook workbook, SheetOutline sheet, IReadOnlyList<int?> columns, Func<int, bool> isMerged)
{
    private readonly int[] _places = [.. Enumerable.Range(0, columns.Count).Where(i => columns[i] is { } column && isMerged(column))];
    private Dictionary<int, List<(MergedCells Cells, string Value)>>? _byColumn;
    private Dictionary<int, int> _at = [];

    /// <summary>
    /// The columns without a value in this row, with the value that is merged over it. Rows are asked for in rising order.
    /// </summary>
    public IEnumerable<(int Column, string Value)> Over(int row, Func<int, bool> lacks, CancellationToken stop)
    {
        foreach (int place in _places)
        {
            if (!lacks(columns[place]!.Value))
                continue;

            _byColumn ??= Read(stop);
            if (Find(place + 1, row) is { } value)
                yield return (columns[place]!.Value, value);
        }
    }

    private string? Find(int column, int row)
    {
        if (!_byColumn!.TryGetValue(column, out List<(MergedCells Cells, string Value)>? merged))
            return null;

        int at = _at.GetValueOrDefault(column);
        while (at < merged.Count && merged[at].Cells.LastRow < row)
            at++;
        _at[column] = at;
        return at < merged.Count && merged[at].Cells.FirstRow <= row ? merged[at].Value : null;
    }

    /// <summary>Reads the list of merged cells, then the values in their first rows.</summary>
    private Dictionary<int, List<(MergedCells Cells, string Value)>> Read(CancellationToken stop)
    {
        Dictionary<int, List<(MergedCells Cells, string Value)>> byColumn = [];
        MergedCells[] wanted = [.. workbook.Merged(sheet, stop).Where(cells => _places.Contains(cells.FirstColumn - 1)
            && cells.LastRow > cells.FirstRow).OrderBy(cells => cells.FirstRow)];
        _at = [];
        if (wanted.Length == 0)
            return byColumn;

        ILookup<int, MergedCells> byRow = wanted.ToLookup(cells => cells.FirstRow);
        foreach (SheetRow row in workbook.Rows(sheet, stop))
        {
            foreach (MergedCells cells in byRow[row.Number])
            {
                int index = row.Cells.FindIndex(cell => cell.Column == cells.FirstColumn);
                if (index < 0)
                    continue;
                if (!byColumn.TryGetValue(cells.FirstColumn, out List<(MergedCells Cells, string Value)>? values))
                    byColumn[cells.FirstColumn] = values = [];
                values.Add((cells, Workbook.TextOf(row.Cells[index])));
            }
        }

        return byColumn;
    }
}
