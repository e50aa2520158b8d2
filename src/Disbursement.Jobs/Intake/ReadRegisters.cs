using System.Runtime.InteropServices;
using Disbursement.Domain.Registers;

namespace Disbursement.Jobs.Intake;

/// <summary>Reads the registers of a year: archived first, as rosters are, then line by line.</summary>
internal static class ReadRegisters
{
    /// <param name="files">The registers.</param>
    /// <param name="year">The run's year.</param>
    /// <param name="open">Keeps their bytes.</param>
    /// <param name="rejects">Where the lines of a register go that cannot be used; null where nobody asks.</param>
    /// <param name="isChinese">The language of the problems.</param>
    /// <param name="stop">Stops the reading.</param>
    public static RegisterBook Run(IReadOnlyList<RosterFile> files, int year, OpenRoster open, Func<string, string>? rejects,
        bool isChinese, CancellationToken stop)
    {
        List<RegisterReading> readings = [];
        List<PackedEntry> entries = [];
        foreach (RosterFile file in files)
        {
            RegisterReading reading = new(file, FindRegisters.KindOf(file.Name)!.Value);
            using ListMalformed listed = new(reading, rejects is null ? null : () => rejects(MalformedOf(file.Name)), isChinese);
            new ReadRegister(year, (ushort)readings.Count, entries, listed)
                .Run(open.Run(file, RegisterColumns.Table(reading.Kind), stop), reading, stop);
            readings.Add(reading);
        }

        CollectionsMarshal.AsSpan(entries).Sort();
        return new RegisterBook(readings, [.. entries]);
    }

    /// <summary>The name of the list of a register's lines that cannot be used.</summary>
    public static string MalformedOf(string name) => Path.GetFileName(name) + (RosterNames.IsWorkbook(name) ? ".csv" : "");
}
