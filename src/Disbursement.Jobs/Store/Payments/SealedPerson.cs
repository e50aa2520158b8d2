using System.Data.Common;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>A person as the database holds them, sealed, with the row to which the seal is bound.</summary>
/// <param name="Row">Number of the row of <c>claimants</c>; where an officer gave the account, the row of <c>payees</c>, negative.</param>
/// <param name="Value">The sealed value.</param>
internal readonly record struct SealedPerson(long Row, byte[] Value)
{
    private const int UsualLength = 512;

    /// <summary>Where it stands.</summary>
    public SealedPlace Place => Row < 0 ? SealedPlace.Payee((int)-Row) : SealedPlace.Claimant(Row);

    public static SealedPerson Of(ClaimantRecord claimant) => new(claimant.Number, claimant.Personal!);

    public static SealedPerson Of(PayeeRecord payee) => new(-payee.Id, payee.Personal);

    /// <summary>The person whom a payment goes to: with the account that an officer gave, else as the claimant's row says.</summary>
    public static SealedPerson Of(DisbursementDb db, PaymentRecord payment) =>
        db.Payees.ToRead().FirstOrDefault(payee => payee.Id == payment.Payee) is { } given
            ? Of(given)
            : Of(db.Claimants.ToRead().Single(one => one.Number == payment.ClaimantNumber));

    /// <summary>Reads a column of the row, signed as <see cref="Row"/> is, and one of the value behind it.</summary>
    public static SealedPerson Read(DbDataReader reader, int column) => new(reader.Long(column), reader.Bytes(column + 1));

    /// <inheritdoc cref="Read(DbDataReader, int)"/>
    public static SealedPerson Read(StoredRows rows, int column) => new(rows.Long(column), rows.Bytes(column + 1));

    /// <summary>Opens it.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">
    /// It was altered or belongs elsewhere, or its key is missing.
    /// </exception>
    /// <exception cref="InvalidDataException">It is not what was sealed.</exception>
    public Person Open(Sealer sealer)
    {
        Span<byte> plain = Value.Length <= UsualLength ? stackalloc byte[UsualLength] : new byte[Value.Length];
        return Person.Open(OpenInto(plain, sealer));
    }

    /// <summary>Opens it, and reads the identity number alone.</summary>
    /// <inheritdoc cref="Open"/>
    public string OpenId(Sealer sealer)
    {
        Span<byte> plain = Value.Length <= UsualLength ? stackalloc byte[UsualLength] : new byte[Value.Length];
        return Person.IdOf(OpenInto(plain, sealer));
    }

    private ReadOnlySpan<byte> OpenInto(Span<byte> plain, Sealer sealer)
    {
        plain = plain[..Math.Max(0, Value.Length - Sealer.Overhead)];
        sealer.Open(Value, Place, plain);
        return plain;
    }
}
