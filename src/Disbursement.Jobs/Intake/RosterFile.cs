namespace Disbursement.Jobs.Intake;

/// <summary>A roster as found in the inputs folder, or as the archive keeps it.</summary>
/// <param name="Ordinal">Its number in the run, in the order of names.</param>
/// <param name="FullPath">Where it is.</param>
/// <param name="Name">Its path below the rosters of the year, with forward slashes.</param>
/// <param name="IsCorrection">Whether it stands in the corrections folder, so that its households replace others.</param>
internal sealed record RosterFile(int Ordinal, string FullPath, string Name, bool IsCorrection)
{
    /// <summary>
    /// Why its bytes were never kept, as the run that could not open it recorded; null for a file that is there to be read.
    /// </summary>
    public FileRemark? NotKept { get; init; }

    public bool IsWorkbook => Name.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A roster whose bytes are kept.</summary>
/// <param name="File">The roster.</param>
/// <param name="Sha256">Of the bytes that were read, lower-case hexadecimal; empty where nothing could be read.</param>
/// <param name="Bytes">How many they are.</param>
/// <param name="TextPath">The rows as UTF-8 lines: the archived file itself, or a transcript of it in the work folder.</param>
/// <param name="Encoding">What it was written in: <c>utf-8</c>, <c>gb18030</c> or <c>xlsx</c>.</param>
/// <param name="OverlongLines">Lines over 64 KiB, cut short in the transcript.</param>
/// <param name="Refusal">Why the whole file is refused, if it is.</param>
internal sealed record OpenedRoster(RosterFile File, string Sha256, long Bytes, string TextPath, string Encoding,
    IReadOnlySet<long> OverlongLines, FileRemark? Refusal)
{
    /// <summary>Says that somebody worked on the file while it was read, if somebody did.</summary>
    public FileRemark? Changed { get; init; }
}

/// <summary>Something said of a file as a whole: why it is refused, or what was passed over in it.</summary>
/// <param name="English">In English.</param>
/// <param name="Chinese">In Chinese.</param>
internal sealed record FileRemark(string English, string Chinese)
{
    public string Say(bool isChinese) => isChinese ? Chinese : English;
}

/// <summary>What became of one roster.</summary>
internal sealed class RosterReading(RosterFile file)
{
    public RosterFile File => file;

    public string Sha256 { get; set; } = "";

    public long Bytes { get; set; }

    public string Encoding { get; set; } = "";

    public string TextPath { get; set; } = "";

    public FileRemark? Refusal { get; set; }

    public IReadOnlyList<string> Header { get; set; } = [];

    /// <summary>Column of each header cell; null for unknown ones.</summary>
    public IReadOnlyList<RosterColumn?> Columns { get; set; } = [];

    /// <summary>Counties that its rows name.</summary>
    public HashSet<string> Counties { get; } = [];

    public char Separator { get; set; } = ',';

    public List<FileRemark> Warnings { get; } = [];

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

    public long Rows { get; set; }

    /// <summary>Households that stand in the file and are not replaced by a correction: accepted and rejected together.</summary>
    public long Households => Accepted + Rejected;

    public long Accepted { get; private set; }

    public long Rejected { get; private set; }

    /// <summary>Households that a file in the corrections folder replaces.</summary>
    public long Replaced { get; private set; }

    /// <summary>Adds what became of the file's households in one county.</summary>
    public void Add(FileCounts counts)
    {
        Accepted += counts.Accepted;
        Rejected += counts.Rejected;
        Replaced += counts.Replaced;
    }
}
