using System.Buffers.Binary;
using System.Text;

namespace Disbursement.Jobs.Privacy;

/// <summary>A place that holds a sealed value, to which the value is bound: in another place it cannot be opened.</summary>
/// <param name="Table">The table.</param>
/// <param name="Row">The key of the row.</param>
internal readonly record struct SealedPlace(string Table, long Row)
{
    /// <summary>Most bytes of a place.</summary>
    public const int MaxLength = sizeof(long) + 32;

    /// <summary>The keys of the console's cookies; there is one place for all.</summary>
    public static SealedPlace SessionKeys { get; } = new("session-keys", 0);

    /// <summary>Who a claimant is, in the row of a run.</summary>
    public static SealedPlace Claimant(long number) => new("claimants", number);

    /// <summary>An account that an officer gave.</summary>
    public static SealedPlace Payee(int id) => new("payees", id);

    /// <summary>The secret of an officer's second factor.</summary>
    public static SealedPlace Factor(int officer) => new("officers", officer);

    /// <summary>A line of a return file.</summary>
    public static SealedPlace ReturnLine(long id) => new("quarantine", id);

    /// <summary>Writes the place as the cipher binds it: the row (8 bytes, little-endian), the name of the table.</summary>
    /// <returns>How many bytes.</returns>
    public int Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt64LittleEndian(destination, Row);
        return sizeof(long) + Encoding.UTF8.GetBytes(Table, destination[sizeof(long)..]);
    }
}
