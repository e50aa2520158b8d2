using Disbursement.Domain.Periods;

namespace Disbursement.Jobs.Runs;

/// <summary>What an operator asks for.</summary>
internal sealed record RunOrder
{
    public required int Year { get; init; }

    /// <summary>The last month of the year to pay, 1 to 12.</summary>
    public int ThroughMonth { get; init; } = 12;

    /// <summary>The last month to pay, that month included.</summary>
    public Month Through => new(Year, ThroughMonth);

    public required string Inputs { get; init; }

    public required string Out { get; init; }

    public required string Data { get; init; }

    /// <summary>What stands behind the business database.</summary>
    public Store.Connections.DatabaseSettings Database { get; init; } = Store.Connections.DatabaseSettings.Default;

    /// <summary>Counties to pay; empty for all, which makes it a whole-year run.</summary>
    public IReadOnlyList<string> Counties { get; init; } = [];

    /// <summary>Writes the files and nothing to the database.</summary>
    public bool IsDryRun { get; init; }

    public DateOnly? ValueDate { get; init; }

    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Who starts the run and is its maker.</summary>
    public required string Maker { get; init; }

    /// <summary>The maker as an officer; null where there are none yet.</summary>
    public int? MakerOfficer { get; init; }

    /// <summary>The user of the operating system where there are no officers yet: a maker too, whatever name was given.</summary>
    public string? SystemUser { get; init; }

    /// <summary>Machine and door, for the record.</summary>
    public string Origin { get; init; } = "";

    /// <summary>Whoever else started the run, where it was started again.</summary>
    public IReadOnlyList<(int? Officer, string Name)> Helpers { get; init; } = [];

    /// <summary>Everybody who has a hand in this start.</summary>
    public IEnumerable<(int? Officer, string Name)> Starters =>
        [(MakerOfficer, Maker), .. SystemUser is null ? [] : new (int?, string)[] { (null, SystemUser) }, .. Helpers];

    /// <summary>
    /// The scheduled time that this start is for; a whole-year run that was started since and is sealed has made it. Null where a person
    /// asks.
    /// </summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The state that a person was shown before they started it; null where nobody was shown anything.</summary>
    public StartState? DecidedOn { get; init; }

    public bool IsChinese { get; init; }

    /// <summary>Whether payment files have English headers.</summary>
    public bool HasEnglishHeaders { get; init; }
}
