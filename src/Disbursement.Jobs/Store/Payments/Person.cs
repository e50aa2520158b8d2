using System.Text;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>Who a claimant is and where their money goes, as one sealed value holds it.</summary>
internal sealed record Person(string Id, string Name, string AccountName, string BankName, string BankCode, string BankAccount)
{
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
    public static Person Open(ReadOnlySpan<byte> plain)
    {
        string[] parts = Encoding.UTF8.GetString(plain).Split('\n');
        return parts.Length >= 9
            ? new Person(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5])
            {
                HolderId = parts[6], HeadName = parts[7], HeadId = parts[8],
            }
            : throw new InvalidDataException("A sealed value does not hold a person.");
    }
}
