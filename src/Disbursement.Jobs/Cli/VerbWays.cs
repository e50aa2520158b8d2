using System.Collections.Frozen;
using System.CommandLine;
using System.CommandLine.Parsing;
using Disbursement.Domain.Officers;

namespace Disbursement.Jobs.Cli;

/// <summary>Every verb, and how it is carried out where acts go through the service alone (<c>Acts:OnlyThroughService</c>).</summary>
internal static class VerbWays
{
    private static readonly WayOfVerb Local = new(VerbWay.Local);

    /// <summary>For whoever owns the data folder: it moves or copies the folder itself, or its keys.</summary>
    private static readonly WayOfVerb Owners = new(VerbWay.Refused);

    /// <summary>The console offers it, with the files that it takes.</summary>
    private static readonly WayOfVerb OnConsole = new(VerbWay.Refused) { IsOnConsole = true };

    private static readonly OfficialAct[] Read = [OfficialAct.Read], Supervise = [OfficialAct.Supervise],
        Administer = [OfficialAct.Administer];

    private static readonly FrozenDictionary<string, WayOfVerb> Known = new Dictionary<string, WayOfVerb>
    {
        ["serve"] = new(VerbWay.Service),
        ["completion"] = Local,
        ["sample"] = Local,
        ["policy check"] = Local,
        ["policy diff"] = Local,
        ["db script"] = Local,

        ["run"] = OnConsole,
        ["policy propose"] = OnConsole,
        ["policy try"] = OnConsole,
        ["db migrate"] = Owners,
        ["db check"] = Owners,
        ["db backup"] = Owners,
        ["db restore"] = Owners,
        ["db move"] = Owners,
        ["keys backup"] = Owners,
        ["keys rotate"] = Owners,

        ["batches"] = Reading(Read, VerbReach.County, "--run --state --county"),
        ["batch show"] = Reading(Read, VerbReach.Batch, "BATCH --unmask"),
        ["batch sample"] = Reading([OfficialAct.CheckSample], VerbReach.Batch, "BATCH --seed --size --wrong"),
        ["batch approve"] = Act("BATCH --run --all --sha256"),
        ["batch reject"] = Act("BATCH --run --all"),
        ["batch release"] = Act("BATCH --run --all"),
        ["batch close"] = Act("BATCH --run --all"),
        ["batch hold"] = Act("PAYMENT_NO"),
        ["batch unhold"] = Act("PAYMENT_NO"),
        ["batch cancel"] = Act("PAYMENT_NO"),
        ["batch account"] = Act("PAYMENT_NO --account --account-name --bank-name --bank-code"),

        ["returns import"] = Act("--bank") with { Reads = "FILE" },
        ["returns list"] = Reading(Read, VerbReach.Whole, "--file"),
        ["returns resolve"] = Act("LINE --book --dismiss --payment --status"),
        ["returns confirm"] = Act("LINE"),
        ["returns refuse"] = Act("LINE"),
        ["reissue"] = Act("--run --value-date"),
        ["corrections import"] = Act("--year") with { Reads = "FILE" },
        ["roster check"] = Reading([OfficialAct.ImportCorrection], VerbReach.Whole, "--year --name") with { Reads = "FILE" },
        ["roster add"] = Act("--year --name --replace") with { Reads = "FILE" },
        ["roster withdraw"] = Act("NAME --year"),
        ["roster list"] = Reading([OfficialAct.ImportCorrection, OfficialAct.Supervise, OfficialAct.Administer], VerbReach.Whole, "--year"),
        ["notice"] = Reading([OfficialAct.Post], VerbReach.County, "--run --county --post --posted-on") with
        {
            Writes = "--out", WritesFolder = true, MustName = true,
        },
        ["objection raise"] = Act("PAYMENT_NO --by"),
        ["objection decide"] = Act("PAYMENT_NO --upheld --dismissed"),
        ["objection list"] = Reading(Read, VerbReach.Whole, "--open"),
        ["stop add"] = Act("--id --scheme --from --document"),
        ["stop lift"] = Act("NUMBER"),
        ["stop list"] = Reading(Read, VerbReach.Whole, "--all"),
        ["receivable list"] = Reading(Read, VerbReach.County, "--county --format") with { Writes = "--out" },
        ["receivable letter"] = Act("NUMBER") with { Writes = "--out", MustName = true },
        ["receivable repay"] = Act("NUMBER --amount --on --document"),
        ["receivable waive"] = Act("NUMBER --amount --decision"),
        ["receivable confirm"] = Act("NUMBER"),
        ["receivable refuse"] = Act("NUMBER"),
        ["budget list"] = Reading(Read, VerbReach.County, "--year --county --sha256"),

        ["explain"] = Reading(Read, VerbReach.Person, "--id --year --scheme"),
        ["decisions"] = Reading(Supervise, VerbReach.Whole, "--run --county") with { Writes = "--out" },
        ["verify"] = Reading(Supervise, VerbReach.Whole, "--run --replay"),
        ["ledger balance"] = Reading(Supervise, VerbReach.Whole, ""),
        ["ledger export"] = Reading(Supervise, VerbReach.Whole, "--format --county") with { Writes = "--out" },
        ["acts"] = Reading(Supervise, VerbReach.Whole, "--subject --officer --act --refused --last"),
        ["archive list"] = Reading(Supervise, VerbReach.Whole, ""),
        ["archive export"] = Act("FILE") with { Writes = "--to" },
        ["forecast"] = Reading(Read, VerbReach.Whole, "--years --year --through --counties") with
        {
            Writes = "--to", WritesFolder = true, MustName = true,
        },
        ["report unpaid"] = Reading(Read, VerbReach.County, "--county --year --format") with { Writes = "--out" },
        ["report receivables"] = Reading(Read, VerbReach.County, "--county"),
        ["report requisition"] = Reading(Read, VerbReach.County, "--run --county") with { Writes = "--out" },
        ["report settlement"] = Reading(Read, VerbReach.County, "--run --county") with { Writes = "--out" },
        ["report promises"] = Reading(Read, VerbReach.County, "--run --county") with { Writes = "--out" },
        ["report overdue"] = Reading(Read, VerbReach.Whole, "--county --all"),
        ["report account-changes"] = Question("--days"),
        ["report assumed"] = Question(),
        ["report check-sample"] = Question("--size --seed --weighted"),
        ["report failed"] = Question(),
        ["report never-applied"] = Question(),
        ["report recovered"] = Question(),
        ["report other-rate"] = Question(),
        ["report paid-after-death"] = Question(),
        ["report shared-account"] = Question("--over"),
        ["report steps"] = Question(),
        ["report two-counties"] = Question(),
        ["report unanswered"] = Question(),

        ["policy list"] = Reading([OfficialAct.Administer, OfficialAct.Supervise], VerbReach.Own, ""),
        ["policy activate"] = Act("SHA256"),
        ["users list"] = Reading(Administer, VerbReach.Own, ""),
        ["users add"] = Act("NAME --role --counties"),
        ["users rename"] = Act("NAME NEW"),
        ["users limit"] = Act("NAME --counties"),
        ["users disable"] = Act("NAME"),
        ["users password"] = Act("NAME"),
        ["users totp"] = Act("NAME --reset"),
        ["schedule list"] = Reading([OfficialAct.Run, OfficialAct.Administer, OfficialAct.Supervise], VerbReach.Own, ""),
        ["schedule fire"] = Act("NAME"),
        ["schedule pause"] = Act("NAME"),
        ["schedule resume"] = Act("NAME"),
        ["notices list"] = Reading(Administer, VerbReach.Own, ""),
        ["notices test"] = Reading(Administer, VerbReach.Own, "--to"),
    }.ToFrozenDictionary();

