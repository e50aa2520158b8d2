using System.Runtime.InteropServices;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Runs.Parts;

/// <summary>The registers of a year, read by one process; the others take the sorted lines from it.</summary>
internal sealed record RegisterPart(RegisterBook Book) : IProduct<RegisterPart>
{
    private const string Entries = "registers.bin";

    public byte[] Save(PartPlace place)
    {
        using FileStream file = PrivateFile.Create(Path.Combine(place.Folder, Entries));
        file.Write(MemoryMarshal.AsBytes(Book.Entries));
        file.Flush(flushToDisk: true);
        return SavedPart.Of(new Saved(Book.Files, Book.Count));
    }

    /// <exception cref="InvalidDataException">It is not what was saved.</exception>
    public static RegisterPart Load(PartPlace place, byte[] saved)
    {
        Saved read = SavedPart.Read<Saved>(saved);
        PackedEntry[] entries = new PackedEntry[read.Count];
        using FileStream file = File.OpenRead(Path.Combine(place.Folder, Entries));
        if (file.ReadAtLeast(MemoryMarshal.AsBytes(entries.AsSpan()), Marshal.SizeOf<PackedEntry>() * read.Count,
            throwOnEndOfStream: false) < Marshal.SizeOf<PackedEntry>() * read.Count)
            throw new InvalidDataException("The registers that a part of the run left are cut short.");

        return new RegisterPart(new RegisterBook(read.Files, entries));
    }

    private sealed record Saved(IReadOnlyList<RegisterReading> Files, int Count);
}
