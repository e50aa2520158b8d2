using Disbursement.Domain.Policies;
using Disbursement.Jobs.Batches;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Sorting;
using Disbursement.Jobs.Store.Payments;

namespace Disbursement.Jobs.Runs.Parts;

/// <summary>A county, decided and settled: what is to be paid waits in the order of payment numbers.</summary>
/// <param name="Tally">Its counts.</param>
/// <param name="Payable">Who is paid, owes back, or never applied.</param>
/// <param name="Standings">What it leaves behind about each claimant, sorted by key.</param>
/// <param name="Matches">Which lines of the registers are on its people.</param>
/// <param name="Seen">Where claimants whose earlier payments wait stand now.</param>
internal sealed record AssessedPart(CountyTally Tally, PayableSpool Payable, SortedSegments Standings, RegisterMatches Matches,
    IReadOnlyList<(ClaimantKey Key, CarriedTo To)> Seen) : IProduct<AssessedPart>
{
    public const string StandingsName = "standings";

    /// <summary>Tells the payments that wait where their claimants stand now.</summary>
    public void ShowTo(CarriedPayments carried)
    {
        foreach ((ClaimantKey key, CarriedTo to) in Seen)
            carried.See(key, to);
    }

    public byte[] Save(PartPlace place) =>
        SavedPart.Of(new Saved(SavedTally.Of(Tally), Payable.Year, Payable.Index(), Standings.Index(), Matches.Bits,
            [.. Seen.Select(one => new SavedSeen(one.Key.ToString(), one.To))]));

    public static AssessedPart Load(PartPlace place, byte[] saved)
    {
        Saved read = SavedPart.Read<Saved>(saved);
        return new AssessedPart(
            read.Tally.ToTally(), PayableSpool.Load(place.Folder, place.Name, read.Year, read.Payable),
            SortedSegments.Load(place.Folder, StandingsName, 0, read.Standings), new RegisterMatches(read.Matches),
            [.. read.Seen.Select(one => (ClaimantKey.Read(Convert.FromHexString(one.Key)), one.To))]);
    }

    private sealed record Saved(SavedTally Tally, int Year, IReadOnlyList<KeptSegment> Payable, IReadOnlyList<KeptSegment> Standings,
        byte[] Matches, IReadOnlyList<SavedSeen> Seen);

    private sealed record SavedSeen(string Key, CarriedTo To);
}

/// <summary>A county, paid: its batches are numbered and its files written.</summary>
internal sealed record PaidPart(CountyTally Tally) : IProduct<PaidPart>
{
    public byte[] Save(PartPlace place) => SavedPart.Of(SavedTally.Of(Tally));

    public static PaidPart Load(PartPlace place, byte[] saved) => new(SavedPart.Read<SavedTally>(saved).ToTally());
}

/// <summary>Counts of a county on their way to another process.</summary>
internal sealed record SavedTally(string County, long Households, long Claimants, long Unclaimed, long Contradicted,
    IReadOnlyDictionary<Scheme, PackEffect> PackEffects, IReadOnlyDictionary<Scheme, long[]> Outcomes, IReadOnlyList<BatchTally> Batches)
{
    public static SavedTally Of(CountyTally tally) =>
        new(tally.County, tally.Households, tally.Claimants, tally.Unclaimed, tally.Contradicted, tally.PackEffects,
            tally.Outcomes, tally.Batches);

    public CountyTally ToTally()
    {
        CountyTally tally = new(County, Outcomes)
        {
            Households = Households,
            Claimants = Claimants,
            Unclaimed = Unclaimed,
            Contradicted = Contradicted,
            PackEffects = PackEffects,
        };
        tally.Batches.AddRange(Batches);
        return tally;
    }
}
