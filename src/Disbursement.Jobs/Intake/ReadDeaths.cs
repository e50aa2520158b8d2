using CsvHelper;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Intake.Forms;

namespace Disbursement.Jobs.Intake;

/// <summary>
/// What a roster says of whether somebody lives: rows of accepted and of rejected households alike, whatever else is wrong with them.
/// </summary>
/// <param name="Id">Whose row it is.</param>
/// <param name="DeathDate">The day of death that it gives; null for none.</param>
/// <param name="Line">Where it stands.</param>
internal readonly record struct ToldDeath(CitizenId Id, DateOnly? DeathDate, RowNumber Line);

/// <summary>Reads archived rosters for dates of death alone.</summary>
internal static class ReadDeaths
{
    private static readonly HashSet<uint> AnyCounty = [];

    /// <summary>Every row that names a person by a right number.</summary>
    /// <param name="archive">The sealed inputs.</param>
    /// <param name="work">A folder for transcripts.</param>
    /// <param name="name">The roster's name, which tells its kind.</param>
    /// <param name="sha256">The roster's bytes.</param>
    /// <param name="year">The year of its run.</param>
    /// <param name="stop">Stops the reading.</param>
    /// <returns>The rows, or null where the archive does not hold the roster as it was.</returns>
    public static IEnumerable<ToldDeath>? Run(
        SealedInputs archive, string work, string name, string sha256, int year, CancellationToken stop)
    {
        RosterFile file = RosterFile.Of(0, new KeptInput(archive, sha256), name);
        OpenedRoster opened = new OpenRoster(null, work).Run(file, RosterColumns.Table, stop);
        if (opened.Sha256 != sha256)
            return null;

        RosterReading reading = new(file);
        reading.Take(opened);
        return opened.Table is { } table ? Rows(table, reading, year, stop) : [];
    }

    /// <summary>Every line of an archived register of deaths; null where the archive does not hold it as it was.</summary>
    /// <param name="archive">The sealed inputs.</param>
    /// <param name="work">A folder for transcripts.</param>
    /// <param name="name">The register's name, which tells its kind.</param>
    /// <param name="sha256">The register's bytes.</param>
    /// <param name="year">The year of its run.</param>
    /// <param name="stop">Stops the reading.</param>
    public static IReadOnlyList<ToldDeath>? OfRegister(
        SealedInputs archive, string work, string name, string sha256, int year, CancellationToken stop)
    {
        RegisterBook book = ReadRegisters.Run([RosterFile.Of(0, new KeptInput(archive, sha256), name)], year, new OpenRoster(null, work),
            rejects: null, isChinese: false, stop);
        if (book.Files[0].Sha256 != sha256)
            return null;

        List<ToldDeath> deaths = [];
        foreach (PackedEntry entry in book.Entries)
            deaths.Add(new ToldDeath(new CitizenId(entry.Person), DateOnly.FromDayNumber(entry.Day), entry.Line));
        return deaths;
    }

    private static IEnumerable<ToldDeath> Rows(Transcript table, RosterReading reading, int year, CancellationToken stop)
    {
        CheckRow check = new(AnyCounty, year, RosterForm.Plain);
        using FileStream stream = new(table.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        using CsvReader reader = CsvReader.Create(stream, RosterText.Options(reading.Separator, null));
        check.Open(reader, reading.Columns);
        while (reader.Read())
        {
            stop.ThrowIfCancellationRequested();
            check.Run();
            MemberValues values = check.Row.Values;
            CitizenId id = new(values.Id);
            if (id.IsGiven)
                yield return new ToldDeath(id, MemberValues.Date(values.DeathDate), table.Lines.Of(reader.LineNumber));
        }
    }
}
