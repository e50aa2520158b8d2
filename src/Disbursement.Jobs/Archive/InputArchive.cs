namespace Disbursement.Jobs.Archive;

/// <summary>
/// Where the archive stands and where it keeps a file: under the SHA-256 of its bytes, in a folder named for the first two digits.
/// </summary>
internal static class InputArchive
{
    /// <summary>The archive of a data folder.</summary>
    public static string Of(string data) => Path.Combine(data, "archive");

    /// <summary>Where a file is kept, whether it is there or not. A hash that is none names a place where nothing is kept.</summary>
    /// <param name="archive">The folder of the archive.</param>
    /// <param name="sha256">Lower-case hexadecimal.</param>
    public static string PlaceOf(string archive, string sha256) => Path.Combine(archive, sha256.Length > 2 ? sha256[..2] : "none", sha256);
}
