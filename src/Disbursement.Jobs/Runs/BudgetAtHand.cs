using System.Globalization;
using System.Security.Cryptography;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Policies;

namespace Disbursement.Jobs.Runs;

/// <summary>The budget of a year as its file has it at this moment, or as the archive kept it.</summary>
/// <param name="File">How the file is called where it is told of.</param>
/// <param name="Text">Its bytes.</param>
/// <param name="Budget">What it says.</param>
internal sealed record BudgetAtHand(string File, byte[] Text, Budget Budget)
{
    /// <summary>The folder of budgets in the inputs folder.</summary>
    public const string Folder = "budgets";

    /// <summary>Lower-case hexadecimal of its bytes.</summary>
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Text));

    /// <summary>The budget of a year; nothing where there is no file.</summary>
    /// <param name="folder">The folder of budgets; null where there is none.</param>
    /// <param name="year">The year of the runs that it is for.</param>
    /// <returns>The budget, or why the file cannot be read: each mistake with line and column.</returns>
    public static (BudgetAtHand? Budget, ActRefusal? Refusal) Read(string? folder, int year)
    {
        if (folder is null)
            return (null, null);

        string name = string.Create(CultureInfo.InvariantCulture, $"{year}.csv"), path = Path.Combine(folder, name);
        string shown = $"{Folder}/{name}";
        if (RegularFile.WhyNot(path, mayBeLink: true) is { } other && Path.Exists(path))
            return (null, Bad([new($"{shown}: {other.English}", $"{shown}：{other.Chinese}")]));
        if (!System.IO.File.Exists(path))
            return (null, null);

        try
        {
            if (new FileInfo(path).Length > FileLimits.LargestBudget)
                return (null, Bad([new($"{shown}: is over {FileLimits.LargestBudget >> 20} MiB",
                    $"{shown}：超过 {FileLimits.LargestBudget >> 20} MiB")]));

            IReadOnlySet<string> schemes = PackFolder.SchemesIn(Path.Combine(Path.GetDirectoryName(folder)!, "policy"));
            return Of(shown, System.IO.File.ReadAllBytes(path), schemes.Contains);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, Bad([new($"{shown}: {exception.Message}", $"{shown}：无法读取（{exception.Message}）")]));
        }
    }

    /// <summary>The budget whose bytes the archive of a data folder keeps under a hash; nothing where it keeps none.</summary>
    public static (BudgetAtHand? Budget, ActRefusal? Refusal) Kept(string data, string sha256)
    {
        string place = InputArchive.PlaceOf(InputArchive.Of(data), sha256);
        return sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower) && System.IO.File.Exists(place)
            && new FileInfo(place).Length <= FileLimits.LargestBudget
            ? Of(sha256[..8], System.IO.File.ReadAllBytes(place), _ => true)
            : (null, ActRefusal.NoSuch("指标文件", "budget file in the archive", sha256));
    }

    private static (BudgetAtHand? Budget, ActRefusal? Refusal) Of(string file, byte[] text,
        Func<string, bool> isScheme)
    {
        (IReadOnlyList<BudgetLine> lines, IReadOnlyList<FileRemark> mistakes) = ReadBudget.Run(file, text, isScheme);
        return mistakes.Count == 0 ? (new BudgetAtHand(file, text, new Budget(lines)), null) : (null, Bad(mistakes));
    }

    private static ActRefusal Bad(IReadOnlyList<FileRemark> mistakes) => new("BUDGET-FILE",
        $"指标文件有 {mistakes.Count} 处错误：{string.Join("；", mistakes.Select(one => one.Chinese))}。",
        $"The budget has {Counted.Of(mistakes.Count, "mistake")}: {string.Join("; ", mistakes.Select(one => one.English))}.");
}
