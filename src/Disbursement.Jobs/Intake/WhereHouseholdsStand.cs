using System.Globalization;
using CsvHelper;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake.Forms;

namespace Disbursement.Jobs.Intake;

/// <summary>
/// Looks through a roster once more when it has a row that cannot be placed: do the rows of each household stand together, so that the row
/// can only belong to those beside it? Only such rosters are read twice.
/// </summary>
internal sealed class WhereHouseholdsStand(Transcript table, Orphans orphans, int file)
{
    private static readonly UInt128 Start = UInt128.Parse("144066263297769815596495629667062367629", CultureInfo.InvariantCulture);
    private static readonly UInt128 Prime = UInt128.Parse("309485009821345068724781371", CultureInfo.InvariantCulture);

    private readonly byte[] _scratch = new byte[FileLimits.LongestLine * 2];

    /// <param name="unplaced">Where the first row stands that cannot be placed; 0 for none.</param>
    /// <param name="suspects">Rows that are known by their number alone.</param>
    /// <param name="stop">Stops the reading.</param>
    /// <exception cref="UnreadableFileException">A row cannot be placed, and households do not stand together: it may be
    /// anybody's.</exception>
    public void Run(long unplaced, IReadOnlyList<Suspect> suspects, CancellationToken stop)
    {
        HashSet<UInt128> households = [], numbers = [];
        long apart = 0;
        UInt128 current = 0;
        int region = Place(RosterColumn.RegionCode), number = Place(RosterColumn.HouseholdNo);
        using FileStream stream = new(table.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        using CsvReader reader = CsvReader.Create(stream, RosterText.Options(table.Separator, null));
        while (reader.Read())
        {
            stop.ThrowIfCancellationRequested();
            UInt128 own = Hash(RosterValues.Normalise(reader.GetSpan(number), isText: false, _scratch), 0);
            ReadOnlySpan<byte> code = RosterValues.Normalise(reader.GetSpan(region), isText: false, _scratch);
            if (own == 0 || code.Length < FragmentKey.CountyLength || !RosterValues.IsDigits(code[..FragmentKey.CountyLength]))
                continue;

            numbers.Add(own);
            UInt128 household = Hash(code[..FragmentKey.CountyLength], own);
            if (household != current && !households.Add(household) && apart == 0)
                apart = table.Lines.Of(reader.LineNumber);
            current = household;
        }

        Suspect[] lost = [.. suspects.Where(suspect => !numbers.Contains(Hash(suspect.Number, 0)))];
        long first = unplaced > 0 ? unplaced : lost.Length > 0 ? lost[0].Place : 0;
        if (first > 0 && apart > 0)
            throw new UnreadableFileException(Anybody(new RowNumber(first).Say(table.Sheets), new RowNumber(apart).Say(table.Sheets)));

        foreach (Suspect suspect in lost)
        {
            foreach (HouseholdKey beside in new[] { suspect.Before, suspect.After }.OfType<HouseholdKey>())
                orphans.AddBeside(file, beside.County, beside.Number, suspect.Place);
        }
    }

    private static FileRemark Anybody(string row, string apart) => new(
        $"line {row} does not say whose it is, and the households of this file do not stand together (line {apart} goes on with an earlier "
            + $"one), so it may be anybody's: correct line {row}, or sort the rows by region code and household number",
        $"第{row}行未注明所属户，而本文件各户成员未排在一起（第{apart}行续前面的户），无法判断属于哪一户：请改正第{row}行，或按行政区划代码和户编号排序");

    private int Place(RosterColumn column) => Enumerable.Range(0, table.Columns.Count).First(i => table.Columns[i] == (int)column);

    /// <summary>FNV-1a of 128 bits; 0 for nothing.</summary>
    private static UInt128 Hash(ReadOnlySpan<byte> text, UInt128 start)
    {
        if (text.IsEmpty)
            return 0;

        UInt128 hash = start == 0 ? Start : start;
        foreach (byte character in text)
            hash = unchecked((hash ^ character) * Prime);
        return hash;
    }
}
