namespace Disbursement.Domain.Households;

/// <summary>To whom a claimant's money goes, as the roster says.</summary>
/// <param name="Name">The claimant's name.</param>
/// <param name="AccountName">The holder of the account; the claimant's name where the roster leaves it empty.</param>
/// <param name="BankName">The bank in words.</param>
/// <param name="BankCode">Twelve digits, or empty.</param>
/// <param name="BankAccount">8 to 32 digits.</param>
public sealed record Payee(string Name, string AccountName, string BankName, string BankCode, string BankAccount)
{
    /// <summary>
    /// The identity number of the holder of the account; empty where the holder is neither the claimant nor a member of the household who
    /// bears the holder's name.
    /// </summary>
    public string HolderId { get; init; } = "";

    /// <summary>
    /// Whether the money of a child goes to who takes it, by an account of their own: the holder's name is then not the child's.
    /// </summary>
    public bool IsForAnother { get; init; }

    /// <summary>
    /// The head of the household 户主: the father, else the mother; one who is dead only where nobody lives. The roster has no column for it.
    /// </summary>
    public string HeadName { get; init; } = "";

    /// <summary>The identity number of the head of the household.</summary>
    public string HeadId { get; init; } = "";
}

/// <summary>Where a row stands.</summary>
/// <param name="File">Number of the roster in the run.</param>
/// <param name="Line">Its line, or sheet and row.</param>
public readonly record struct RosterPlace(int File, RowNumber Line);

/// <summary>The part of a roster in which all rows of a household stand, and seldom anything else.</summary>
/// <param name="From">The first byte, counted from 0.</param>
/// <param name="Length">How many bytes.</param>
/// <param name="First">The line that begins there.</param>
public readonly record struct RosterSpan(long From, long Length, RowNumber First);

/// <summary>A household as accepted: what the rules look at, to whom money goes, and where the rows stand.</summary>
/// <param name="Household">What the rules look at.</param>
/// <param name="PayeeOf">To whom a claimant's money goes; asked only where there is money, and only while the household is the one being
/// read.</param>
/// <param name="MotherPlace">Where the mother's row stands.</param>
/// <param name="FatherPlace">Where the father's row stands.</param>
public sealed record AcceptedHousehold(Household Household, Func<Claimant, Payee> PayeeOf, RosterPlace MotherPlace, RosterPlace FatherPlace)
{
    /// <summary>What its members have promised to bring; mostly nothing.</summary>
    public IReadOnlyList<Promise> Promises { get; init; } = [];

    /// <summary>Where its rows stand in the archived roster; null for a roster that is not read as it stands, such as a workbook.</summary>
    public RosterSpan? Rows { get; init; }

    /// <summary>Where a claimant's row stands.</summary>
    public RosterPlace PlaceOf(Claimant claimant) =>
        claimant.Child?.Place ?? (claimant.Role == Role.Mother ? MotherPlace : FatherPlace);
}
