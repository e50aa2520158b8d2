using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Disbursement.Jobs.Intake;

/// <summary>The key under which fragments of households are sorted: county, household number, file, line.</summary>
/// <remarks>A row without a household number stands alone: its key is made unique by file and line, with an empty number.</remarks>
internal static class FragmentKey
{
    public const int CountyLength = 6;
    private const int PlaceLength = 1 + 4 + 8;

    public static int Write(Span<byte> key, uint county, ReadOnlySpan<byte> number, int file, long line)
    {
        if (county == 0)
            Encoding.ASCII.GetBytes(ReadRoster.NoCounty, key);
        else
            county.TryFormat(key, out _, "000000", CultureInfo.InvariantCulture);
        number.CopyTo(key[CountyLength..]);
        Span<byte> place = key.Slice(CountyLength + number.Length, PlaceLength);
        place[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(place[1..], file);
        BinaryPrimitives.WriteInt64BigEndian(place[5..], line);
        return CountyLength + number.Length + PlaceLength;
    }

    /// <summary>County and household number: what fragments of one household share.</summary>
    public static ReadOnlySpan<byte> Household(ReadOnlySpan<byte> key) => key[..^PlaceLength];

    public static ReadOnlySpan<byte> Number(ReadOnlySpan<byte> key) => key[CountyLength..^PlaceLength];

    /// <summary>The county, 0 where the rows name none.</summary>
    public static uint County(ReadOnlySpan<byte> key) =>
        uint.TryParse(key[..CountyLength], NumberStyles.None, CultureInfo.InvariantCulture, out uint county) ? county : 0;

    public static int File(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadInt32BigEndian(key[^12..]);
}
