using System.Security.Cryptography;

namespace Disbursement.Jobs.Privacy;

/// <summary>
/// The keys that seal personal data and derive claimant keys; they live outside the database, readable by their owner alone.
/// </summary>
/// <remarks>
/// A rotation adds a sealing key and takes none away: backups of the database hold values of the older ones. A ring that is open notices
/// such a key by itself.
/// </remarks>
internal sealed class KeyRing
{
    private readonly string? _file;
    private readonly Lock _refreshing = new();
    private volatile RingKeys _keys;
    private (DateTime At, long Length) _written;

    private KeyRing(RingKeys keys, string? file, (DateTime At, long Length) written)
    {
        _keys = keys;
        _file = file;
        _written = written;
    }

    /// <summary>
    /// The key behind every claimant key. It never changes, not by a rotation either: claimant keys are how a person is found and joined
    /// from year to year, in standings, in the ledger and in its hash chains, so with another key nobody would be found again.
    /// </summary>
    public byte[] Lookup => _keys.Lookup;

    /// <summary>The key that seals new values.</summary>
    public ushort Newest => _keys.Newest;

    /// <summary>How many sealing keys there are.</summary>
    public int Count => _keys.Sealing.Count;

    /// <summary>Whether the ring has the sealing key with this number.</summary>
    public bool Holds(ushort id) => _keys.Sealing.ContainsKey(id);

    /// <summary>The sealing key with this number.</summary>
    /// <exception cref="CryptographicException">The ring does not hold it.</exception>
    public byte[] SealingKey(ushort id)
    {
        if (!Holds(id))
            Refresh(isForced: true);
        return _keys.Sealing.TryGetValue(id, out byte[]? key)
            ? key
            : throw new CryptographicException($"The key ring has no key {id}: it is older or newer than the database.");
    }

    /// <summary>A ring that is never written: for a trial that leaves nothing behind.</summary>
    public static KeyRing Fleeting() => new(RingKeys.Make(), null, default);

    /// <summary>The folder of a data folder where keys are.</summary>
    public static string FolderOf(string dataFolder) => Path.Combine(dataFolder, "keys");

    /// <summary>Opens the ring of a data folder.</summary>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="hasData">Whether the database already holds sealed data, so that a missing ring is a loss and not a first use.</param>
    /// <returns>The ring, or why it cannot be had.</returns>
    public static (KeyRing? Ring, string? Refusal) Open(string dataFolder, bool hasData)
    {
        string file = RingFile.Of(dataFolder);
        if (!File.Exists(file) && hasData)
        {
            return (null, $"The key ring {file} is missing, and the database holds data sealed with it. Put a backup of it in its place; "
                + $"no new one is started. "
                + "(The backup is the file that 'disburse keys backup' wrote: copy it to that path, readable by its owner alone.)");
        }

        // Somebody else may make one at the same moment: what stands in the file in the end is the ring of all.
        if (!File.Exists(file))
            RingFile.Write(RingKeys.Make(), file, replacing: false);
        (DateTime, long) written = Written(file);
        (RingKeys? keys, string? fault) = RingFile.Read(file);
        return keys is null
            ? (null, $"The key ring {file} is damaged ({fault}). Put a backup of it in its place, under this very name.")
            : (new KeyRing(keys, file, written), null);
    }

    /// <summary>Takes over the keys that a rotation has added to the file since it was read.</summary>
    public void Refresh() => Refresh(isForced: false);

    /// <summary>
    /// Adds a sealing key, which seals from now on, to the ring and its file. When this returns, the key outlives a power cut.
    /// </summary>
    /// <returns>Its number.</returns>
    /// <exception cref="InvalidDataException">The file cannot be read any more, is another ring, or is full.</exception>
    public ushort AddKey()
    {
        if (_file is null)
            throw new InvalidOperationException("A fleeting ring gets no further key.");

        lock (_refreshing)
        {
            (RingKeys? keys, string? fault) = RingFile.Read(_file);
            if (keys is null || !keys.Lookup.AsSpan().SequenceEqual(_keys.Lookup))
                throw new InvalidDataException($"The key ring {_file} is not the one that was opened ({fault ?? "other keys"}).");

            RingKeys more = keys.WithNewKey();
            RingFile.Write(more, _file, replacing: true);
            _keys = more;
            _written = Written(_file);
            return more.Newest;
        }
    }

    /// <summary>Copies the ring's file, byte by byte, to where no file is yet, and reads the copy again.</summary>
    /// <returns>The keys of the copy and its SHA-256.</returns>
    /// <exception cref="IOException">There is a file, or it cannot be written.</exception>
    public (int Keys, ushort Newest, string Sha256) CopyTo(string target)
    {
        if (_file is null)
            throw new InvalidOperationException("A fleeting ring has no file.");

        (RingKeys copied, string sha256) = RingFile.Copy(_file, target);
        return (copied.Sealing.Count, copied.Newest, sha256);
    }

    private void Refresh(bool isForced)
    {
        if (_file is null)
            return;

        lock (_refreshing)
        {
            (DateTime, long) written = Written(_file);
            if (written == _written && !isForced || written == default || RingFile.Read(_file).Keys is not { } keys
                || !keys.Lookup.AsSpan().SequenceEqual(_keys.Lookup))
                return;

            _keys = _keys.With(keys);
            _written = written;
        }
    }

    /// <summary>What tells one state of the file from the next; nothing where there is no file.</summary>
    private static (DateTime At, long Length) Written(string file) => new FileInfo(file) is { Exists: true } present
        ? (present.LastWriteTimeUtc, present.Length)
        : default;
}
