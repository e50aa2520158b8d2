using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Proposals;
using Disbursement.Jobs.Reports;

namespace Disbursement.Jobs.Runs;

/// <summary>
/// Tells where a household of a county and another one do not go together about a child: the payments that rest on the child are held until
/// a reviewer has looked. One instance belongs to one thread.
/// </summary>
/// <param name="shared">The children.</param>
/// <param name="rosterOf">The name of a roster by its number.</param>
/// <param name="list">Where they are listed.</param>
/// <param name="regions">What regions are called.</param>
/// <param name="isChinese">The language of the texts.</param>
internal sealed class TellSharedChildren(
    SharedChildren shared, Func<int, string> rosterOf, Func<string> list, RegionNames regions, bool isChinese) : IDisposable
{
    private const int MostInNote = 3;
    private const int LongestName = 60;

    private readonly ListSharedChildren _list = new(list, regions, isChinese);

    /// <summary>Lists what is wrong; gives the flags of the payments that rest on a child, and why they are held.</summary>
    public (ReviewFlags Flags, string HoldNote) Run(Household household)
    {
        if (shared.Count == 0)
            return (ReviewFlags.None, "");

        ReviewFlags flags = ReviewFlags.None;
        string note = "";
        int told = 0;
        foreach ((Child child, SharedChild one) in shared.Of(household))
        {
            flags |= one.Flag;
            _list.Add(household, child, ReviewFlagsOf.Text(one.Flag), Listed(one.Own), one.Own.Against(one.Other), Listed(one.Other),
                one.Other.Against(one.Own));
            if (told++ < MostInNote)
                note = HoldNote.Of(note, Tell(one));
        }

        return (flags, note);
    }

    public void Dispose() => _list.Dispose();

    private string Tell(SharedChild one)
    {
        string own = Place(one.Own), other = Place(one.Other), code = ReviewFlagsOf.Text(one.Flag);
        if (one.Flag == ReviewFlags.DuplicateChild)
            return isChinese
                ? $"{code} {own}与{other}为同一子女，两处父（母）不是同一人"
                : $"{code} {own} and {other} are one child, with another mother or father in each";

        string says = FactWords.Tell(one.Own.Against(one.Other), [], isChinese),
            instead = FactWords.Tell(one.Other.Against(one.Own), [], isChinese);
        return $"{code} {own} {says}{(isChinese ? "，" : ", ")}{other} {instead}";
    }

    private OtherPlace Listed(ToldChild told) => new($"{told.County:000000}", rosterOf(told.File), told.Line);

    private string Place(ToldChild told)
    {
        string name = rosterOf(told.File);
        name = Wording.NameWithoutNumbers(name.Length <= LongestName ? name : name[..LongestName] + "…");
        RowNumber line = told.Line;
        return isChinese ? $"{name} 第{line}行" : $"{name} line {line}";
    }
}
