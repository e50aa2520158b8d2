using Disbursement.Jobs.Files;

namespace Disbursement.Jobs.Intake;

/// <summary>Which names a run reads as tables.</summary>
internal static class RosterNames
{
    /// <summary>What the name of a roster ends with while it is taken away.</summary>
    public const string Withdrawn = ".withdrawn";

    private const string Staged = ".staged";

    private static readonly string[] Endings = [".csv", ".xlsx", ".xls"];

    /// <summary>
    /// Whether a run reads a file of this name: a table by its ending, and neither hidden nor the lock file of an open workbook.
    /// </summary>
    public static bool IsRead(string name) =>
        Endings.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase) && !IsHidden(name);

    /// <summary>Whether a folder or one below it has a table.</summary>
    public static bool AnyIn(string folder) => Directory.Exists(folder)
        && Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any(file => IsRead(Path.GetFileName(file)));

    /// <summary>Whether a file is what an act left beside the place of a roster: one that comes or goes.</summary>
    public static bool IsLeft(string name) =>
        name.EndsWith(Staged, StringComparison.Ordinal) || name.EndsWith(Withdrawn, StringComparison.Ordinal);

    public static bool IsWorkbook(string name) =>
        name.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".xls", StringComparison.OrdinalIgnoreCase);

    /// <summary>Why a run does not read what it has found, with the way out.</summary>
    public static FileRemark WhyPassedOver(string name)
    {
        string file = Path.GetFileName(name), ending = Path.GetExtension(name).ToLowerInvariant();
        if (file.StartsWith("~$", StringComparison.Ordinal))
            return new FileRemark($"{name}: is the lock of a workbook that is open in Excel or WPS: close it there",
                $"{name}：是正在被Excel或WPS打开的工作簿的锁定文件，请先关闭");
        if (file.StartsWith('.'))
            return new FileRemark($"{name}: is a hidden file: rename it if it is a roster", $"{name}：是隐藏文件，若为花名册请改名");
        return ending switch
        {
            Staged or Withdrawn => new FileRemark($"{name}: is on its way by an act that was cut short: disburse roster list settles it",
                $"{name}：一项操作中途中断，文件尚未就位：请运行 disburse roster list"),
            ".et" or ".ett" or ".ods" or ".numbers" or ".xlsm" or ".xlsb" or ".xltx" => new FileRemark(
                $"{name}: open it in Excel or WPS and choose Save As > Excel Workbook (*.xlsx)",
                $"{name}：请用Excel或WPS打开，再用“另存为”保存为“Excel工作簿（*.xlsx）”"),
            ".txt" or ".tsv" or ".tab" => new FileRemark($"{name}: rename it to .csv if it is a roster", $"{name}：若为花名册，请将扩展名改为.csv"),
            ".zip" or ".rar" or ".7z"
                or ".gz" => new FileRemark($"{name}: unpack it and put the files themselves here", $"{name}：请解压后将其中的文件直接放在此处"),
            _ => new FileRemark($"{name}: is no .csv, .xlsx or .xls file (rosters in folders are not read: put them here)",
                $"{name}：不是 .csv、.xlsx 或 .xls 文件（文件夹中的花名册不读取，请直接放在此处）"),
        };
    }

    private static bool IsHidden(string name) => name.StartsWith("~$", StringComparison.Ordinal) || name.StartsWith('.');
}
