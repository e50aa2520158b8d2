using System.Security.Cryptography;
using System.Text;

namespace Disbursement.Jobs.Archive;

/// <summary>A file that something goes by, as it was read.</summary>
/// <param name="Path">Its name, with forward slashes.</param>
/// <param name="Bytes">Its bytes.</param>
internal sealed record KeptFile(string Path, byte[] Bytes)
{
    /// <summary>Of the bytes, lower-case hexadecimal.</summary>
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Bytes));
}

/// <summary>
/// Files that belong together. The archive keeps each under its SHA-256, and one list of them, <c>sha256  path</c> a line, under its own:
/// so what they were is one value, and <c>sha256sum -c</c> reads the list.
/// </summary>
/// <param name="All">The files, in their order.</param>
internal sealed record KeptFiles(IReadOnlyList<KeptFile> All)
{
    private byte[] List => Encoding.UTF8.GetBytes(string.Concat(All.Select(file => $"{file.Sha256}  {file.Path}\n")));

    /// <summary>SHA-256 of the list; empty where there is no file.</summary>
    public string Sha256 => All.Count == 0 ? "" : Convert.ToHexStringLower(SHA256.HashData(List));

    /// <summary>Keeps the files and their list.</summary>
    /// <param name="keep">Keeps bytes under a hash.</param>
    public void Keep(Action<byte[], string> keep)
    {
        if (All.Count == 0)
            return;

        foreach (KeptFile file in All)
            keep(file.Bytes, file.Sha256);
        keep(List, Sha256);
    }

    /// <summary>The files of a list from the archive; every one is hashed again.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="sha256">Of the list.</param>
    /// <param name="what">What the files are, for the refusal.</param>
    /// <returns>The files, or what is missing or altered.</returns>
    public static (KeptFiles? Files, string? Break) OfArchive(string archive, string sha256, string what)
    {
        (byte[]? list, string? listBreak) = Kept(archive, sha256, what);
        if (list is null)
            return (null, listBreak);

        List<KeptFile> files = [];
        foreach (string line in Encoding.UTF8.GetString(list).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split("  ") is not [var hash, var path])
                return (null, $"{what}, SHA-256 {sha256}, is no list of files");

            (byte[]? bytes, string? fileBreak) = Kept(archive, hash, $"{path} of {what}");
            if (bytes is null)
                return (null, fileBreak);
            files.Add(new KeptFile(path, bytes));
        }

        return (new KeptFiles(files), null);
    }

    /// <summary>A file of the archive that names nobody, hashed again.</summary>
    /// <returns>Its bytes, or what is missing or altered.</returns>
    public static (byte[]? Bytes, string? Break) Kept(string archive, string sha256, string what)
    {
        if (sha256.Length != SHA256.HashSizeInBytes * 2 || !sha256.All(char.IsAsciiHexDigitLower))
            return (null, $"the recorded SHA-256 of {what} is none: '{sha256}'");

        string place = InputArchive.PlaceOf(archive, sha256);
        if (!File.Exists(place))
            return (null, $"the archive no longer holds {what}, SHA-256 {sha256}");

        byte[] bytes = File.ReadAllBytes(place);
        string found = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return found == sha256 ? (bytes, null) : (null, $"the archive holds {what} with SHA-256 {found}, recorded is {sha256}");
    }
}
