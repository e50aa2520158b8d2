namespace Disbursement.Jobs.Intake.Forms;

/// <summary>The columns that a list of rejected rows has after those of the file: who corrects it hands it in as it is.</summary>
internal static class RejectColumns
{
    public static IReadOnlyList<string> Names { get; } = ["source_file", "source_line", "problem_codes", "problems"];

    /// <summary>Whether a header cell is one of them.</summary>
    public static bool Has(string header) => Names.Contains(ColumnBook.Key(header));
}
