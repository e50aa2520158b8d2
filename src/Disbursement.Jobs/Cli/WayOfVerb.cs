using Disbursement.Domain.Officers;

namespace Disbursement.Jobs.Cli;

/// <summary>How a verb is carried out where acts go through the service alone.</summary>
internal enum VerbWay
{
    /// <summary>It needs no data folder and runs where it is given.</summary>
    Local,

    /// <summary>The running service carries it out.</summary>
    Through,

    /// <summary>It is not carried out; the refusal says who can.</summary>
    Refused,

    /// <summary>It is the service.</summary>
    Service,
}

/// <summary>What of the counties a verb shows or moves, for an officer who is limited to some.</summary>
internal enum VerbReach
{
    /// <summary>Nothing that belongs to a county, or the act itself asks whose it is.</summary>
    Own,

    /// <summary>All, unless <c>--county</c> names one.</summary>
    County,

    /// <summary>The county of the batch or payment that is named.</summary>
    Batch,

    /// <summary>A person, of whom the verb itself shows the officer's own counties alone.</summary>
    Person,

    /// <summary>All.</summary>
    Whole,
}

/// <summary>The way of one verb, and what its words mean to the service. A word that stands here under nothing is refused there.</summary>
/// <param name="Way">How it is carried out.</param>
/// <param name="Texts">Arguments and options that name no file of the caller.</param>
internal sealed record WayOfVerb(VerbWay Way, string Texts = "")
{
    /// <summary>Options that every verb may have.</summary>
    private const string Everywhere = "--as --password-stdin --totp --reason --lang --json";

    /// <summary>Options that name places of the service: the caller has no say in them.</summary>
    private const string OfService = "--data --logs --config --inputs";

    /// <summary>Powers of which the officer needs one to read; none where the verb is an act, which asks for its own.</summary>
    public IReadOnlyList<OfficialAct> Needs { get; init; } = [];

    public VerbReach Reach { get; init; }

    /// <summary>The argument of files that the caller reads and sends; empty for none.</summary>
    public string Reads { get; init; } = "";

    /// <summary>The option of the file, or the folder, that comes back to the caller; empty for none.</summary>
    public string Writes { get; init; } = "";

    public bool WritesFolder { get; init; }

    /// <summary>Whether the file must be named: its usual place would be the service's.</summary>
    public bool MustName { get; init; }

    /// <summary>Whether an officer who is refused is told to use the console; else to ask who owns the data folder.</summary>
    public bool IsOnConsole { get; init; }

    public bool IsText(string name) => Has(Texts, name) || Has(Everywhere, name);

    public bool IsKnown(string name) => IsText(name) || IsOfService(name) || name == Reads || name == Writes;

    public static bool IsOfService(string name) => Has(OfService, name);

    private static bool Has(string names, string name) => names.Split(' ').Contains(name);
}
