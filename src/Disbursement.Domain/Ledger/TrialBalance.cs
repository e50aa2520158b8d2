using Disbursement.Domain.Amounts;

namespace Disbursement.Domain.Ledger;

/// <summary>Sums of one account.</summary>
/// <param name="Account">The account's name.</param>
/// <param name="Debits">All debits.</param>
/// <param name="Credits">All credits.</param>
public sealed record AccountBalance(string Account, Money Debits, Money Credits)
{
    /// <summary>Debits less credits.</summary>
    public Money Balance => Debits - Credits;
}

/// <summary>All accounts of a book, or of all books. It balances by construction; that it does is checked all the same.</summary>
/// <param name="Accounts">The accounts by name, ordinal.</param>
public sealed record TrialBalance(IReadOnlyList<AccountBalance> Accounts)
{
    /// <summary>All debits.</summary>
    public Money Debits => Accounts.Aggregate(Money.Zero, (sum, account) => sum + account.Debits);

    /// <summary>All credits.</summary>
    public Money Credits => Accounts.Aggregate(Money.Zero, (sum, account) => sum + account.Credits);

    /// <summary>Whether debits equal credits.</summary>
    public bool IsBalanced => Debits == Credits;
}
