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

    /// <summary>The trial balance of amounts that moved between accounts.</summary>
    /// <param name="moved">What went from each debit to each credit; a pair may come several times.</param>
    public static TrialBalance Of(IEnumerable<(string Debit, string Credit, Money Amount)> moved)
    {
        SortedDictionary<string, (Money Debits, Money Credits)> accounts = new(StringComparer.Ordinal);
        foreach ((string debit, string credit, Money amount) in moved)
        {
            Add(debit, amount, Money.Zero);
            Add(credit, Money.Zero, amount);
        }

        return new TrialBalance([.. accounts.Select(one => new AccountBalance(one.Key, one.Value.Debits, one.Value.Credits))]);

        void Add(string account, Money debits, Money credits)
        {
            (Money Debits, Money Credits) was = accounts.GetValueOrDefault(account);
            accounts[account] = (was.Debits + debits, was.Credits + credits);
        }
    }
}
