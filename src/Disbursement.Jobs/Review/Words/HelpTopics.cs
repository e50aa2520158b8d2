using Disbursement.Domain.Batches;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Review.Words;

/// <summary>What one word or code of the pages means, and what to do about it.</summary>
/// <param name="Place">Its place on the page of help.</param>
/// <param name="Code">The code as it is written; empty for a word that has none.</param>
/// <param name="Title">The words.</param>
/// <param name="Help">What they mean.</param>
internal sealed record HelpTopic(string Place, string Code, Word Title, Word Help);

/// <summary>Everything that the page of help explains: put together from the words that the pages themselves use.</summary>
internal static class HelpTopics
{
    private const string StatePrefix = "state-", RunPrefix = "run-", ObjectionPrefix = "objection-";
    private const string CodePrefix = "code-", KeyPrefix = "key-", RefusalPrefix = "refusal-", AccountPrefix = "account-";

    private static readonly Lazy<IReadOnlyDictionary<string, HelpTopic>> Known = new(Placed);

    /// <summary>States of batches, payments and decisions.</summary>
    public static IReadOnlyList<HelpTopic> States { get; } =
    [
        State(PaymentState.Proposed, Text.MeansProposed), State(PaymentState.Approved, Text.MeansApproved),
        State(PaymentState.Released, Text.MeansReleased), State(PaymentState.Paid, Text.MeansPaid),
        State(PaymentState.Failed, Text.MeansFailed), State(PaymentState.Held, Text.MeansHeld),
        State(PaymentState.Reissued, Text.MeansReissued), State(PaymentState.Cancelled, Text.MeansCancelled),
        State(BatchState.Settled, Text.MeansSettled), State(BatchState.Rejected, Text.MeansRejected),
        State(Outcome.Granted, Text.MeansGranted), State(Outcome.Refused, Text.MeansRefused),
        State(Outcome.Unclaimed, Text.MeansUnclaimed),
    ];

    /// <summary>Where a run may stand.</summary>
    public static IReadOnlyList<HelpTopic> Runs { get; } =
    [
        Run(RunState.Created, Text.MeansCreated), Run(RunState.Reading, Text.MeansReading), Run(RunState.Assessing, Text.MeansAssessing),
        Run(RunState.Sealed, Text.MeansSealed), Run(RunState.Failed, Text.MeansEnded), Run(RunState.Abandoned, Text.MeansAbandoned),
    ];

    /// <summary>Where an objection may stand.</summary>
    public static IReadOnlyList<HelpTopic> Objections { get; } =
    [
        Objection(ObjectionState.Open, Text.MeansOpen), Objection(ObjectionState.Upheld, Text.MeansUpheld),
        Objection(ObjectionState.Dismissed, Text.MeansDismissed),
    ];

    /// <summary>What a reviewer is told to look at.</summary>
    public static IReadOnlyList<HelpTopic> Flags { get; } =
    [
        Flag("DUP-ACCOUNT", Text.MeansDupAccount), Flag("ACCOUNT-NAME", Text.MeansAccountName), Flag("JUMP", Text.MeansJump),
        Flag("NEW-ARREARS", Text.MeansNewArrears), Flag("REG-DEATH", Text.MeansRegisteredDeath),
        Flag("REG-BIRTH", Text.MeansRegisteredBirth), Flag("REG-GRADE", Text.MeansRegisteredGrade),
        Flag("DUP-CHILD", Text.MeansDuplicateChild), Flag("CHILD-CONFLICT", Text.MeansChildConflict),
        Flag("PROMISE-DUE", Text.MeansPromiseDue), Flag("ACCOUNT-CHANGED", Text.MeansAccountChanged),
        Flag("CAME-BACK", Text.MeansCameBack),
    ];

    /// <summary>Codes of rejected rows and of lines in quarantine.</summary>
    public static IReadOnlyList<HelpTopic> Codes { get; } =
        [.. CodeWords.Codes.Select(code => new HelpTopic(PlaceOf(code), code, CodeWords.Of(code).Title, CodeWords.Of(code).Help))];

    /// <summary>Codes of refused acts.</summary>
    public static IReadOnlyList<HelpTopic> Refusals { get; } = [.. RefusalWords.Codes.Select(code =>
        new HelpTopic(PlaceOfRefusal(code), code, RefusalWords.Of(code).Title, RefusalWords.Of(code).Help))];

