namespace Disbursement.Jobs.Archive;

/// <summary>
/// The content of a sealed file in the clear, among the temporary files of this process, for as long as it is read: it is deleted with
/// this.
/// </summary>
/// <param name="Path">Where it is.</param>
/// <param name="Sha256">Of its bytes, lower-case hexadecimal.</param>
/// <param name="Bytes">How many they are.</param>
internal sealed record PlainCopy(string Path, string Sha256, long Bytes) : IDisposable
{
    /// <summary>A place for one, which nothing stands at.</summary>
    public static string NewPlace() => System.IO.Path.Combine(Directory.CreateTempSubdirectory("disburse-plain-").FullName, "content");

    /// <summary>Deletes what may stand at a place.</summary>
    public static void Delete(string place) => Directory.Delete(System.IO.Path.GetDirectoryName(place)!, recursive: true);

    public void Dispose() => Delete(Path);
}
