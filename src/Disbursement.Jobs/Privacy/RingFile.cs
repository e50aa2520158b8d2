using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Disbursement.Jobs.Privacy;

/// <summary>The file of a key ring: read with care, written beside its place and moved, flushed, for its owner alone.</summary>
internal static partial class RingFile
{
    private const string FileName = "keyring.json";

    public static string Of(string dataFolder) => Path.Combine(KeyRing.FolderOf(dataFolder), FileName);

    /// <summary>The keys of a file, or what is wrong with it.</summary>
    public static (RingKeys? Keys, string? Fault) Read(string file)
    {
        try
        {
            return (Parse(File.ReadAllBytes(file)), null);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidDataException or ArgumentException)
        {
            return (null, exception.Message);
        }
    }

    /// <summary>
    /// Writes the keys where they belong, and makes the folder where there is none. A first ring gives way to one that another process has
    /// made meanwhile: nodes that start at once over a new folder have one ring between them.
    /// </summary>
    public static void Write(RingKeys keys, string file, bool replacing)
    {
        string path = Path.GetDirectoryName(file)!;
        DirectoryInfo folder = Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows())
            folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

        string beside = replacing ? file + ".new" : PrivateFile.Beside(file);
        using (FileStream stream = PrivateFile.CreateBeside(beside))
        {
            Content content = new(Convert.ToBase64String(keys.Lookup),
                [.. keys.Sealing.OrderBy(key => key.Key).Select(key => new ContentKey(key.Key, Convert.ToBase64String(key.Value)))]);
            JsonSerializer.Serialize(stream, content, ContentJson.Default.Content);
            stream.Flush(flushToDisk: true);
        }

        try
        {
            if (replacing)
                File.Move(beside, file, overwrite: true);
            else
                PrivateFile.MoveNew(beside, file);
        }
        catch (IOException) when (!replacing && File.Exists(file))
        {
            File.Delete(beside);
        }

        PrivateFile.FlushNames(path);
    }

    /// <summary>
    /// Deletes first rings that processes left which died while they wrote them. Only where there is a ring: a node that writes another one
    /// at this moment takes that one instead, as it would have done anyway.
    /// </summary>
    public static void DeleteLeft(string dataFolder)
    {
        string file = Of(dataFolder);
        if (!File.Exists(file))
            return;

        // A rotation's own file has no name between: it stays for the next rotation.
        foreach (string left in Directory.GetFiles(KeyRing.FolderOf(dataFolder), FileName + ".?*.new"))
        {
            try
            {
                File.Delete(left);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Serilog.Log.Information("{Left} could not be deleted yet ({Kind}); the next start does", left, exception.GetType().Name);
            }
        }
    }

    /// <summary>
    /// Copies a ring to where no file is yet. The name stands for a whole copy only: until it is read again it has another.
    /// </summary>
    public static (RingKeys Keys, string Sha256) Copy(string file, string target)
    {
        byte[] bytes = File.ReadAllBytes(file);
        _ = Parse(bytes);
        string folder = Path.GetDirectoryName(Path.GetFullPath(target))!,
            beside = Path.Combine(folder, $".{Path.GetFileName(target)}.{Environment.ProcessId}.part");
        try
        {
            using (FileStream stream = PrivateFile.CreateBeside(beside))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            byte[] copied = File.ReadAllBytes(beside);
            if (!copied.AsSpan().SequenceEqual(bytes))
                throw new IOException($"The copy of the key ring in {folder} is not what was written.");

            PrivateFile.MoveNew(beside, target);
            PrivateFile.FlushNames(folder);
            return (Parse(copied), Convert.ToHexStringLower(SHA256.HashData(copied)));
        }
        finally
        {
            File.Delete(beside);
        }
    }

    private static RingKeys Parse(byte[] bytes)
    {
        Content content = JsonSerializer.Deserialize(bytes, ContentJson.Default.Content) ?? throw new InvalidDataException("it is empty");
        if (content.Lookup is null || content.Sealing is null || content.Sealing.Any(key => key?.Key is null))
            throw new InvalidDataException("a key is missing");

        Dictionary<int, byte[]> sealing = content.Sealing.ToDictionary(key => key!.Id, key => Convert.FromBase64String(key!.Key!));
        byte[] lookup = Convert.FromBase64String(content.Lookup);
        if (sealing.Count == 0 || lookup.Length != RingKeys.KeyLength || sealing.Values.Any(key => key.Length != RingKeys.KeyLength)
            || sealing.Keys.Any(number => number is < 1 or > ushort.MaxValue))
            throw new InvalidDataException("a key is missing, or has the wrong length or number");

        return new RingKeys(lookup, sealing, (ushort)sealing.Keys.Max());
    }

    private sealed record Content(string? Lookup, IReadOnlyList<ContentKey?>? Sealing);

    private sealed record ContentKey(int Id, string? Key);

    /// <summary>How the file is read, worked out by the compiler: nearly every command reads it, and finding it out takes 50 ms.</summary>
    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(Content))]
    private sealed partial class ContentJson : JsonSerializerContext;
}
