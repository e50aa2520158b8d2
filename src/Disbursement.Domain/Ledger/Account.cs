using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Ledger;

/// <summary>An account of the books: <c>kind:county</c>, <c>kind:county:scheme</c>, or <c>receivable:county:offset group</c>.</summary>
/// <param name="Name">The full name.</param>
public readonly record struct Account(string Name)
{
    /// <summary>What a scheme has cost in a county: debit.</summary>
    public static Account Expense(string county, Scheme scheme) => new($"expense:{county}:{scheme.Code}");

    /// <summary>What a county owes to claimants and has not yet released: credit.</summary>
    public static Account Payable(string county) => new($"payable:{county}");

    /// <summary>What claimants were paid too much and still owe: debit.</summary>
    public static Account Receivable(string county, string offsetGroup) => new($"receivable:{county}:{offsetGroup}");

    /// <summary>What a county has released and the bank has not answered for: credit.</summary>
    public static Account Transit(string county) => new($"transit:{county}");

    /// <summary>What has left a county's treasury: credit.</summary>
    public static Account Treasury(string county) => new($"treasury:{county}");

    /// <summary>What was given up of receivables: debit.</summary>
    public static Account Waiver(string county, string offsetGroup) => new($"waiver:{county}:{offsetGroup}");

    public override string ToString() => Name;
}
