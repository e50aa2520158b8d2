using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Disbursement.Jobs.Sorting;

namespace Disbursement.Jobs.Tests.Sorting;

/// <summary>Sorting outside memory gives what sorting in memory gives, however little memory there is.</summary>
[TestFixture]
internal sealed class SortedSegmentsTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("sorting").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase(256)]
    [TestCase(4096)]
    [TestCase(1 << 20)]
    public void Records_come_in_the_order_of_keys_and_none_is_lost(int budget) =>
        Gen.Select(Gen.Byte.Array[1, 24], Gen.Byte.Array[0, 60]).Array[0, 300].Sample(
            records =>
            {
                SortedSegments segments = new(_folder, "records", 0);
                Write(segments, budget, records);
                List<string> found = Read(segments, "");
                segments.Clear();
                Comparer<byte[]> bytewise = Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right));
                string[] expected = [.. records.OrderBy(record => record.Item1, bytewise).Select(Text)];
                return Keys(found).SequenceEqual(Keys(expected))
                    && found.Order(StringComparer.Ordinal).SequenceEqual(expected.Order(StringComparer.Ordinal));
            },
            iter: 60,
            threads: 1);

    [TestCase(300)]
    [TestCase(1 << 20)]
    public void A_partition_holds_its_own_records_alone(int budget)
    {
        SortedSegments segments = new(_folder, "parts", 2);
        (byte[] Key, byte[])[] records =
        [
            .. Enumerable.Range(0, 500).Select(i => (
                Encoding.ASCII.GetBytes($"{"cab"[i * 7 % 3]}{"yx"[i * 5 % 2]}{i * 7919 % 1000:0000}"),
                Encoding.ASCII.GetBytes($"{i}"))),
        ];

        Write(segments, budget, records);

        Assert.Multiple(() =>
        {
            Assert.That(segments.Partitions, Is.EqualTo(["ax", "ay", "bx", "by", "cx", "cy"]));
            foreach (string partition in segments.Partitions)
            {
                IEnumerable<string> keys = records.Select(record => Encoding.ASCII.GetString(record.Key));
                string[] expected =
                    [.. keys.Where(key => key.StartsWith(partition, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
                IEnumerable<string> found = Keys(Read(segments, partition))
                    .Select(key => Encoding.ASCII.GetString(Convert.FromHexString(key)));
                Assert.That(found, Is.EqualTo(expected), partition);
            }
        });
    }

    [Test]
    public void Several_writers_at_once_give_one_order()
    {
        SortedSegments segments = new(_folder, "many", 0);
        Parallel.For(0, 4,
            worker => Write(segments, 2000, [.. Enumerable.Range(0, 2000).Select(i => (Key(i * 4 + worker), (byte[])[(byte)worker]))]));

        List<string> found = Read(segments, "");

        Assert.That(found.Select(record => Convert.ToInt32(record.Split(':')[0], 16)), Is.EqualTo(Enumerable.Range(0, 8000)));
    }

    [Test]
    public void A_record_larger_than_the_budget_is_kept()
    {
        SortedSegments segments = new(_folder, "large", 0);
        byte[] large = new byte[200_000];
        large[^1] = 9;

        Write(segments, 1000, [([2], [1]), ([1], large), ([3], [])]);

        Assert.That(Read(segments, "").Select(record => record.Length), Is.EqualTo([3 + 400_000, 3 + 2, 3]));
    }

    [Test]
    public void No_records_at_all_are_no_records()
    {
        SortedSegments segments = new(_folder, "none", 0);
        new SegmentWriter(segments, 1000).Finish();

        Assert.That((Read(segments, "").Count, segments.Partitions.Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public void Reading_twice_gives_the_same_and_clearing_leaves_no_file()
    {
        SortedSegments segments = new(_folder, "twice", 0);
        Write(segments, 500, [.. Enumerable.Range(0, 1000).Select(i => (BitConverter.GetBytes(i * 7919), new byte[20]))]);

        List<string> first = Read(segments, ""), second = Read(segments, "");
        int files = Directory.GetFiles(_folder).Length;
        segments.Clear();

        Assert.That((second.SequenceEqual(first), files > 1, Directory.GetFiles(_folder).Length), Is.EqualTo((true, true, 0)));
    }

    private static byte[] Key(int number) => BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(number));

    private static IEnumerable<string> Keys(IEnumerable<string> records) => records.Select(record => record.Split(':')[0]);

    private static string Text((byte[] Key, byte[] Payload) record) =>
        $"{Convert.ToHexString(record.Key)}:{Convert.ToHexString(record.Payload)}";

    private static void Write(SortedSegments segments, int budget, (byte[] Key, byte[] Payload)[] records)
    {
        SegmentWriter writer = new(segments, budget);
        foreach ((byte[] key, byte[] payload) in records)
            writer.Add(key, payload);
        writer.Finish();
    }

    private static List<string> Read(SortedSegments segments, string partition)
    {
        using SegmentMerge merge = segments.Open(partition);
        List<string> records = [];
        while (merge.MoveNext())
            records.Add($"{Convert.ToHexString(merge.Key)}:{Convert.ToHexString(merge.Payload)}");
        return records;
    }
}
