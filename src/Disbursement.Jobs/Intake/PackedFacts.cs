using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Disbursement.Domain.Households;

namespace Disbursement.Jobs.Intake;

/// <summary>
/// The further facts of a row as they travel with it: for each its place in the form (1 byte), its value (8 bytes), and its text with the
/// length before it (2 bytes).
/// </summary>
internal static class PackedFacts
{
    private const int Fixed = 11;

    /// <summary>Adds a fact.</summary>
    public static void Add(IBufferWriter<byte> facts, int place, long value, ReadOnlySpan<byte> text)
    {
        Span<byte> head = stackalloc byte[Fixed];
        head[0] = (byte)place;
        BinaryPrimitives.WriteInt64LittleEndian(head[1..], value);
        BinaryPrimitives.WriteUInt16LittleEndian(head[9..], (ushort)text.Length);
        facts.Write(head);
        facts.Write(text);
    }

    /// <summary>Reads them.</summary>
    public static FurtherFacts Read(ReadOnlySpan<byte> packed, RosterForm form)
    {
        if (packed.IsEmpty)
            return default;

        List<FurtherFact> facts = [];
        while (!packed.IsEmpty)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(packed[9..]);
            facts.Add(new FurtherFact(form.Facts[packed[0]].Name, BinaryPrimitives.ReadInt64LittleEndian(packed[1..]),
                Encoding.UTF8.GetString(packed.Slice(Fixed, length))));
            packed = packed[(Fixed + length)..];
        }

        return new FurtherFacts(facts);
    }
}
