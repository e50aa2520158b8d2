using CsvHelper;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Reports;

/// <summary>Lists of persons for operators: UTF-8 with byte order mark, so that Excel opens them; no cell is taken for a formula.</summary>
internal static class PersonList
{
    public static CsvWriter Start(string path, IEnumerable<string> header)
    {
        CsvWriter writer = CsvWriter.Create(PrivateFile.Create(path),
            new CsvWriterOptions { NewLine = "\r\n", WriteByteOrderMark = true, Injection = CsvInjection.Escape });
        foreach (string name in header)
            writer.WriteField(name);
        writer.EndRecord();
        return writer;
    }

    public static string RoleText(string role, bool isChinese) => RoleText(RoleCodes.Of(role), isChinese);

    public static string RoleText(Role role, bool isChinese) => role switch
    {
        Role.Mother => isChinese ? "母" : "mother",
        Role.Father => isChinese ? "父" : "father",
        Role.Guardian => isChinese ? "监护人" : "guardian",
        _ => isChinese ? "子女" : "child",
    };
}
