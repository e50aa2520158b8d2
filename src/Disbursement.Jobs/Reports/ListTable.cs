using CsvHelper;

namespace Disbursement.Jobs.Reports;

/// <summary>A list as somebody sees it, for a spreadsheet: UTF-8 with byte order mark, and no cell is taken for a formula.</summary>
internal static class ListTable
{
    public static void Write(string path, IEnumerable<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        using CsvWriter writer = PersonList.Start(path, header);
        foreach (IReadOnlyList<string> row in rows)
        {
            foreach (string cell in row)
                writer.WriteField(cell);
            writer.EndRecord();
        }
    }
}
