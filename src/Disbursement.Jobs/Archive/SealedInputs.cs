using System.Security.Cryptography;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Archive;

/// <summary>
/// What the archive keeps of persons: rosters, corrections, registers and return files, sealed under the SHA-256 of their content. The
/// pack, bureaus, budgets, templates and layouts stand beside them as they came.
/// </summary>
/// <param name="Folder">The archive.</param>
/// <param name="Ring">The keys.</param>
internal sealed record SealedInputs(string Folder, KeyRing Ring)
{
    /// <summary>What the name of a sealed file ends with.</summary>
    public const string Ending = ".sealed";

    /// <summary>Of a data folder.</summary>
    public static SealedInputs Of(string data, KeyRing ring) => new(InputArchive.Of(data), ring);

    /// <summary>Where a content is kept, whether it is there or not.</summary>
    public static string PlaceOf(string archive, string sha256) => InputArchive.PlaceOf(archive, sha256) + Ending;

    /// <summary>Every sealed file, by the hash in its name, in the order of names.</summary>
    public IEnumerable<(string Path, string Sha256)> All() => !Directory.Exists(Folder)
        ? []
        : Directory.EnumerateFiles(Folder, "*" + Ending, SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => (path, Path.GetFileNameWithoutExtension(path)));

    /// <summary>Where a content is kept, whether it is there or not.</summary>
    public string PlaceOf(string sha256) => PlaceOf(Folder, sha256);

    /// <summary>The content of a hash.</summary>
    /// <exception cref="CryptographicException">What is kept was altered.</exception>
    public UnsealStream Open(string sha256) => new(PlaceOf(sha256), Ring, sha256);

    /// <summary>Why a content is not what was kept; null where it is. It is opened and hashed whole.</summary>
    /// <param name="what">What it is, for the sentence.</param>
    /// <param name="sha256">As recorded.</param>
    /// <param name="stop">Stops the reading.</param>
    public string? Break(string what, string sha256, CancellationToken stop)
    {
        if (Missing(what, sha256) is { } missing)
            return missing;

        stop.ThrowIfCancellationRequested();
        try
        {
            using UnsealStream content = Open(sha256);
            string found = Convert.ToHexStringLower(SHA256.HashData(content));
            return found == sha256 ? null : $"the archive holds {what} with SHA-256 {found}, recorded is {sha256}";
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return Unopened(what, sha256, exception);
        }
    }

    /// <summary>The content in the clear, or why it is not what was kept: both by one reading.</summary>
    /// <param name="what">What it is, for the sentence.</param>
    /// <param name="sha256">As recorded.</param>
    /// <param name="stop">Stops the reading.</param>
    public (PlainCopy? Copy, string? Break) Unseal(string what, string sha256, CancellationToken stop)
    {
        if (Missing(what, sha256) is { } missing)
            return (null, missing);

        stop.ThrowIfCancellationRequested();
        try
        {
            return (Copy(sha256, stop), null);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return (null, Unopened(what, sha256, exception));
        }
    }

    /// <summary>The content in the clear, for readers that go to and fro in it.</summary>
    /// <exception cref="CryptographicException">What is kept was altered.</exception>
    public PlainCopy Copy(string sha256, CancellationToken stop)
    {
        string place = PlainCopy.NewPlace();
        try
        {
            using UnsealStream content = Open(sha256);
            CopiedFile copied = CopyFile.Run(content, place, long.MaxValue, watch: null, stop);
            return copied.Sha256 == sha256
                ? new PlainCopy(place, copied.Sha256, copied.Bytes)
                : throw new CryptographicException($"The archive holds {sha256} with other bytes.");
        }
        catch
        {
            PlainCopy.Delete(place);
            throw;
        }
    }

