using System.Text;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Store.Standings;

/// <summary>
/// To which account a claimant's money went. A change is told of in every payment of the year in which it came, also after one of them
/// was taken back: what nobody let pass is not known yet.
/// </summary>
/// <param name="Last">Keyed hash of the account that the last run which paid the claimant sent it to; 0 where none did.</param>
/// <param name="Before">That of the account before it; 0 where it never changed, or the change was taken back.</param>
/// <param name="Since">The year of the run that changed it; 0 where it never changed.</param>
internal readonly record struct KnownAccount(ulong Last, ulong Before, int Since)
{
    /// <summary>What is kept of an account: the first half of its keyed hash, never 0.</summary>
    public static ulong HashOf(string account, ClaimantKeys keys)
    {
        _ = BankAccount.Read(Encoding.ASCII.GetBytes(account), out BankAccount read);
        return (ulong)(keys.Of(read).Value >> 64) | 1;
    }

    /// <summary>Whether a payment of a year to an account must be looked at.</summary>
    public bool IsNewIn(int year, ulong account) => Last != 0 && (account != Last || Before != 0 && Since == year);

    /// <summary>The account after a run of a year has paid to one.</summary>
    public KnownAccount After(int year, ulong account) => Last switch
    {
        0 => new KnownAccount(account, 0, 0),
        _ when account == Last => this,
        _ => new KnownAccount(account, Before != 0 && Since == year ? Before : Last, year),
    };

    /// <summary>A payment of a year's run is taken back: a change that came with it is news again.</summary>
    public KnownAccount TakenBack(int year) => Before != 0 && Since == year ? new KnownAccount(Before, 0, 0) : this;
}
