using System.Text;
using CsCheck;
using Disbursement.Jobs.Sorting;

namespace Disbursement.Jobs.Tests.Sorting;

/// <summary>Sorting outside memory gives what sorting in memory gives, however little memory there is.</summary>
[TestFixture]
internal sealed class SortedRunsTests
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
                SortedRuns runs = new(_folder, "records", 0);
                Write(runs, budget, records);
                List<string> found = Read(runs, "");
                runs.Clear();
                string[] expected = [.. records.OrderBy(record => record.Item1, Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right))).Select(Text)];
                return Keys(found).SequenceEqual(Keys(expected)) && found.Order(StringComparer.Ordinal).SequenceEqual(expected.Order(StringComparer.Ordinal));
            },
            iter: 60,
            threads: 1);

    [TestCase(300)]
    [TestCase(1 << 20)]
    public void A_partition_holds_its_own_records_alone(int budget)
    {
        SortedRuns runs = new(_folder, "parts", 2);
        (byte[], byte[])[] records = [.. Enumerable.Range(0, 500).Select(i => (Encoding.ASCII.GetBytes($"{"cab"[i * 7 % 3]}{"yx"[i * 5 % 2]}{i * 7919 % 1000:0000}"), Encoding.ASCII.GetBytes($"{i}")))];

        Write(runs, budget, records);

        Assert.Multiple(() =>
        {
            Assert.That(runs.Partitions, Is.EqualTo(["ax", "ay", "bx", "by", "cx", "cy"]));
            foreach (string partition in runs.Partitions)
            {
                string[] expected = [.. records.Select(record => Encoding.ASCII.GetString(record.Item1)).Where(key => key.StartsWith(partition, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
                Assert.That(Read(runs, partition).Select(record => Encoding.ASCII.GetString(Convert.FromHexString(record.Split(':')[0]))), Is.EqualTo(expected), partition);
            }
        });
    }

    [Test]
    public void Several_writers_at_once_give_one_order()
    {
        SortedRuns runs = new(_folder, "many", 0);
        Parallel.For(0, 4, worker => Write(runs, 2000, [.. Enumerable.Range(0, 2000).Select(i => (BitConverter.GetBytes(System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(i * 4 + worker)), new byte[] { (byte)worker }))]));

        List<string> found = Read(runs, "");

        Assert.That(found.Select(record => Convert.ToInt32(record.Split(':')[0], 16)), Is.EqualTo(Enumerable.Range(0, 8000)));
    }

    [Test]
    public void A_record_larger_than_the_budget_is_kept()
    {
        SortedRuns runs = new(_folder, "large", 0);
        byte[] large = new byte[200_000];
        large[^1] = 9;

        Write(runs, 1000, [([2], [1]), ([1], large), ([3], [])]);

        Assert.That(Read(runs, "").Select(record => record.Length), Is.EqualTo([3 + 400_000, 3 + 2, 3]));
    }

    [Test]
    public void No_records_at_all_are_no_records()
    {
        SortedRuns runs = new(_folder, "none", 0);
        new RunWriter(runs, 1000).Finish();

        Assert.That((Read(runs, "").Count, runs.Partitions.Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public void Reading_twice_gives_the_same_and_clearing_leaves_no_file()
    {
        SortedRuns runs = new(_folder, "twice", 0);
        Write(runs, 500, [.. Enumerable.Range(0, 1000).Select(i => (BitConverter.GetBytes(i * 7919), new byte[20]))]);

        List<string> first = Read(runs, ""), second = Read(runs, "");
        int files = Directory.GetFiles(_folder).Length;
        runs.Clear();

        Assert.That((second.SequenceEqual(first), files > 1, Directory.GetFiles(_folder).Length), Is.EqualTo((true, true, 0)));
    }

    private static IEnumerable<string> Keys(IEnumerable<string> records) => records.Select(record => record.Split(':')[0]);

    private static string Text((byte[] Key, byte[] Payload) record) => $"{Convert.ToHexString(record.Key)}:{Convert.ToHexString(record.Payload)}";

    private static void Write(SortedRuns runs, int budget, (byte[] Key, byte[] Payload)[] records)
    {
        RunWriter writer = new(runs, budget);
        foreach ((byte[] key, byte[] payload) in records)
            writer.Add(key, payload);
        writer.Finish();
    }

    private static List<string> Read(SortedRuns runs, string partition)
    {
        using RunMerge merge = runs.Open(partition);
        List<string> records = [];
        while (merge.MoveNext())
            records.Add($"{Convert.ToHexString(merge.Key)}:{Convert.ToHexString(merge.Payload)}");
        return records;
    }
}
