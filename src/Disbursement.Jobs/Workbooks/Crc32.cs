using System.Buffers.Binary;

namespace Disbursement.Jobs.Workbooks;

/// <summary>The checksum of zip archives, eight bytes a step.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[][] Tables = Make();

    /// <summary>The checksum of what <paramref name="crc"/> stands for (0 of nothing) followed by <paramref name="bytes"/>.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        crc = ~crc;
        uint[] t0 = Tables[0], t1 = Tables[1], t2 = Tables[2], t3 = Tables[3], t4 = Tables[4], t5 = Tables[5], t6 = Tables[6], t7 = Tables[7];
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            uint low = crc ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = t7[low & 0xFF] ^ t6[low >> 8 & 0xFF] ^ t5[low >> 16 & 0xFF] ^ t4[low >> 24] ^ t3[high & 0xFF] ^ t2[high >> 8 & 0xFF] ^ t1[high >> 16 & 0xFF] ^ t0[high >> 24];
        }

        foreach (byte one in bytes)
            crc = t0[(crc ^ one) & 0xFF] ^ crc >> 8;
        return ~crc;
    }

    private static uint[][] Make()
    {
        uint[][] tables = new uint[8][];
        tables[0] = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
                value = (value & 1) != 0 ? value >> 1 ^ Polynomial : value >> 1;
            tables[0][i] = value;
        }

        for (int table = 1; table < tables.Length; table++)
        {
            tables[table] = new uint[256];
            for (int i = 0; i < 256; i++)
                tables[table][i] = tables[0][tables[table - 1][i] & 0xFF] ^ tables[table - 1][i] >> 8;
        }

        return tables;
    }
}
