using System.Text;
using CsvHelper;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Forms;
using Disbursement.Jobs.Workbooks;

namespace Disbursement.Bench;

/// <summary>Copies an inputs folder with each CSV roster as an .xlsx workbook of the same rows, in as many sheets as they fill.</summary>
internal static class WriteWorkbooks
{
    public static void Run(string inputs, string to, int year)
    {
        IReadOnlyList<RosterFile> rosters = FindRosters.Run(inputs, year).Rosters;
        HashSet<string> written = [.. rosters.Select(file => Path.GetFullPath(file.FullPath))];
        foreach (string file in Directory.EnumerateFiles(inputs, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(inputs, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (written.Contains(Path.GetFullPath(file)))
                Write(file, Path.ChangeExtension(target, ".xlsx"));
            else
                File.Copy(file, target, overwrite: true);
        }
    }

    private static void Write(string roster, string workbook)
    {
        using FileStream target = File.Create(workbook);
        using WorkbookFile file = new(target);
        (TextTop top, _) = TextTop.Of(roster, new FindHeader(RosterColumns.Book));
        IReadOnlyList<string> header = top.Rows[0].Cells;
        file.Sheet("花名册", [.. header.Select(_ => 12)], header);
        using FileStream stream = new(roster, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        using CsvReader reader = CsvReader.Create(
            stream,
            RosterText.Options(top.Separator, record => throw new ArgumentException($"{roster} is broken in line {record.LineNumber}.")));
        while (reader.Read())
        {
            file.Row();
            for (int i = 0; i < reader.FieldCount; i++)
                file.Text(Encoding.UTF8.GetString(reader.GetSpan(i)));
        }

        file.Finish();
    }
}
