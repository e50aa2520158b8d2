using Disbursement.Jobs.Policies;
using YamlDotNet.Core;

namespace Disbursement.Jobs.PolicyCases;

/// <summary>What the cases beside the definitions of a pack say of it.</summary>
/// <param name="Held">How many hold.</param>
/// <param name="Broken">What does not hold or cannot be read, each with file and line.</param>
internal sealed record CaseCheck(int Held, IReadOnlyList<string> Broken);

/// <summary>Tries the cases that stand beside the definitions of a pack, in files that end in <c>.cases.yaml</c>.</summary>
internal static class CheckCases
{
    /// <param name="folder">The folder of the pack.</param>
    /// <param name="pack">The pack, which is sound.</param>
    public static CaseCheck Run(string folder, PackReading pack)
    {
        int held = 0;
        List<string> broken = [];
        foreach (string file in PackFolder.CasesIn(folder))
        {
            try
            {
                foreach (RuleCase told in RuleCase.ReadFile(file))
                {
                    IReadOnlyList<string> differences = Try(told, pack);
                    held += differences.Count == 0 ? 1 : 0;
                    broken.AddRange(differences.Select(difference => $"{file}:{told.Line}: {told.Sentence}: {difference}"));
                }
            }
            catch (Exception exception) when (exception is InvalidDataException or YamlException or InvalidCastException)
            {
                broken.Add($"{file}: {exception.Message}");
            }
        }

        return new CaseCheck(held, broken);
    }

    private static IReadOnlyList<string> Try(RuleCase told, PackReading pack)
    {
        PackReading changed = ChangePack.Run(pack, told.Pack);
        return changed.Pack is { } sound ? TryCases.Run(told, sound) : [$"pack: {changed.Defects[0].Key}: {changed.Defects[0].Problem}"];
    }
}
