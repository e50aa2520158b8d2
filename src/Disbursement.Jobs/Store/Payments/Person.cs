using System.Text;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>Who a claimant is and where their money goes, as one sealed value holds it.</summary>
internal sealed record Person(string Id, string Name, string AccountName, string BankName, string BankCode, string BankAccount)
{
    private const byte End = (byte)'\n';
    private const int PartCount = 9;

    /// <summary>The identity number of the holder of the account; empty where it is not known.</summary>
    public string HolderId { get; init; } = "";

    /// <summary>The head of the household.</summary>
    public string HeadName { get; init; } = "";

    /// <summary>The identity number of the head of the household.</summary>
    public string HeadId { get; init; } = "";

    /// <summary>A claimant with where the roster says that their money goes.</summary>
    public static Person Of(CitizenId id, Payee payee) =>
        new(id.ToString(), payee.Name, payee.AccountName, payee.BankName, payee.BankCode, payee.BankAccount)
        {
            HolderId = payee.HolderId, HeadName = payee.HeadName, HeadId = payee.HeadId,
        };

    /// <summary>The values in the order in which they are sealed, each ended by a line break.</summary>
    public IReadOnlyList<string> Parts => [Id, Name, AccountName, BankName, BankCode, BankAccount, HolderId, HeadName, HeadId];

    /// <summary>Seals it as runs do.</summary>
    public byte[] Seal(Sealer sealer, SealedPlace place) =>
        sealer.Seal(Encoding.UTF8.GetBytes(string.Concat(Parts.Select(part => part + '\n'))), place);

    /// <summary>Reads what was sealed.</summary>
    /// <exception cref="InvalidDataException">It is not a person.</exception>
    public static Person Open(ReadOnlySpan<byte> plain) =>
        new(Next(ref plain), Next(ref plain), Next(ref plain), Next(ref plain), Next(ref plain), Next(ref plain))
        {
            HolderId = Next(ref plain), HeadName = Next(ref plain), HeadId = Next(ref plain),
        };

    /// <summary>The identity number alone of what was sealed.</summary>
    /// <exception cref="InvalidDataException">It is not a person.</exception>
    public static string IdOf(ReadOnlySpan<byte> plain) => plain.Count(End) >= PartCount ? Next(ref plain) : throw NoPerson();

    private static string Next(ref ReadOnlySpan<byte> rest)
    {
        int end = rest.IndexOf(End);
        if (end < 0)
            throw NoPerson();

        string part = Encoding.UTF8.GetString(rest[..end]);
        rest = rest[(end + 1)..];
        return part;
    }

    private static InvalidDataException NoPerson() => new("A sealed value does not hold a person.");
}
