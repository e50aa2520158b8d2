using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Disbursement.Domain.Households;

/// <summary>
/// By what a child is the same in two households: its id number; without one its birth date, sex and name. The name is hashed, so that keys
/// have one length.
/// </summary>
public readonly record struct ChildKey(UInt128 Value)
{
    private const int Without = 0x80;

    /// <summary>The key of a child.</summary>
    /// <param name="id">The id number, if there is one.</param>
    /// <param name="birthDay">Number of the day of birth.</param>
    /// <param name="isGirl">By the roster; a child of whom it does not tell is none.</param>
    /// <param name="name">The name in UTF-8.</param>
    public static ChildKey Of(CitizenId id, int birthDay, bool isGirl, ReadOnlySpan<byte> name)
    {
        if (id.IsGiven)
            return new ChildKey(id.Digits);

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(name, hash);
        ulong born = (ulong)Without << 56 | (ulong)(uint)birthDay << 1 | (isGirl ? 1UL : 0);
        return new ChildKey(new UInt128(born, BinaryPrimitives.ReadUInt64BigEndian(hash)));
    }

    /// <summary>The key that a child has, or had, without an id number.</summary>
    public static ChildKey WithoutNumber(Child child) =>
        Of(default, child.BirthDate.DayNumber, child.IsGirl, Encoding.UTF8.GetBytes(child.Name));

    /// <summary>The key of a child of an accepted household.</summary>
    public static ChildKey Of(Child child) => Of(child.Id, child.BirthDate.DayNumber, child.IsGirl, Encoding.UTF8.GetBytes(child.Name));
}
