using Disbursement.Jobs.Files;
using Disbursement.Jobs.Sheets;

namespace Disbursement.Jobs.Intake;

/// <summary>What a run would say of a roster that is handed in, read beside the other rosters of its year.</summary>
/// <param name="Reading">What became of the file.</param>
internal sealed record RosterCheck(RosterReading Reading)
{
    /// <summary>Why the whole file is refused, if it is.</summary>
    public FileRemark? Refusal => Reading.Refusal;

    /// <summary>
    /// Households by county, in the order of codes; those that name no county last, as <see cref="ReadRejects.NoCounty"/>.
    /// </summary>
    public IReadOnlyList<Acceptance> Counties { get; init; } = [];

    public long Accepted => Counties.Sum(county => county.Accepted);

    public long Rejected => Counties.Sum(county => county.Rejected);

    /// <summary>Households that a file in the corrections folder replaces.</summary>
    public long Replaced { get; init; }

    /// <summary>All households of the file.</summary>
    public long Households => Accepted + Rejected + Replaced;

    /// <summary>What is wrong, most rows first; a row with two problems counts for both.</summary>
    public IReadOnlyList<FoundProblem> Problems { get; init; } = [];

    /// <summary>The header, cell by cell; what is no column of a roster is ignored.</summary>
    public IReadOnlyList<HeaderCell> Header { get; init; } = [];

    /// <summary>The first rows, with numbers of persons masked; a cell for each cell of the header.</summary>
    public IReadOnlyList<IReadOnlyList<string>> FirstRows { get; init; } = [];

    /// <summary>What the file stands against that lies there under the same name; null where none does.</summary>
    public RosterDifference? Against { get; init; }

    /// <summary>Whether the very same bytes lie there already under this name.</summary>
    public bool IsThere => Against is not null && Against.Sha256 == Reading.Sha256;

    /// <summary>Rows that the newest run of the year rejected, and whose household would be accepted from this file.</summary>
    public long Corrects { get; init; }

    /// <summary>That run; null where there is none that rejected anything.</summary>
    public string? CorrectsRun { get; init; }

    /// <summary>Whether the file holds nobody: no run would pay anything by it.</summary>
    public bool IsEmpty => Refusal is null && Households == 0;

    /// <summary>Whether something waits for a person even where the file is put in place.</summary>
    public bool NeedsPerson => Rejected > 0 || Accepted == 0 || Reading.Warnings.Count > 0;
}

/// <summary>A cell of the header of a roster.</summary>
/// <param name="Place">Its place, from 0.</param>
/// <param name="Text">What it says.</param>
/// <param name="Column">The column it names; null for one that is ignored.</param>
internal sealed record HeaderCell(int Place, string Text, RosterColumn? Column)
{
    /// <summary>Its letters, as a spreadsheet names columns.</summary>
    public string Letters => Workbook.Letters(Place + 1);

    /// <summary>The column that it is read as, by its own name; empty for one that is ignored.</summary>
    public string Field(bool isChinese) => Column is not { } column ? ""
        : (int)column >= RosterColumns.Count ? Text
        : isChinese ? column.InChinese() : column.English();
}

/// <summary>One kind of problem of a roster.</summary>
/// <param name="Code">The code, such as <c>R-ID</c>.</param>
/// <param name="Rows">How many rows have it.</param>
/// <param name="Places">The first of them.</param>
internal sealed record FoundProblem(string Code, long Rows, IReadOnlyList<ProblemPlace> Places);

/// <summary>Where a problem stands.</summary>
/// <param name="Row">Line, or sheet and row.</param>
/// <param name="Cell">The cell of the header that it is about, if it is about one.</param>
/// <param name="Said">The problem in words.</param>
internal sealed record ProblemPlace(string Row, HeaderCell? Cell, FileRemark Said);

/// <summary>The households of a roster against those of the file that lies there under the same name.</summary>
/// <param name="Sha256">Of the file that lies there.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="Households">Its households.</param>
/// <param name="Gone">How many of them the new file does not have.</param>
/// <param name="FirstGone">The numbers of the first of them, with their county.</param>
/// <param name="New">How many the new file has and it has not.</param>
internal sealed record RosterDifference(
    string Sha256, long Bytes, long Households, long Gone, IReadOnlyList<string> FirstGone, long New)
{
    /// <summary>Counties that the file there names.</summary>
    public IReadOnlyCollection<string> Counties { get; init; } = [];
}
