using System.Security.Cryptography;
using System.Text.Json;

namespace Disbursement.Jobs.Privacy;

/// <summary>The keys that seal personal data and derive claimant keys; they live outside the database, readable by their owner alone.</summary>
internal sealed class KeyRing
{
    private const string FileName = "keyring.json";
    private const int KeyLength = 32;

    private readonly Dictionary<ushort, byte[]> _sealing;

    private KeyRing(byte[] lookup, Dictionary<ushort, byte[]> sealing, ushort newest)
    {
        Lookup = lookup;
        _sealing = sealing;
        Newest = newest;
    }

    /// <summary>The key behind every claimant key; it never changes, or nobody would be found again.</summary>
    public byte[] Lookup { get; }

    /// <summary>The key that seals new values.</summary>
    public ushort Newest { get; }

    /// <summary>The sealing key with this number.</summary>
    /// <exception cref="CryptographicException">The ring does not hold it.</exception>
    public byte[] SealingKey(ushort id) =>
        _sealing.TryGetValue(id, out byte[]? key) ? key : throw new CryptographicException($"The key ring has no key {id}: it is older or newer than the database.");

    /// <summary>A ring that is never written: for a trial that leaves nothing behind.</summary>
    public static KeyRing Fleeting() => Make();

    /// <summary>Opens the ring of a data folder.</summary>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="hasData">Whether the database already holds sealed data, so that a missing ring is a loss and not a first use.</param>
    /// <returns>The ring, or why it cannot be had.</returns>
    public static (KeyRing? Ring, string? Refusal) Open(string dataFolder, bool hasData)
    {
        string file = Path.Combine(dataFolder, "keys", FileName);
        if (File.Exists(file))
        {
            try
            {
                return (Read(File.ReadAllBytes(file)), null);
            }
            catch (Exception exception) when (exception is JsonException or FormatException or InvalidDataException or ArgumentException)
            {
                return (null, $"The key ring {file} is damaged ({exception.Message}). Put a backup of it in its place.");
            }
        }

        if (hasData)
            return (null, $"The key ring {file} is missing, and the database holds data sealed with it. Put a backup of it in its place; no new one is started.");

        KeyRing made = Make();
        Write(made, file);
        return (made, null);
    }

    private static KeyRing Make() =>
        new(RandomNumberGenerator.GetBytes(KeyLength), new Dictionary<ushort, byte[]> { [1] = RandomNumberGenerator.GetBytes(KeyLength) }, 1);

    private static KeyRing Read(byte[] bytes)
    {
        RingFile file = JsonSerializer.Deserialize<RingFile>(bytes, JsonSerializerOptions.Web) ?? throw new InvalidDataException("it is empty");
        if (file.Lookup is null || file.Sealing is null || file.Sealing.Any(key => key?.Key is null))
            throw new InvalidDataException("a key is missing");

        Dictionary<ushort, byte[]> sealing = file.Sealing.ToDictionary(key => key!.Id, key => Convert.FromBase64String(key!.Key!));
        byte[] lookup = Convert.FromBase64String(file.Lookup);
        if (sealing.Count == 0 || lookup.Length != KeyLength || sealing.Values.Any(key => key.Length != KeyLength))
            throw new InvalidDataException("a key is missing or has the wrong length");
        return new KeyRing(lookup, sealing, sealing.Keys.Max());
    }

    private static void Write(KeyRing ring, string file)
    {
        DirectoryInfo folder = Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        if (!OperatingSystem.IsWindows())
            folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

        RingFile content = new(Convert.ToBase64String(ring.Lookup), [.. ring._sealing.Select(key => new RingKey(key.Key, Convert.ToBase64String(key.Value)))]);
        string beside = file + ".new";
        using (FileStream stream = PrivateFile.Create(beside))
        {
            JsonSerializer.Serialize(stream, content, JsonSerializerOptions.Web);
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, file, overwrite: false);
    }

    private sealed record RingFile(string? Lookup, IReadOnlyList<RingKey?>? Sealing);

    private sealed record RingKey(ushort Id, string? Key);
}
