using System.Text.Json;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Runs.Parts;

namespace Disbursement.Jobs.Runs;

/// <summary>What a run says of its pack, of what another one changes in money, and of what it takes back.</summary>
internal sealed partial record RunSummary
{
    /// <summary>
    /// The run before, where it went by another policy pack or other definitions; null where it did not, or there is none.
    /// </summary>
    public PackBefore? Before { get; init; }

    /// <summary>How many lines of recoveries there are, and what they come to.</summary>
    public (long Count, Money Sum) Recovered =>
        (Counties.Sum(county => county.Recoveries), new Money(Counties.Sum(county => county.RecoveredFen)));

    /// <summary>What another pack changes for a scheme, over the same facts.</summary>
    private PackEffect EffectOn(Scheme scheme) =>
        Counties.Aggregate(default(PackEffect), (sum, county) => sum + county.PackEffects.GetValueOrDefault(scheme));

    /// <summary>What the run says of its pack, of what that changes in money, and of what it takes back, a sentence each.</summary>
    public IEnumerable<string> Notable(bool isChinese)
    {
        foreach (FileRemark remark in PackRemarks.OfCounties(Inputs.Pack, [.. Inputs.Bureaus.Select(bureau => bureau.County)]))
            yield return remark.Say(isChinese);
        if (Before is { } before)
        {
            yield return Differing(before, isChinese);
            foreach (string effect in Effects(before, isChinese))
                yield return effect;
        }

        if (Recovered is (> 0, var sum))
            yield return isChinese
                ? $"应追回 {Recovered.Count} 项，共 {sum.Grouped()} 元，列在各批次的 recoveries.csv 中，随批次审批或退回；本次发放已抵扣 {Offset.Grouped()} 元（未收清的见应收款）。"
                : $"Recoveries: {Recovered.Count}, of {sum.Grouped()} yuan, listed in recoveries.csv of their batches, and approved or "
                    + $"rejected with them; {Offset.Grouped()} yuan are kept back in this run (what is open stands among the receivables).";
    }

    private string Differing(PackBefore before, bool isChinese)
    {
        string run = before.Run.Id;
        return (before.IsOtherPack, before.AreOtherDefinitions, isChinese) switch
        {
            (true, false, true) => $"政策包与上一次运行 {run} 不同（上次 {before.Run.PackSha256[..12]}…，本次 {Inputs.PackReading.Sha256[..12]}…）；"
                + "参数的变化见 policy diff。",
            (true, false, false) => $"The policy pack is not that of run {run} before ({before.Run.PackSha256[..12]}…, now "
                + $"{Inputs.PackReading.Sha256[..12]}…): policy diff tells which values changed.",
            (false, _, true) => $"项目定义与上一次运行 {run} 不同；变化见 policy diff。",
            (false, _, false) => $"The definitions of schemes are not those of run {run} before: policy diff tells what changed.",
            (_, _, true) => $"政策包和项目定义均与上一次运行 {run} 不同。",
            _ => $"Neither the policy pack nor the definitions of schemes are those of run {run} before.",
        };
    }

    private IEnumerable<string> Effects(PackBefore before, bool isChinese)
    {
        if (before.Rules is null)
        {
            yield return isChinese ? "上一次运行的政策包或定义已无法读取，不能计算由此产生的金额变化。" : "What the run before went by cannot be read any more, so what "
                + "that changes in money is not known.";
            yield break;
        }

        bool isAny = false;
        foreach (Scheme scheme in SchemesSince(before))
        {
            PackEffect effect = EffectOn(scheme);
            if (effect == default)
                continue;

            isAny = true;
            string gained = new Money(effect.GainedFen).Grouped(), lost = new Money(effect.LostFen).Grouped();
            yield return isChinese
                ? $"  由此 {scheme.Code}：{effect.Gaining} 人增加 {gained} 元，{effect.Losing} 人减少 {lost} 元。"
                : $"  That changes {scheme.Code}: {Counted.Of(effect.Gaining, "person", "people")} by +{gained} yuan, {effect.Losing} "
                    + $"by -{lost}.";
        }

        if (!isAny)
            yield return isChinese ? "  金额没有因此变化。" : "  That changes no money.";
    }

    /// <summary>The schemes of this run, then those that only the run before had.</summary>
    private IEnumerable<Scheme> SchemesSince(PackBefore before) => Inputs.Pack.Schemes.Union(before.Rules?.Pack.Schemes ?? []);

    /// <summary>The same for machines; null where nothing differs.</summary>
    private object? OtherPackThan => Before is not { } before
        ? null
        : new
        {
            Run = before.Run.Id,
            Sha256 = before.Run.PackSha256,
            before.IsOtherPack,
            before.AreOtherDefinitions,
            Changes = before.Rules is null
                ? null
                : SchemesSince(before).Select(scheme => (Scheme: scheme, Effect: EffectOn(scheme))).Where(one => one.Effect != default)
                    .Select(one => new { Scheme = one.Scheme.Code, one.Effect.Gaining, one.Effect.GainedFen, one.Effect.Losing,
                        one.Effect.LostFen }),
        };

    private Money Offset => new(Counties.Sum(county => county.Batches.Sum(batch => batch.Offsets.Fen)));

    /// <summary>The sentences of a summary for machines, for whoever has it alone; none where it is not there.</summary>
    public static IReadOnlyList<string> NotesIn(string folder, bool isChinese)
    {
        string file = Path.Combine(folder, "summary.json");
        if (!File.Exists(file))
            return [];

        using JsonDocument read = JsonDocument.Parse(File.ReadAllBytes(file));
        return read.RootElement.TryGetProperty("notes", out JsonElement notes)
            ? [.. notes.GetProperty(isChinese ? "zh" : "en").EnumerateArray().Select(note => note.GetString()!)]
            : [];
    }
}
