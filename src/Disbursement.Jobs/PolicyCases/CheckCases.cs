using Disbursement.Jobs.Files;
using Disbursement.Jobs.Policies;

namespace Disbursement.Jobs.PolicyCases;

/// <summary>What the cases beside the definitions of a pack say of it.</summary>
/// <param name="Held">How many hold.</param>
/// <param name="Broken">What does not hold or cannot be read, each with file and line.</param>
internal sealed record CaseCheck(int Held, IReadOnlyList<FileRemark> Broken);

/// <summary>Tries the cases that stand beside the definitions of a pack, in files that end in <c>.cases.yaml</c>.</summary>
internal static class CheckCases
{
    /// <param name="folder">The folder of the pack.</param>
    /// <param name="pack">The pack, which is sound.</param>
    public static CaseCheck Run(string folder, PackReading pack)
    {
        int held = 0;
        List<FileRemark> broken = [];
        foreach (string file in PackFolder.CasesIn(folder))
        {
            try
            {
                foreach (RuleCase told in RuleCase.ReadFile(file))
                {
                    IReadOnlyList<FileRemark> differences = Try(told, pack);
                    held += differences.Count == 0 ? 1 : 0;
                    broken.AddRange(differences.Select(difference => FileRemark.At(
                        file, told.Line, $"{told.Sentence}: {difference.English}", $"{told.Sentence}：{difference.Chinese}")));
                }
            }
            catch (UnreadableFileException exception)
            {
                broken.Add(new FileRemark($"{file}: {exception.Remark.English}", $"{file}：{exception.Remark.Chinese}"));
            }
        }

        return new CaseCheck(held, broken);
    }

    private static IReadOnlyList<FileRemark> Try(RuleCase told, PackReading pack)
    {
        PackReading changed = ChangePack.Run(pack, told.Pack);
        if (changed.Pack is { } sound)
            return TryCases.Run(told, sound);

        (string key, FileRemark problem) = (changed.Defects[0].Key, changed.Defects[0].Problem);
        return [new FileRemark($"pack: {key}: {problem.English}", $"政策包：{key}：{problem.Chinese}")];
    }
}
