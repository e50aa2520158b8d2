using System.Text;
using Disbursement.Jobs.Samples.Rows;

namespace Disbursement.Jobs.Samples.Faults;

/// <summary>One row about to be spoilt: its cells as text.</summary>
internal sealed class SpoiltRow
{
    public required List<string> Cells { get; init; }

    /// <summary>Whether the last cell opens a quote that nothing closes.</summary>
    public bool LeavesQuoteOpen { get; set; }

    public bool IsChild => this[Column.Role] is "child" or "子女";

    public bool IsMother => this[Column.Role] is "mother" or "母";

    public string this[Column column]
    {
        get => Cells[(int)column];
        set => Cells[(int)column] = value;
    }

    public bool Gives(Column column) => this[column].Length > 0;

    public SpoiltRow Copy() => new() { Cells = [.. Cells] };
}

/// <summary>The rows of a household while faults are put in.</summary>
internal sealed class SpoiltHousehold
{
    private static readonly char[] NeedQuotes = [',', '"', '\n', '\r'];

    private SpoiltHousehold(List<SpoiltRow> rows) => Rows = rows;

    public List<SpoiltRow> Rows { get; }

    /// <summary>Whether the household is written again in a second file of the county.</summary>
    public bool StandsTwice { get; set; }

    public bool HasTwoParents => Rows.Count(row => !row.IsChild) == 2;

    public static SpoiltHousehold Of(ReadOnlySpan<byte> rows)
    {
        string[] lines = Encoding.UTF8.GetString(rows).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new SpoiltHousehold([.. lines.Select(line => new SpoiltRow { Cells = [.. line.Split(',')] })]);
    }

    /// <summary>One of the parents; where a fault has taken them, the first row.</summary>
    public SpoiltRow Parent(ref SeededDraws draws)
    {
        List<SpoiltRow> parents = [.. Rows.Where(row => !row.IsChild)];
        return parents.Count > 0 ? parents[draws.Below(parents.Count)] : Rows[0];
    }

    /// <summary>The first child.</summary>
    public SpoiltRow Child() => Rows.Find(row => row.IsChild) ?? Rows[^1];

    public SpoiltRow Member(ref SeededDraws draws) => Rows[draws.Below(Rows.Count)];

    public byte[] ToBytes()
    {
        StringBuilder text = new();
        foreach (SpoiltRow row in Rows)
        {
            for (int i = 0; i < row.Cells.Count; i++)
            {
                if (i > 0)
                    text.Append(',');
                bool isLast = i == row.Cells.Count - 1;
                AppendCell(text, row.Cells[i], isLast && row.LeavesQuoteOpen);
            }

            text.Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void AppendCell(StringBuilder text, string cell, bool leavesQuoteOpen)
    {
        if (leavesQuoteOpen)
            text.Append('"').Append(cell);
        else if (cell.AsSpan().IndexOfAny(NeedQuotes) >= 0)
            text.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        else
            text.Append(cell);
    }
}