    public static IEnumerable<string> Verbs => Known.Keys;

    /// <summary>The way of a verb; one that stands nowhere is refused.</summary>
    public static WayOfVerb Of(string verb) => Known.GetValueOrDefault(verb, Owners);

    public static WayOfVerb Of(ParseResult parsed) => Of(TellHelp.PathOf(parsed.CommandResult.Command));

    /// <summary>Lets every verb that goes through the service say who asks, also one that needs no sign-in on the data folder.</summary>
    public static void AddSignIn(Command root)
    {
        foreach (Command verb in Leaves(root).Where(verb => Of(TellHelp.PathOf(verb)).Way == VerbWay.Through))
        {
            foreach (Option option in (Option[])[OfficerOptions.As, OfficerOptions.PasswordStdin])
            {
                if (!verb.Options.Contains(option))
                    verb.Add(option);
            }
        }
    }

    /// <summary>Verbs that do something, with all of their words.</summary>
    public static IEnumerable<Command> Leaves(Command command) =>
        command.Subcommands.Count == 0 ? [command] : command.Subcommands.SelectMany(Leaves);

    /// <summary>Names of a verb's options and arguments that were given, with what was given.</summary>
    public static IEnumerable<(string Name, bool IsOption, IReadOnlyList<string> Values)> Given(ParseResult parsed)
    {
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult command; at = at.Parent)
        {
            foreach (SymbolResult child in command.Children)
            {
                if (child is OptionResult { Implicit: false } option)
                    yield return (option.Option.Name, true, [.. option.Tokens.Select(token => token.Value)]);
                else if (child is ArgumentResult { Tokens.Count: > 0 } argument)
                    yield return (argument.Argument.Name, false, [.. argument.Tokens.Select(token => token.Value)]);
            }
        }
    }

    /// <summary>A command line of the same meaning, in one form, with other values in the place of some.</summary>
    /// <param name="parsed">What was given.</param>
    /// <param name="value">The value of an option or argument; null leaves it out.</param>
    /// <param name="more">Options besides, with their values.</param>
    public static string[] Words(ParseResult parsed, Func<string, string, string?> value, IEnumerable<(string Name, string Value)> more)
    {
        List<string> words = [.. TellHelp.PathOf(parsed.CommandResult.Command).Split(' ')], arguments = [];
        foreach ((string name, bool isOption, IReadOnlyList<string> values) in Given(parsed))
        {
            if (isOption && values.Count == 0)
                words.Add(name);
            foreach (string given in values.Select(one => value(name, one)).OfType<string>())
            {
                if (isOption)
                    words.AddRange(Option(name, given));
                else
                    arguments.Add(given);
            }
        }

        foreach ((string name, string given) in more)
            words.AddRange(Option(name, given));
        return [.. words, "--", .. arguments];
    }

    /// <summary>In one word, so that a value is never taken for an option.</summary>
    private static string[] Option(string name, string value) => value.Length > 0 ? [$"{name}={value}"] : [name, value];

    private static WayOfVerb Act(string texts) => new(VerbWay.Through, texts);

    private static WayOfVerb Reading(OfficialAct[] needs, VerbReach reach, string texts) => new(VerbWay.Through, texts)
    {
        Needs = needs, Reach = reach,
    };

    private static WayOfVerb Question(string more = "") =>
        Reading(Supervise, VerbReach.Whole, $"--year --county --format {more}") with { Writes = "--out" };
}
