namespace Disbursement.Jobs.Reports;

/// <summary>What stands in a column: text, a whole number, or an amount in fen that is shown in yuan.</summary>
internal enum ColumnKind
{
    Text,
    Count,
    Yuan,
}

/// <summary>A column of an auditor's report, with its header in both languages.</summary>
internal sealed record ReportColumn(string English, string Chinese, ColumnKind Kind = ColumnKind.Text, int Width = 14)
{
    public string Header(bool isChinese) => isChinese ? Chinese : English;
}

/// <summary>
/// One finding. Cells stand in the order of the columns: text, or a <see cref="long"/> where the column counts or is an amount.
/// </summary>
/// <param name="County">The county it counts for.</param>
/// <param name="Scheme">The scheme it counts for; empty where there is none.</param>
/// <param name="Fen">The money it is about.</param>
/// <param name="Cells">What is shown.</param>
internal sealed record ReportLine(string County, string Scheme, long Fen, IReadOnlyList<object?> Cells);

/// <summary>The answer to a question of the audit office. Lines come one by one from the books while they are asked for, once.</summary>
internal sealed record AuditReport
{
    /// <summary>Its name on the command line.</summary>
    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary>The year asked for; 0 for every year.</summary>
    public required int Year { get; init; }

    public string Heading => Year > 0 ? $"{Title} ({Name}, {Year})" : $"{Title} ({Name})";

    public required IReadOnlyList<ReportColumn> Columns { get; init; }

    public required IEnumerable<ReportLine> Lines { get; init; }

    /// <summary>What such a report cannot see, in sentences.</summary>
    public required IReadOnlyList<string> Unseen { get; init; }

    /// <summary>What this one says besides, and what was missing when it was made; whole once all lines have been asked for.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>Reads all lines, hands each to the files that want them, and keeps the sums.</summary>
    public ReportTotals Run(params IReadOnlyList<IReportFile> files)
    {
        ReportTotals totals = new();
        foreach (ReportLine line in Lines)
        {
            totals.Add(line);
            for (int i = 0; i < files.Count; i++)
                files[i].Add(line);
        }

        foreach (IReportFile file in files)
            file.Finish(this, totals);
        return totals;
    }
}

/// <summary>A file that takes a report line by line.</summary>
internal interface IReportFile : IDisposable
{
    void Add(ReportLine line);

    void Finish(AuditReport report, ReportTotals totals);
}