    /// <summary>Kinds of ledger accounts.</summary>
    public static IReadOnlyList<HelpTopic> Accounts { get; } =
    [
        Account("expense", Text.MeansExpense), Account("payable", Text.MeansPayable), Account("transit", Text.MeansTransit),
        Account("treasury", Text.MeansTreasury), Account("receivable", Text.MeansReceivable), Account("waiver", Text.MeansWaiver),
    ];

    /// <summary>The schemes of the packs that were read, each with its conditions.</summary>
    public static IEnumerable<(string Scheme, IEnumerable<HelpTopic> Conditions)> Schemes => SchemeTitles.Codes.Select(scheme =>
        (scheme, SchemeTitles.ConditionsOf(scheme).Select(one => Condition(one.Code, one.Chinese, one.English))));

    /// <summary>The conditions that every scheme has.</summary>
    public static IEnumerable<HelpTopic> Shared => SharedWords.All.Select(one => Condition(one.Code, one.Chinese, one.English));

    /// <summary>The keys of a pack, in words.</summary>
    public static IEnumerable<HelpTopic> Keys => ParameterWords.AllKeys.Select(key => new HelpTopic(KeyPrefix + key, key,
        new Word(ParameterWords.Key(key, isChinese: true), ParameterWords.Key(key, isChinese: false)), Text.HelpKeysNote));

    /// <summary>Where a state of a batch, a payment or a decision is explained.</summary>
    /// <param name="state">As it is stored.</param>
    public static string PlaceOfState(string state) => StatePrefix + state;

    /// <summary>Where a state of a run is explained.</summary>
    public static string PlaceOf(RunState state) => RunPrefix + state.Word();

    /// <summary>Where a state of an objection is explained; an objection that nobody has decided is open.</summary>
    public static string PlaceOf(ObjectionState? state) => ObjectionPrefix + (state ?? ObjectionState.Open).Word();

    /// <summary>Where a code is explained: of a flag, a rejected row, a line in quarantine or a condition.</summary>
    public static string PlaceOf(string code) => CodePrefix + code;

    /// <summary>Where the code of a refused act is explained.</summary>
    public static string PlaceOfRefusal(string code) => RefusalPrefix + code;

    /// <summary>Where the kind of a ledger account is explained.</summary>
    /// <param name="account">The account as the books name it, or its kind.</param>
    public static string PlaceOfAccount(string account) => AccountPrefix + account.Split(':')[0];

    /// <summary>Where the last key of the path of a parameter is explained.</summary>
    public static string PlaceOfParameter(string path) =>
        KeyPrefix + path.Split('.').Last(key => !key.All(char.IsAsciiDigit));

    /// <summary>What stands at a place; null for one that is not explained.</summary>
    public static HelpTopic? At(string place)
    {
        if (Known.Value.TryGetValue(place, out HelpTopic? topic))
            return topic;

        string code = place.StartsWith(CodePrefix, StringComparison.Ordinal) ? place[CodePrefix.Length..] : "";
        return SchemeTitles.Condition(code) is { } told ? Condition(code, told.Chinese, told.English) : null;
    }

    private static Dictionary<string, HelpTopic> Placed() => new[] { States, Runs, Objections, Flags, Codes, Refusals, Accounts, Keys }
        .SelectMany(topics => topics).ToDictionary(topic => topic.Place);

    private static HelpTopic State<T>(T state, Word help)
        where T : struct, Enum =>
        new(PlaceOfState(state.Word()), "", new Word(state.Say(isChinese: true), state.Say(isChinese: false)), help);

    private static HelpTopic Run(RunState state, Word help) => new(PlaceOf(state), "", Both(language => language.Run(state)), help);

    private static HelpTopic Objection(ObjectionState state, Word help) =>
        new(PlaceOf(state), "", Both(language => language.Objection(state)), help);

    private static HelpTopic Account(string kind, Word help) =>
        new(PlaceOfAccount(kind), "", Both(language => language.LedgerKind(kind)), help);

    private static HelpTopic Flag(string flag, Word help) => new(PlaceOf(flag), flag, Both(language => language.Flag(flag)), help);

    private static HelpTopic Condition(string code, string chinese, string english) =>
        new(PlaceOf(code), code, new Word(chinese, english), Text.MeansCondition);

    private static Word Both(Func<Language, string> told) => new(told(new Language(IsChinese: true)), told(new Language(IsChinese: false)));
}
