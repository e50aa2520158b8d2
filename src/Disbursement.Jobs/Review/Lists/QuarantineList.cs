using Disbursement.Domain.Returns;
using Disbursement.Jobs.Review.Elements;
using Disbursement.Jobs.Review.Words;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Review.Lists;

/// <summary>A line in quarantine, and what an officer has said of it.</summary>
internal sealed record ListedLine(QuarantinedLine Line, Resolution? Said)
{
    /// <summary>open as long as nobody has said anything, waits for a reviewer, or done.</summary>
    public string Stand => Said switch { null => QuarantineList.Open, { Outcome: null } => QuarantineList.Waits, _ => QuarantineList.Done };
}

/// <summary>The lines in quarantine of one file, as their page shows them and as they are exported.</summary>
internal static class QuarantineList
{
    public const string Open = "open", Waits = "waits", Done = "done";

    /// <summary>The columns.</summary>
    public static ListColumns Columns { get; } = ListColumns.Of(
        Text.Line, Text.Problem, Text.PaymentNo, Text.StateNow, Text.Expected, Text.Found, Text.LineResolved);

    /// <summary>How far a line may have got.</summary>
    public static IReadOnlyList<string> Stands { get; } = [Open, Waits, Done];

    /// <summary>By what lines are added up.</summary>
    public static IReadOnlyList<ListGrouping<ListedLine>> Groupings { get; } =
    [
        new("problem", Text.Problem, line => line.Line.Code, (code, _, language) => language[CodeWords.Of(code).Title]),
        new("stand", Text.LineResolved, line => line.Stand, (stand, _, language) => Say(stand, language)),
    ];

    /// <summary>The lines of a file; of these counties where some are named.</summary>
    public static IReadOnlyList<ListedLine> Of(DisbursementDb db, int file, IReadOnlyList<string> counties)
    {
        Dictionary<string, Resolution> said = ResolutionBook.All(db).Where(one => one.Outcome != RequestAnswer.Refused)
            .GroupBy(one => one.Place).ToDictionary(one => one.Key, one => one.Last());
        return
        [
            .. ReadConsole.Quarantine(db, file, counties)
                .Select(line => new ListedLine(line, said.GetValueOrDefault(ResolutionBook.PlaceOf(file, line.Line)))),
        ];
    }

    /// <summary>Those that fit a filter; null or empty for any.</summary>
    public static IReadOnlyList<ListedLine> Fit(IReadOnlyList<ListedLine> lines, string? problem, string? stand) =>
        [.. lines.Where(line => (string.IsNullOrEmpty(problem) || line.Line.Code == problem)
            && (string.IsNullOrEmpty(stand) || line.Stand == stand))];

    /// <summary>Lines added up; null where nothing goes by that name.</summary>
    public static ListGroups? Groups(string? by, IEnumerable<ListedLine> lines, Desk desk, Language language) =>
        Groupings.FirstOrDefault(one => one.Name == by) is { } grouping
            ? ListGroups.Of(lines, grouping, desk, language, [(Text.Lines, _ => 1)], [])
            : null;

    /// <summary>How far a line has got, in words.</summary>
    public static string Say(string stand, Language language) =>
        language[stand switch { Open => Text.LineOpen, Waits => Text.LineWaits, _ => Text.LineDone }];

    /// <summary>What should have stood in a line, in words.</summary>
    public static string Expected(QuarantineRecord line, Language language) =>
        Quarantine.Tell(line.Code, line.Expected ?? "", language.IsChinese);

    /// <summary>What stands in it, in words.</summary>
    public static string Found(QuarantineRecord line, Language language) =>
        Quarantine.Tell(line.Code, line.Given ?? "", language.IsChinese);

    /// <summary>What a line should say or says, as a page shows it: an amount as amounts stand everywhere.</summary>
    public static string Shown(QuarantineRecord line, string? kept, Language language) =>
        Quarantine.AmountOf(line.Code, kept ?? "") is { } amount
            ? Language.Money(amount.Fen)
            : Quarantine.Tell(line.Code, kept ?? "", language.IsChinese);

    /// <summary>The number of a payment that the bank wrote and no payment has; null where it is no such line.</summary>
    public static string? Unknown(QuarantineRecord line) => line.Code == Quarantine.UnknownCode ? line.Given : null;

    /// <summary>What an officer has said of a line, in words; empty for nothing.</summary>
    public static string Told(Resolution? one, Language language) => one switch
    {
        null => "",
        { Status: { } status } => language.Of(Text.LineIsBooked, language.IsChinese ? status.Say(isChinese: true) : status.Word(),
            one.PaymentNo!, one.Officer),
        _ => language.Of(Text.LineIsDismissed, one.Officer),
    };
}