    /// <summary>Takes a file in: one pass copies it in the clear, hashes it and seals it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="check">Looks at the copy before it is kept, and says why it is not: what is refused leaves nothing behind.</param>
    /// <param name="stop">Stops the copy.</param>
    /// <returns>The copy, from which it is read.</returns>
    /// <exception cref="UnreadableFileException">It is no plain file, too large, cannot be read, or the check refused it.</exception>
    public PlainCopy Keep(string file, Func<string, FileRemark?> check, CancellationToken stop)
    {
        Directory.CreateDirectory(Folder);
        string place = PlainCopy.NewPlace(),
            beside = Path.Combine(Folder, $".{OwnName.Next()}.part");
        try
        {
            CopiedFile copied;
            using (SealContent seal = new(beside, Ring))
            {
                copied = CopyFile.Run(file, place, FileLimits.LargestTable, chunk => seal.Add(chunk.Span), stop);
                if (check(place) is { } refusal)
                    throw new UnreadableFileException(refusal);
                seal.Finish(copied.Sha256);
            }

            Place(beside, copied);
            return new PlainCopy(place, copied.Sha256, copied.Bytes);
        }
        catch
        {
            PlainCopy.Delete(place);
            throw;
        }
        finally
        {
            File.Delete(beside);
        }
    }

    private string? Missing(string what, string sha256)
    {
        if (sha256.Length != SHA256.HashSizeInBytes * 2 || !sha256.All(char.IsAsciiHexDigitLower))
            return $"the recorded SHA-256 of {what} is none: '{sha256}'";

        return File.Exists(PlaceOf(sha256)) ? null : $"the archive no longer holds {what}, SHA-256 {sha256}";
    }

    private static string Unopened(string what, string sha256, Exception exception) =>
        $"what the archive holds of {what}, SHA-256 {sha256}, cannot be opened: {exception.Message}";

    /// <summary>Puts a sealed file that is whole under its name; one that is there already stays.</summary>
    public void Place(string beside, CopiedFile copied)
    {
        string place = PlaceOf(copied.Sha256);
        // A file of another length is what a move onto another disk left when it was cut short.
        if (new FileInfo(place) is { Exists: true } kept && kept.Length == SealedFile.LengthOf(copied.Bytes))
        {
            File.Delete(beside);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        // Two files with the same bytes may get here at the same time: either may win.
        PrivateFile.Move(beside, place);
    }

    /// <summary>How many files are sealed with an older key than this.</summary>
    public int Behind(ushort newest) => All().Count(file => KeyOf(file.Path) < newest);

    /// <summary>
    /// Seals every file that is sealed with an older key anew; each is replaced whole, so that it may be stopped at any moment.
    /// </summary>
    /// <param name="done">Told of each.</param>
    /// <param name="stop">Stops it.</param>
    /// <returns>The first file that cannot be opened, which stops it, and why; null where all were.</returns>
    public (string Path, string Reason)? SealAnew(Action done, CancellationToken stop)
    {
        foreach ((string path, string sha256) in All().Where(file => KeyOf(file.Path) < Ring.Newest).ToList())
        {
            string beside = Path.Combine(Folder, $".{OwnName.Next()}.part");
            try
            {
                using (UnsealStream content = new(path, Ring, sha256))
                using (SealContent seal = new(beside, Ring))
                {
                    byte[] buffer = new byte[SealedFile.ChunkLength];
                    for (int read = content.Read(buffer); read > 0; read = content.Read(buffer))
                    {
                        stop.ThrowIfCancellationRequested();
                        seal.Add(buffer.AsSpan(0, read));
                    }

                    seal.Finish(sha256);
                }

                PrivateFile.Move(beside, path);
                done();
            }
            catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
            {
                return (path, exception.Message);
            }
            finally
            {
                File.Delete(beside);
            }
        }

        return null;
    }

    /// <summary>The number of the key that a file is sealed with; 0 for what is no sealed file.</summary>
    public static ushort KeyOf(string path)
    {
        Span<byte> head = stackalloc byte[SealedFile.HeadLength];
        using FileStream file = File.OpenRead(path);
        return SealedFile.KeyOf(head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)]);
    }
}

/// <summary>A content that the archive keeps, and the archive that does.</summary>
internal sealed record KeptInput(SealedInputs Archive, string Sha256)
{
    /// <summary>
    /// The rows that are wanted of it, below its header; null for all. Their bytes prove themselves, by the seal, as those of this content.
    /// </summary>
    public RosterSpan? Rows { get; init; }

    /// <summary>Where it is, whether it is there or not.</summary>
    public string Place => Archive.PlaceOf(Sha256);
}
