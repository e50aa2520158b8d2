using System.Text.Json.Serialization;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake.Forms;

namespace Disbursement.Jobs.Intake;

/// <summary>A roster as found in the inputs folder, or as the archive keeps it.</summary>
/// <param name="Ordinal">Its number in the run, in the order of names.</param>
/// <param name="FullPath">Where it is.</param>
/// <param name="Name">Its path below the rosters of the year, with forward slashes.</param>
/// <param name="IsCorrection">Whether it stands in the corrections folder, so that its households replace others.</param>
internal sealed record RosterFile(int Ordinal, string FullPath, string Name, bool IsCorrection)
{
    /// <summary>One that the archive keeps.</summary>
    public static RosterFile Of(int ordinal, KeptInput kept, string name) =>
        new(ordinal, kept.Place, name, FindRosters.IsCorrection(name)) { Kept = kept };

    /// <summary>
    /// Why its bytes were never kept, as the run that could not open it recorded; null for a file that is there to be read.
    /// </summary>
    public FileRemark? NotKept { get; init; }

    /// <summary>Where the archive keeps it, for one that is read again; null for a file that is handed in.</summary>
    [JsonIgnore]
    public KeptInput? Kept { get; init; }

    public bool IsWorkbook => RosterNames.IsWorkbook(Name);
}

/// <summary>A roster or register whose bytes are kept.</summary>
/// <param name="File">The file.</param>
/// <param name="Sha256">Of the bytes that were read, lower-case hexadecimal; empty where nothing could be read.</param>
/// <param name="Bytes">How many they are.</param>
/// <param name="Table">Its rows as lines; null where the file is refused.</param>
/// <param name="Refusal">Why the whole file is refused, if it is.</param>
internal sealed record OpenedRoster(RosterFile File, string Sha256, long Bytes, Transcript? Table, FileRemark? Refusal)
{
    /// <summary>Says that somebody worked on the file while it was read, if somebody did.</summary>
    public FileRemark? Changed { get; init; }
}

/// <summary>What became of one roster.</summary>
internal sealed class RosterReading(RosterFile file)
{
    public RosterFile File => file;

    public string Sha256 { get; set; } = "";

    public long Bytes { get; set; }

    public string Encoding { get; set; } = "";

    public string TextPath { get; set; } = "";

    /// <summary>Whether it is read as it is kept (<see cref="Transcript.IsAsKept"/>).</summary>
    public bool IsAsKept { get; set; }

    public FileRemark? Refusal { get; set; }

    public IReadOnlyList<string> Header { get; set; } = [];

    /// <summary>Column of each header cell; null for unknown ones.</summary>
    public IReadOnlyList<RosterColumn?> Columns { get; set; } = [];

    /// <summary>Names of the sheets, where places name one of several.</summary>
    public IReadOnlyList<string> Sheets { get; set; } = [];

    /// <summary>Counties that its rows name.</summary>
    public HashSet<string> Counties { get; } = [];

    public char Separator { get; set; } = ',';

    public List<FileRemark> Warnings { get; } = [];

    /// <summary>
    /// What was passed over and a person must look at, such as a sheet without a header; it stands among the warnings too.
    /// </summary>
    public List<FileRemark> Unread { get; } = [];

    /// <summary>
    /// That the file changed or vanished while it was read, which a person must look into; it stands among the warnings too.
    /// </summary>
    public FileRemark? Changed
    {
        get;
        set
        {
            field = value;
            if (value is not null)
                Warnings.Insert(0, value);
        }
    }

    /// <summary>Rows of people, those that cannot be read among them.</summary>
    public long Rows { get; set; }

    /// <summary>
    /// Lines that are no rows: titles above the header, signatures and totals below the last household, later lines of a value with line
    /// breaks.
    /// </summary>
    public long OtherLines { get; set; }

    /// <summary>Lines of the header.</summary>
    public long HeaderLines { get; set; }

    /// <summary>Households that stand in the file and are not replaced by a correction: accepted and rejected together.</summary>
    public long Households => Accepted + Rejected;

    public long Accepted { get; private set; }

    public long Rejected { get; private set; }

    /// <summary>Households that a file in the corrections folder replaces.</summary>
    public long Replaced { get; private set; }

    /// <summary>Takes over what opening the file has shown.</summary>
    public void Take(OpenedRoster opened)
    {
        (Sha256, Bytes, Refusal, Changed) = (opened.Sha256, opened.Bytes, opened.Refusal, opened.Changed);
        if (opened.Table is not { } table)
            return;

        (Encoding, TextPath, IsAsKept) = (table.Encoding, table.Path, table.IsAsKept);
        (Separator, Header, Sheets) = (table.Separator, table.Header, table.Sheets);
        Columns = [.. table.Columns.Select(column => (RosterColumn?)column)];
        HeaderLines = table.HeaderLines;
        OtherLines = table.TitleLines + table.ContinuedLines;
        Unread.AddRange(table.Unread);
        Warnings.AddRange(table.Unread);
        Warnings.AddRange(table.Remarks);
    }

    /// <summary>Adds what became of the file's households in one county.</summary>
    public void Add(FileCounts counts)
    {
        Accepted += counts.Accepted;
        Rejected += counts.Rejected;
        Replaced += counts.Replaced;
    }
}
