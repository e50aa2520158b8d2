using Disbursement.Domain.Officers;

namespace Disbursement.Jobs.Cli.Words;

/// <summary>What to do about a refusal that only says that something is not there: the verb that lists what is.</summary>
internal static class NextStep
{
    private const string NoSuch = "NO-SUCH";

    /// <summary>By what is missed, as the English sentence names it.</summary>
    private static readonly (string Kind, string Verb)[] Lists =
    [
        ("sealed run", "batches"), ("run", "batches"), ("batch", "batches"),
        ("line in quarantine", "returns list"), ("archived file", "archive list"), ("schedule", "schedule list"),
        ("open receivable", "receivable list"), ("officer", "users list"), ("stop that stands", "stop list"),
    ];

    /// <summary>The refusal, with the way out where its own sentence does not tell it.</summary>
    public static string Say(ActRefusal refusal, bool isChinese)
    {
        string sentence = refusal.Say(isChinese);
        string? verb = refusal.Code == NoSuch
            ? Lists.FirstOrDefault(list => refusal.English.StartsWith($"There is no {list.Kind} ", StringComparison.Ordinal)).Verb
            : null;
        if (refusal.Code == NoSuch && refusal.English.StartsWith("There is no payment ", StringComparison.Ordinal))
            return isChinese
                ? $"{sentence}付款从 000001 起编号；disburse batch show 批次 显示该批次共有多少笔。"
                : $"{sentence} Payments are numbered from 000001: disburse batch show BATCH says how many a batch has.";

        return verb is null ? sentence
            : isChinese ? $"{sentence}用 disburse {verb} 查看。"
            : $"{sentence} disburse {verb} lists what there is.";
    }
}
