using System.Buffers.Binary;
using System.Text;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.History;
using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;

namespace Disbursement.Jobs.Store.Standings;

/// <summary>What is kept of a claimant between runs: their history, and where the last run that settled money of theirs saw them.</summary>
/// <param name="History">Application, facts, settled and paid sums, receivables.</param>
/// <param name="LastClaimantNumber">The row of the last run that settled money of theirs; 0 where none did.</param>
internal sealed record Standing(ClaimantHistory History, long LastClaimantNumber)
{
    private const byte Version = 3;
    private const int LongestNumber = 10;

    public static Standing Unknown { get; } = new(ClaimantHistory.Empty, 0);

    /// <summary>To which account their money went.</summary>
    public KnownAccount Account { get; init; }

    public static Standing Read(ReadOnlySpan<byte> bytes)
    {
        PackedReader reader = new(bytes);
        byte version = reader.Byte();
        if (version != Version)
            throw new InvalidDataException($"A standing of version {version} cannot be read.");

        long last = reader.Number();
        int applied = (int)reader.Number();
        (int, YearFacts)[] facts = new (int, YearFacts)[reader.Byte()];
        for (int i = 0; i < facts.Length; i++)
            facts[i] = (reader.Short(), YearFacts.Unpack((ushort)reader.Short()));
        (int, FurtherFact)[] further = new (int, FurtherFact)[reader.Count()];
        for (int i = 0; i < further.Length; i++)
            further[i] = (reader.Short(), new FurtherFact(reader.Text(), reader.Number(), reader.Text()));
        (Scheme, int, Money)[] settled = ReadSums(ref reader);
        (Scheme, int, Money)[] paid = ReadSums(ref reader);
        (string, Money)[] receivables = new (string, Money)[reader.Byte()];
        for (int i = 0; i < receivables.Length; i++)
            receivables[i] = (reader.Text(), new Money(reader.Number()));
        ClaimantHistory history = new()
        {
            FirstAppliedOn = applied == 0 ? null : DateOnly.FromDayNumber(applied - 1),
            Facts = facts,
            Further = further,
            Settled = settled,
            Paid = paid,
            Receivables = receivables,
        };
        return new Standing(history, last) { Account = new KnownAccount(reader.Long(), reader.Long(), reader.Short()) };
    }

    /// <summary>The claimant number in a packed standing.</summary>
    public static long LastNumberOf(ReadOnlySpan<byte> packed) => new PackedReader(packed[1..]).Number();

    /// <summary>The same standing with another claimant number.</summary>
    public static byte[] Renumbered(ReadOnlySpan<byte> packed, long number)
    {
        int before = Number(stackalloc byte[LongestNumber], LastNumberOf(packed));
        byte[] renumbered = new byte[packed.Length + LongestNumber];
        renumbered[0] = packed[0];
        int after = Number(renumbered.AsSpan(1), number);
        packed[(1 + before)..].CopyTo(renumbered.AsSpan(1 + after));
        return renumbered[..(packed.Length - before + after)];
    }

    /// <summary>
    /// Packs the standing into <paramref name="destination"/> and tells how long it is; <see cref="PackedLength"/> is always enough.
    /// </summary>
    public int Pack(Span<byte> destination)
    {
        int at = 0;
        destination[at++] = Version;
        at += Number(destination[at..], LastClaimantNumber);
        at += Number(destination[at..], History.FirstAppliedOn is { } applied ? applied.DayNumber + 1 : 0);
        destination[at++] = (byte)History.Facts.Count;
        foreach ((int year, YearFacts facts) in History.Facts)
        {
            BinaryPrimitives.WriteInt16LittleEndian(destination[at..], (short)year);
            BinaryPrimitives.WriteUInt16LittleEndian(destination[(at + 2)..], (ushort)facts.Pack());
            at += 4;
        }

        at += Number(destination[at..], History.Further.Count);
        foreach ((int year, FurtherFact fact) in History.Further)
        {
            BinaryPrimitives.WriteInt16LittleEndian(destination[at..], (short)year);
            at += 2;
            at += Written(destination[at..], fact.Name);
            at += Number(destination[at..], fact.Value);
            at += Written(destination[at..], fact.Text);
        }

        at += Sums(destination[at..], History.Settled);
        at += Sums(destination[at..], History.Paid);
        destination[at++] = (byte)History.Receivables.Count;
        foreach ((string group, Money amount) in History.Receivables)
        {
            at += Written(destination[at..], group);
            at += Number(destination[at..], amount.Fen);
        }

        BinaryPrimitives.WriteUInt64LittleEndian(destination[at..], Account.Last);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[(at + 8)..], Account.Before);
        BinaryPrimitives.WriteInt16LittleEndian(destination[(at + 16)..], (short)Account.Since);
        return at + 18;
    }

    /// <summary>Room that packing needs at most.</summary>
    public int PackedLength =>
        64 + 4 * History.Facts.Count + History.Further.Sum(one => 3 * (one.Fact.Name.Length + one.Fact.Text.Length) + 4 * LongestNumber)
             + (11 + LongestNumber) * (History.Settled.Count + History.Paid.Count) + History.Receivables.Sum(
            entry => 3 * entry.Group.Length + 2 * LongestNumber);

    private static int Sums(Span<byte> destination, IReadOnlyList<(Scheme Scheme, int Year, Money Amount)> sums)
    {
        int at = Number(destination, sums.Count);
        foreach ((Scheme scheme, int year, Money amount) in sums)
        {
            at += scheme.Write(destination[at..]);
            BinaryPrimitives.WriteInt16LittleEndian(destination[at..], (short)year);
            at += 2;
            at += Number(destination[at..], amount.Fen);
        }

        return at;
    }

    /// <summary>A text with its length before it, as <see cref="PackedReader.Text"/> reads it.</summary>
    private static int Written(Span<byte> destination, string text)
    {
        int length = Encoding.UTF8.GetBytes(text, destination[LongestNumber..]);
        int size = Number(destination, length);
        destination.Slice(LongestNumber, length).CopyTo(destination[size..]);
        return size + length;
    }

    /// <summary>Seven bits a byte, the lowest first, as <see cref="PackedReader.Number"/> reads them.</summary>
    private static int Number(Span<byte> destination, long value)
    {
        ulong rest = unchecked((ulong)value);
        int at = 0;
        for (; rest > 0x7F; rest >>= 7)
            destination[at++] = (byte)(rest & 0x7F | 0x80);
        destination[at++] = (byte)rest;
        return at;
    }

    private static (Scheme, int, Money)[] ReadSums(ref PackedReader reader)
    {
        (Scheme, int, Money)[] sums = new (Scheme, int, Money)[reader.Count()];
        for (int i = 0; i < sums.Length; i++)
            sums[i] = (reader.Scheme(), reader.Short(), new Money(reader.Number()));
        return sums;
    }
}
