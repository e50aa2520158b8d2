using System.Security.Cryptography;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Tests.Archive;

/// <summary>What the archive keeps of persons comes back byte for byte or not at all.</summary>
[TestFixture]
internal sealed class SealedInputsTests
{
    private const int Chunk = SealedFile.SealedChunkLength;

    private string _root = "";
    private SealedInputs _archive = null!;

    [SetUp]
    public void MakeArchive()
    {
        _root = Directory.CreateTempSubdirectory("disburse-archive").FullName;
        _archive = new SealedInputs(Path.Combine(_root, "archive"), KeyRing.Open(_root, hasData: false).Ring!);
    }

    [TearDown]
    public void RemoveArchive() => Directory.Delete(_root, recursive: true);

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(65_535)]
    [TestCase(65_536)]
    [TestCase(65_537)]
    [TestCase(3_000_000)]
    public void A_content_of_any_length_comes_back(int length)
    {
        byte[] content = Content(length);
        string sha256 = Keep(content);

        using PlainCopy copy = _archive.Copy(sha256, CancellationToken.None);
        long onDisk = new FileInfo(_archive.PlaceOf(sha256)).Length;

        Assert.That(File.ReadAllBytes(copy.Path).AsSpan().SequenceEqual(content), Is.True);
        Assert.That((SealedFile.LengthOf(length), SealedFile.ContentOf(onDisk), sha256),
            Is.EqualTo((onDisk, (long?)length, Convert.ToHexStringLower(SHA256.HashData(content)))));
        Assert.That(Directory.GetFiles(_archive.Folder, "*", SearchOption.AllDirectories), Is.EqualTo(new[] { _archive.PlaceOf(sha256) }));
    }

    [Test]
    public void Nothing_of_the_copy_in_the_clear_stays()
    {
        string sha256 = Keep(Content(10));
        PlainCopy copy = _archive.Copy(sha256, CancellationToken.None);
        copy.Dispose();

        Assert.That(Directory.Exists(Path.GetDirectoryName(copy.Path)), Is.False);
    }

    /// <summary>Each is done to a file of three chunks and a half.</summary>
    [TestCase("a bit of the first chunk")]
    [TestCase("a bit of the last chunk")]
    [TestCase("a bit of a tag")]
    [TestCase("a bit of the salt")]
    [TestCase("a bit of the key's number")]
    [TestCase("a bit of the end")]
    [TestCase("two chunks change places")]
    [TestCase("a chunk is left out")]
    [TestCase("a chunk is there twice")]
    [TestCase("the last chunk and the end are gone")]
    [TestCase("the last byte is gone")]
    [TestCase("a byte more")]
    [TestCase("a chunk of another file")]
    [TestCase("another file under its name")]
    [TestCase("the roster itself")]
    [TestCase("nothing")]
    public void What_was_altered_is_refused_and_found(string how)
    {
        byte[] content = Content(3 * SealedFile.ChunkLength + 100);
        string sha256 = Keep(content), place = _archive.PlaceOf(sha256), other = Keep(Content(content.Length + 1));
        byte[] bytes = File.ReadAllBytes(place), strange = File.ReadAllBytes(_archive.PlaceOf(other));
        const int first = SealedFile.HeadLength;
        File.WriteAllBytes(place, how switch
        {
            "a bit of the first chunk" => Flipped(bytes, first + 5),
            "a bit of the last chunk" => Flipped(bytes, first + 3 * Chunk + 5),
            "a bit of a tag" => Flipped(bytes, first + Chunk - 1),
            "a bit of the salt" => Flipped(bytes, first - 1),
            "a bit of the key's number" => Flipped(bytes, 4),
            "a bit of the end" => Flipped(bytes, bytes.Length - 1),
            "two chunks change places" => [.. bytes[..first], .. bytes[(first + Chunk)..(first + 2 * Chunk)],
                .. bytes[first..(first + Chunk)], .. bytes[(first + 2 * Chunk)..]],
            "a chunk is left out" => [.. bytes[..(first + Chunk)], .. bytes[(first + 2 * Chunk)..]],
            "a chunk is there twice" => [.. bytes[..(first + Chunk)], .. bytes[first..]],
            "the last chunk and the end are gone" => bytes[..(first + 3 * Chunk)],
            "the last byte is gone" => bytes[..^1],
            "a byte more" => [.. bytes, 0],
            "a chunk of another file" => [.. bytes[..first], .. strange[first..(first + Chunk)], .. bytes[(first + Chunk)..]],
            "another file under its name" => strange,
            "the roster itself" => content,
            _ => [],
        });

        Assert.That(() => _archive.Copy(sha256, CancellationToken.None), Throws.InstanceOf<CryptographicException>());
        Assert.That(_archive.Break("it", sha256, CancellationToken.None), Does.StartWith("what the archive holds of it, SHA-256"));
        Assert.That(_archive.Break("it", other, CancellationToken.None), Is.Null);
    }

    [Test]
    public void What_a_kill_cut_short_at_any_length_is_not_read_as_whole()
    {
        byte[] content = Content(2 * SealedFile.ChunkLength + 7);
        string sha256 = Keep(content), place = _archive.PlaceOf(sha256);
        byte[] whole = File.ReadAllBytes(place);
        using (SealContent unfinished = new(Path.Combine(_root, "cut"), _archive.Ring))
            unfinished.Add(content);

        foreach (byte[] left in new[] { 0, 1, 37, 38, 85, 86, 87, Chunk, whole.Length - 48, whole.Length - 1 }
            .Select(length => whole[..length]).Append(File.ReadAllBytes(Path.Combine(_root, "cut"))))
        {
            File.WriteAllBytes(place, left);
            Assert.That(_archive.Break("it", sha256, CancellationToken.None), Is.Not.Null, $"{left.Length} bytes");
        }

        Keep(content);
        Assert.That(_archive.Break("it", sha256, CancellationToken.None), Is.Null, "and the next one that brings it puts it right");
    }

    [Test]
    public void A_file_that_a_check_refuses_leaves_nothing()
    {
        string file = Path.Combine(_root, "a.csv");
        File.WriteAllText(file, "no roster");

        Assert.That(() => _archive.Keep(file, _ => new FileRemark("is none", "不是"), CancellationToken.None),
            Throws.InstanceOf<UnreadableFileException>());
        Assert.That(Directory.GetFileSystemEntries(_archive.Folder), Is.Empty);
    }

    [Test]
    public void Under_a_new_key_every_file_is_sealed_anew_and_a_stop_leaves_each_whole()
    {
        string[] kept = [.. Enumerable.Range(1, 4).Select(number => Keep(Content(number * 40_000)))];
        ushort newest = _archive.Ring.AddKey();
        using CancellationTokenSource stop = new();
        int done = 0;
        void Stop()
        {
            if (++done == 2)
                stop.Cancel();
        }

        Assert.That(() => _archive.SealAnew(Stop, stop.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That((_archive.Behind(newest), kept.Count(one => _archive.Break("it", one, CancellationToken.None) is null)),
            Is.EqualTo((2, 4)));
        Assert.That(_archive.SealAnew(() => done++, CancellationToken.None), Is.Null);
        Assert.That((_archive.Behind(newest), done, kept.Count(one => _archive.Break("it", one, CancellationToken.None) is null)),
            Is.EqualTo((0, 4, 4)));
        Assert.That(Directory.GetFiles(_archive.Folder, "*", SearchOption.AllDirectories), Has.Length.EqualTo(4));
    }

    private string Keep(byte[] content)
    {
        string file = Path.Combine(_root, "handed-in");
        File.WriteAllBytes(file, content);
        using PlainCopy copy = _archive.Keep(file, _ => null, CancellationToken.None);
        return copy.Sha256;
    }

    private static byte[] Content(int length)
    {
        byte[] content = new byte[length];
        new Random(length).NextBytes(content);
        return content;
    }

    private static byte[] Flipped(byte[] bytes, int at)
    {
        byte[] flipped = [.. bytes];
        flipped[at] ^= 1;
        return flipped;
    }
}
