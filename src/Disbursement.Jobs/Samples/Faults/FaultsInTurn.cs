using Disbursement.Jobs.Samples.Rows;

namespace Disbursement.Jobs.Samples.Faults;

/// <summary>Which households have faults, and which: every kind has its turn, whatever the order in which households are made.</summary>
internal sealed class FaultsInTurn(double percent)
{
    private const long Million = 1_000_000;

    // Every so many faulty households there is a second problem.
    private const long SecondFaultEvery = 6;

    private readonly long _perMillion = (long)Math.Round(percent * (Million / 100), MidpointRounding.AwayFromZero);

    /// <summary>Every kind, the first of each code before the second of any.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        Fault.InCells("R-REQUIRED", MissingValues.Name),
        Fault.InCells("R-FORMAT", WrongValues.Date),
        Fault.InCells("R-ID", WrongNumbers.IdCheckDigit),
        Fault.InCells("R-ID-MISMATCH", Contradictions.BirthDate),
        Fault.InCells("R-DATE-ORDER", WrongDates.DeathBeforeBirth),
        Fault.InCells("R-FUTURE", WrongDates.AppliedNextYear),
        Fault.InCells("R-REGION", WrongPlaces.ElevenDigits),
        Fault.InRows("R-ROLE", WrongMembers.TwoOfOneRole),
        Fault.InRows("R-DUP-MEMBER", WrongMembers.ChildTwice),
        Fault.InRows("R-DUP-HOUSEHOLD", WrongMembers.HouseholdTwice),
        Fault.InCells("R-ACCOUNT", WrongNumbers.AccountLuhn),
        Fault.InCells("R-AMOUNT", WrongValues.NegativeAmount),
        Fault.InCells("R-EXCEL", WrongNumbers.IdScientific),
        Fault.InRows("R-ROW", BrokenRows.TooFewFields),
        Fault.InRows("DUP-CLAIMANT", SharedClaimants.InThisCounty),
        Fault.InRows("DUP-ACCOUNT", SharedClaimants.OneAccount),
        Fault.InCells("ACCOUNT-NAME", WrongNumbers.AccountOfAnother),
        Fault.InRows("R-ROW", BrokenRows.ControlCharacter),
        Fault.InCells("R-REQUIRED", MissingValues.ClaimantId),
        Fault.InCells("R-FORMAT", WrongValues.Hukou),
        Fault.InCells("R-ID", WrongNumbers.IdTooShort),
        Fault.InCells("R-ID-MISMATCH", Contradictions.Sex),
        Fault.InCells("R-DATE-ORDER", WrongDates.RetiredAfterDeath),
        Fault.InCells("R-FUTURE", WrongDates.BornNextYear),
        Fault.InCells("R-REGION", WrongPlaces.NoBureau),
        Fault.InRows("R-ROLE", WrongMembers.NoClaimant),
        Fault.InCells("R-ACCOUNT", WrongNumbers.AccountLetters),
        Fault.InCells("R-AMOUNT", WrongValues.ThreeDecimals),
        Fault.InCells("R-EXCEL", WrongNumbers.IdRounded),
        Fault.InRows("R-ROW", BrokenRows.OpenQuote),
        Fault.InRows("DUP-CLAIMANT", SharedClaimants.InOtherCounty),
        Fault.InCells("R-REQUIRED", MissingValues.Account),
        Fault.InCells("R-FORMAT", WrongValues.Grade),
        Fault.InCells("R-ID", WrongNumbers.IdCharacters),
        Fault.InCells("R-ID-MISMATCH", Contradictions.CardOfAnother),
        Fault.InCells("R-DATE-ORDER", WrongDates.RevokedBeforeCertificate),
        Fault.InCells("R-REGION", WrongPlaces.DiffersWithinHousehold),
        Fault.InCells("R-ACCOUNT", WrongNumbers.AccountLength),
        Fault.InCells("R-AMOUNT", WrongValues.TooMuch),
        Fault.InCells("R-EXCEL", WrongNumbers.AccountScientific),
        Fault.InRows("R-ROW", BrokenRows.TooManyFields),
        Fault.InCells("R-REQUIRED", MissingValues.ChildBirth),
        Fault.InCells("R-FORMAT", WrongValues.Role),
        Fault.InCells("R-ID", WrongNumbers.IdBirthDate),
        Fault.InCells("R-ID-MISMATCH", Contradictions.CardGrade),
        Fault.InCells("R-DATE-ORDER", WrongDates.EndBeforeStart),
        Fault.InCells("R-EXCEL", WrongNumbers.AccountRounded),
        Fault.InRows("R-ROW", BrokenRows.TooLong),
        Fault.InCells("R-REQUIRED", MissingValues.DateOfGrade),
        Fault.InCells("R-FORMAT", WrongValues.BankCode),
        Fault.InCells("R-DATE-ORDER", WrongDates.AdoptedBeforeBirth),
    ];

    private static readonly Fault[] CellFaults = [.. All.Where(fault => fault.IsCellAlone)];

    /// <param name="household">Place of the household in the whole sample.</param>
    public bool Hits(long household) => Before(household + 1) > Before(household);

    public void Apply(SpoiltHousehold rows, long household, int year, IOtherHouseholds neighbours, ref SeededDraws draws)
    {
        (long round, long turn) = Math.DivRem(Before(household), All.Count);
        FaultScene scene = new(year, round, neighbours);
        Fault fault = All[(int)turn];

        // The second goes first: afterwards a row may have lost its cells.
        if (Before(household) % SecondFaultEvery == SecondFaultEvery - 1)
            CellFaults[draws.Below(CellFaults.Length)].Spoil(rows, scene, ref draws);
        fault.Spoil(rows, scene, ref draws);
    }

    /// <summary>How many of the first households have faults.</summary>
    public long Before(long households) => households * _perMillion / Million;
}
