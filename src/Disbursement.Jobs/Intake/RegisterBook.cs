using System.Runtime.InteropServices;
using Disbursement.Domain.Households;
using Disbursement.Domain.Registers;

namespace Disbursement.Jobs.Intake;

/// <summary>One line of a register, 32 bytes: a million of them need 32 MB, and not one object.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal readonly record struct PackedEntry(ulong Person, ulong Child, int Day, long Line, ushort File, RegisterKind Kind,
    byte Grade) : IComparable<PackedEntry>
{
    /// <summary>By person and register, then in the order in which the lines stand.</summary>
    public int CompareTo(PackedEntry other)
    {
        int order = Person.CompareTo(other.Person);
        order = order != 0 ? order : Kind.CompareTo(other.Kind);
        order = order != 0 ? order : File.CompareTo(other.File);
        return order != 0 ? order : Line.CompareTo(other.Line);
    }
}

/// <summary>The registers of a year: what other offices record about people, by identity number.</summary>
/// <param name="files">What became of each file.</param>
/// <param name="entries">Their lines, sorted.</param>
internal sealed class RegisterBook(IReadOnlyList<RegisterReading> files, PackedEntry[] entries)
{
    /// <summary>There are none.</summary>
    public static RegisterBook None { get; } = new([], []);

    public IReadOnlyList<RegisterReading> Files => files;

    public int Count => entries.Length;

    public ReadOnlySpan<PackedEntry> Entries => entries;

    /// <summary>The name of a register by its number among the inputs of the run.</summary>
    public string NameOf(int file) => files.First(known => known.File.Ordinal == file).File.Name;

    /// <summary>Everything on one person, which counts as found.</summary>
    public IReadOnlyList<RegisterEntry> Of(CitizenId person, RegisterMatches? matches)
    {
        int first = FirstOf(person.Digits), end = first;
        while (end < entries.Length && entries[end].Person == person.Digits)
            end++;
        if (first == end)
            return [];

        RegisterEntry[] found = new RegisterEntry[end - first];
        for (int i = first; i < end; i++)
        {
            PackedEntry entry = entries[i];
            found[i - first] = new RegisterEntry(entry.Kind, person, DateOnly.FromDayNumber(entry.Day), entry.Grade,
                new CitizenId(entry.Child), new RosterPlace(files[entry.File].File.Ordinal, entry.Line));
            matches?.Add(i);
        }

        return found;
    }

    /// <summary>Counts, for each file, the lines that no county found.</summary>
    public void CountUnmatched(IEnumerable<RegisterMatches> counties)
    {
        RegisterMatches found = new(entries.Length);
        foreach (RegisterMatches county in counties)
            found.Add(county);
        long[] unmatched = new long[files.Count];
        for (int i = 0; i < entries.Length; i++)
            unmatched[entries[i].File] += found.Contains(i) ? 0 : 1;
        for (int i = 0; i < unmatched.Length; i++)
            files[i].Unmatched = unmatched[i];
    }

    private int FirstOf(ulong person)
    {
        int low = 0, high = entries.Length;
        while (low < high)
        {
            int middle = low + (high - low) / 2;
            if (entries[middle].Person < person)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}

/// <summary>Which lines of the registers a county found, one bit each. One instance belongs to one thread.</summary>
internal sealed class RegisterMatches(byte[] bits)
{
    public RegisterMatches(int count)
        : this(new byte[(count + 7) / 8])
    {
    }

    public byte[] Bits => bits;

    public void Add(int entry) => bits[entry >> 3] |= (byte)(1 << (entry & 7));

    public void Add(RegisterMatches others)
    {
        for (int i = 0; i < bits.Length; i++)
            bits[i] |= others.Bits[i];
    }

    public bool Contains(int entry) => (bits[entry >> 3] >> (entry & 7) & 1) != 0;
}
