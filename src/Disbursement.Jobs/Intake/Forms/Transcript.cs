using Disbursement.Jobs.Files;

namespace Disbursement.Jobs.Intake.Forms;

/// <summary>A table as UTF-8 lines under one header line, whatever form it was handed in.</summary>
/// <param name="Path">The lines: the kept file itself where it can be read as it stands, or a transcript in the work folder.</param>
/// <param name="Encoding">What it was written in: <c>utf-8</c>, <c>gb18030</c>, <c>xlsx</c> or <c>xls</c>.</param>
/// <param name="Separator">Between cells.</param>
/// <param name="Header">The header cells.</param>
/// <param name="Columns">The known column at each place.</param>
/// <param name="Lines">Where each line stands in the file that people know.</param>
internal sealed record Transcript(
    string Path, string Encoding, char Separator, IReadOnlyList<string> Header, IReadOnlyList<int?> Columns, LineMap Lines)
{
    /// <summary>Whether these are the very bytes that are kept, so that a place in the one is a place in the other.</summary>
    public bool IsAsKept { get; init; }

    /// <summary>Lines over the limit, cut short.</summary>
    public IReadOnlySet<long> Overlong { get; init; } = new HashSet<long>();

    /// <summary>The sheets that were read, where places name one of several.</summary>
    public IReadOnlyList<string> Sheets { get; init; } = [];

    /// <summary>What was passed over or is worth knowing.</summary>
    public IReadOnlyList<FileRemark> Remarks { get; init; } = [];

    /// <summary>What was passed over and a person must look at: a sheet with rows but no header.</summary>
    public IReadOnlyList<FileRemark> Unread { get; init; } = [];

    /// <summary>Lines of the header, and of records after their first line.</summary>
    public long HeaderLines { get; init; } = 1;

    /// <summary>Lines above the header.</summary>
    public long TitleLines { get; init; }

    /// <summary>Lines within quoted values.</summary>
    public long ContinuedLines { get; init; }

    /// <summary>Blank lines that were left out.</summary>
    public long BlankLines { get; init; }
}
