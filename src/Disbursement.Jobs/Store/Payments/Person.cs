using System.Text;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>Who a claimant is and where their money goes, as one sealed value holds it.</summary>
internal sealed record Person(string Id, string Name, string AccountName, string BankName, string BankCode, string BankAccount)
{
    /// <summary>Opens a sealed value.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It was altered, or its key is missing.</exception>
    /// <exception cref="InvalidDataException">It is not what was sealed.</exception>
    public static Person Open(ReadOnlySpan<byte> value, Sealer sealer)
    {
        string[] parts = Encoding.UTF8.GetString(sealer.Open(value)).Split('\n');
        return parts.Length >= 6
            ? new Person(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5])
            : throw new InvalidDataException("A sealed value does not hold a person.");
    }
}
