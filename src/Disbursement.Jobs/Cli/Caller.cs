using System.CommandLine;
using Disbursement.Domain.Households;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Cli.Screens;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Review.Access;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Cli;

/// <summary>
/// Somebody for whom the service carries out one verb: nothing of the verb runs before they are signed in, and may read what it shows.
/// </summary>
/// <param name="peer">Who is at the other end of the socket, as the system says: <c>uid 1001</c>.</param>
/// <param name="way">What the verb asks for.</param>
/// <param name="gate">Lets those in who sign in, in turn, and limits wrong tries.</param>
/// <param name="takeFiles">Fetches the files that the verb reads.</param>
/// <param name="stop">Ends the waiting.</param>
internal sealed class Caller(string peer, WayOfVerb way, SignInGate gate, Action takeFiles, CancellationToken stop)
{
    private static readonly AsyncLocal<Caller?> Present = new();

    private (Officer Officer, string Password)? _known;
    private ActSetting? _setting;

    /// <summary>Whoever this flow of execution works for; null where this process was started for the verb itself.</summary>
    public static Caller? Now => Present.Value;

    /// <summary>Where the act comes from, for the record.</summary>
    public string Origin => $"{Environment.MachineName} {peer} socket";

    public (Officer Officer, string Password)? Known => _known;

    /// <summary>From here on, and in all that comes of it, the verb works for this caller.</summary>
    public void Begin(FarTerminal terminal)
    {
        Present.Value = this;
        Terminal.Caller = terminal;
    }

    /// <summary>Signs the officer in, and fetches the files.</summary>
    /// <exception cref="ActNotDone">The officer is not let in, or may not read this.</exception>
    public void Enter(ParseResult parsed, bool isChinese)
    {
        _setting = OfficerOptions.Setting(parsed, OpenFolder.Existing(parsed));
        if (way.Needs.Count == 0)
            _known = OfficerOptions.KnownBy(parsed, _setting, isChinese);
        else if (WhyNot(parsed, OfficerOptions.SignedIn(parsed, _setting, isChinese)) is { } refusal)
            throw new ActNotDone(refusal);

        takeFiles();
    }

    /// <summary>Checks password and code when it is the caller's turn.</summary>
    public Officer Check(string name, string password, string? code)
    {
        using IDisposable turn = gate.Enter(peer, isKnown: false, stop).GetAwaiter().GetResult() ?? throw new ActNotDone(new ActRefusal(
            "BUSY", "现在登录的人太多，或者输错次数太多。请一分钟后再试。",
            "Too many people are signing in, or too many tries from here were wrong. Try again in a minute."));
        (Officer? officer, ActRefusal? refusal) = new SignIn(_setting!).Run(name, password, code);
        if (officer is null)
        {
            gate.Failed(peer);
            throw new ActNotDone(refusal!);
        }

        _known = (officer, password);
        return officer;
    }

    /// <summary>Records that a person was looked up, as the console does; nothing is shown where it cannot be recorded.</summary>
    public void LookedUp(CitizenId person, int found)
    {
        using ClaimantKeys keys = new(_setting!.Ring);
        if (new LookUp(_setting).Seek("id", keys.Of(person), found, _known!.Value.Officer) is ActOutcome.Refused refused)
            throw new ActNotDone(refused.Refusal);
    }

    /// <summary>Whether what belongs to a county may be shown to whoever this flow works for; all where it works for no caller.</summary>
    public static bool MaySee(string county) => Now is not { } caller || caller._known!.Value.Officer.Covers(county);

    private ActRefusal? WhyNot(ParseResult parsed, Officer officer)
    {
        if (!way.Needs.Any(power => Powers.May(officer.Role, power)))
            return officer.MayNot(way.Needs[0]);
        if (officer.Counties.Count == 0 || way.Reach is VerbReach.Own or VerbReach.Person)
            return null;

        string? county = way.Reach switch
        {
            VerbReach.County => Value(parsed, "--county"),
            VerbReach.Batch => CountyOf(Value(parsed, "BATCH") ?? ""),
            _ => null,
        };
        string own = string.Join(", ", officer.Counties);
        return county is not null && officer.Covers(county)
            ? null
            : new ActRefusal("NOT-YOUR-COUNTY", $"{officer.Name} 只负责 {own}：请用 --county 指明其中之一（若命令有此选项），或使用审核台。",
                $"{officer.Name} acts for {own} alone: name one of them with --county where the verb has it, or use the console.");
    }

    private string? CountyOf(string subject)
    {
        using DisbursementDb db = _setting!.Store.Model();
        return ReadBatches.Find(db, subject)?.County ?? ReadConsole.CountyOf(db, subject);
    }

    private static string? Value(ParseResult parsed, string name) =>
        VerbWays.Given(parsed).Where(one => one.Name == name).SelectMany(one => one.Values).FirstOrDefault();
}
