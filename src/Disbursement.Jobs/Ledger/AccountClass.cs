namespace Disbursement.Jobs.Ledger;

/// <summary>What an account is to an accounting program. Each of ours then shows the sign that its class leads one to expect.</summary>
internal enum AccountClass
{
    /// <summary>What claimants owe back.</summary>
    Asset,

    /// <summary>What is owed to claimants: not yet released, or released and not yet known to have arrived.</summary>
    Liability,

    /// <summary>The treasuries: what they have paid is what funded the benefits.</summary>
    Equity,

    /// <summary>What the schemes have cost, and what was given up of receivables.</summary>
    Expense,
}

/// <summary>The account names of the ledger, taken apart.</summary>
internal static class AccountNames
{
    private const char Separator = ':';

    /// <summary>The class of an account, by its kind.</summary>
    /// <exception cref="InvalidDataException">The kind is not one of the ledger's.</exception>
    public static AccountClass ClassOf(string account) => KindOf(account) switch
    {
        "expense" or "waiver" => AccountClass.Expense,
        "payable" or "transit" => AccountClass.Liability,
        "receivable" => AccountClass.Asset,
        "treasury" => AccountClass.Equity,
        _ => throw new InvalidDataException($"The account '{account}' is of no kind that the exports know."),
    };

    /// <summary>What stands before the first colon.</summary>
    public static string KindOf(string account) => account.Split(Separator, 2)[0];

    /// <summary>
    /// The parts after the kind: the county, then the scheme or the offset group. A group may hold any character, a colon too.
    /// </summary>
    public static IEnumerable<string> PartsOf(string account) => account.Split(Separator, 3).Skip(1);
}
