using Disbursement.Domain.Amounts;
using Disbursement.Domain.Households;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Privacy;
using Microsoft.Data.Sqlite;

namespace Disbursement.Jobs.Store;

/// <summary>What is kept of a claimant between runs: their history, and where the last run that decided about them saw them.</summary>
/// <param name="History">Application, facts, settled and paid sums, receivables.</param>
/// <param name="LastClaimantNumber">The row of the last run that decided about them; 0 where none did.</param>
internal sealed record Standing(ClaimantHistory History, long LastClaimantNumber)
{
    private const byte Version = 1;

    public static Standing Unknown { get; } = new(ClaimantHistory.Empty, 0);

    public static Standing Read(ReadOnlySpan<byte> bytes)
    {
        using MemoryStream stream = new(bytes.ToArray());
        using BinaryReader reader = new(stream);
        byte version = reader.ReadByte();
        if (version != Version)
            throw new InvalidDataException($"A standing of version {version} cannot be read.");

        long last = reader.Read7BitEncodedInt64();
        int applied = reader.Read7BitEncodedInt();
        (int, YearFacts)[] facts = new (int, YearFacts)[reader.ReadByte()];
        for (int i = 0; i < facts.Length; i++)
            facts[i] = (reader.ReadInt16(), YearFacts.Unpack(reader.ReadUInt16()));
        (Scheme, int, Money)[] settled = ReadSums(reader);
        (Scheme, int, Money)[] paid = ReadSums(reader);
        (string, Money)[] receivables = new (string, Money)[reader.ReadByte()];
        for (int i = 0; i < receivables.Length; i++)
            receivables[i] = (reader.ReadString(), new Money(reader.Read7BitEncodedInt64()));
        ClaimantHistory history = new()
        {
            FirstAppliedOn = applied == 0 ? null : DateOnly.FromDayNumber(applied - 1),
            Facts = facts,
            Settled = settled,
            Paid = paid,
            Receivables = receivables,
        };
        return new Standing(history, last);
    }

    public byte[] ToBytes()
    {
        using MemoryStream stream = new(64);
        using BinaryWriter writer = new(stream);
        writer.Write(Version);
        writer.Write7BitEncodedInt64(LastClaimantNumber);
        writer.Write7BitEncodedInt(History.FirstAppliedOn is { } applied ? applied.DayNumber + 1 : 0);
        writer.Write((byte)History.Facts.Count);
        foreach ((int year, YearFacts facts) in History.Facts)
        {
            writer.Write((short)year);
            writer.Write((ushort)facts.Pack());
        }

        WriteSums(writer, History.Settled);
        WriteSums(writer, History.Paid);
        writer.Write((byte)History.Receivables.Count);
        foreach ((string group, Money amount) in History.Receivables)
        {
            writer.Write(group);
            writer.Write7BitEncodedInt64(amount.Fen);
        }

        return stream.ToArray();
    }

    private static (Scheme, int, Money)[] ReadSums(BinaryReader reader)
    {
        (Scheme, int, Money)[] sums = new (Scheme, int, Money)[reader.Read7BitEncodedInt()];
        for (int i = 0; i < sums.Length; i++)
            sums[i] = ((Scheme)reader.ReadByte(), reader.ReadInt16(), new Money(reader.Read7BitEncodedInt64()));
        return sums;
    }

    private static void WriteSums(BinaryWriter writer, IReadOnlyList<(Scheme Scheme, int Year, Money Amount)> sums)
    {
        writer.Write7BitEncodedInt(sums.Count);
        foreach ((Scheme scheme, int year, Money amount) in sums)
        {
            writer.Write((byte)scheme);
            writer.Write((short)year);
            writer.Write7BitEncodedInt64(amount.Fen);
        }
    }
}

/// <summary>Looks claimants up by their key, one statement for all. One instance belongs to one thread.</summary>
internal sealed class FindStanding : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _command;
    private readonly SqliteParameter _key;
    private readonly bool _hasAny;

    public FindStanding(SqliteConnection connection)
    {
        _connection = connection;
        using SqliteCommand any = connection.CreateCommand();
        any.CommandText = "SELECT EXISTS (SELECT 1 FROM standings)";
        _hasAny = (long)any.ExecuteScalar()! == 1;
        _command = connection.CreateCommand();
        _command.CommandText = "SELECT value FROM standings WHERE claimant_key = $key";
        _key = _command.Parameters.Add("$key", SqliteType.Blob);
        _command.Prepare();
    }

    /// <summary>The packed standing, or null for a person no sealed run has seen.</summary>
    public byte[]? Run(ClaimantKey key)
    {
        if (!_hasAny)
            return null;

        _key.Value = key.ToBytes();
        return _command.ExecuteScalar() as byte[];
    }

    public void Dispose()
    {
        _command.Dispose();
        _connection.Dispose();
    }
}
