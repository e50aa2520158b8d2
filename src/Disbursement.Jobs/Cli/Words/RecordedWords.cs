using Disbursement.Domain.Officers;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Review.Words;

namespace Disbursement.Jobs.Cli.Words;

/// <summary>
/// What is recorded as a short word, as the terminal says it: in Chinese in the words of the console; in English as it is recorded, which
/// is how options ask for it.
/// </summary>
internal sealed class RecordedWords(bool isChinese)
{
    private static readonly Language Chinese = new(IsChinese: true);

    public string Act(string act) => isChinese ? Chinese.Act(act) : act;

    public string Result(ActResult result) =>
        isChinese ? Chinese[result == ActResult.Done ? Text.WasDone : Text.WasRefused] : result.Word();

    /// <summary>
    /// What an officer gave as a reason, as it is; why an act was refused in Chinese words with its code, since the record has the sentence
    /// in English alone.
    /// </summary>
    public string Reason(string? reason) => reason switch
    {
        null => "",
        _ when !isChinese => reason,
        _ when RefusalWords.Split(reason) is { } refused => $"{Chinese[RefusalWords.Of(refused.Code).Title]} {refused.Code}",
        _ => Chinese.Note(reason),
    };

    /// <summary>An event of the ledger.</summary>
    public string Event(string name) => isChinese ? Chinese.Event(name) : name;

    public string Role(OfficerRole role) => isChinese ? Chinese.ShortRole(role) : role.Word();
}
