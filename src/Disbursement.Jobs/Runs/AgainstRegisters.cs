using System.Globalization;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Registers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Reports;

namespace Disbursement.Jobs.Runs;

/// <summary>Holds the households of a county against the registers of other offices. One instance belongs to one thread.</summary>
/// <param name="registers">The registers.</param>
/// <param name="pack">Says whether they decide.</param>
/// <param name="year">The run's year.</param>
/// <param name="rosterOf">The name of a roster by its number.</param>
/// <param name="list">Where contradictions are listed.</param>
/// <param name="isChinese">The language of the texts.</param>
internal sealed class AgainstRegisters(RegisterBook registers, PolicyPack pack, int year, Func<int, string> rosterOf, Func<string> list, bool isChinese) : IDisposable
{
    /// <summary>More contradictions than this are counted in a note and stand in the list.</summary>
    private const int MostInNote = 3;
    private const int LongestName = 60;

    private readonly ListContradictions _list = new(list, isChinese);
    private RegisterLookup? _lookup;

    /// <summary>Lines of the registers on members of the households so far.</summary>
    public RegisterMatches Matches { get; } = new(registers.Count);

    /// <summary>Households so far that a register contradicts.</summary>
    public long Contradicted { get; private set; }

    /// <summary>The flags of the last household's payments.</summary>
    public ReviewFlags Flags { get; private set; }

    /// <summary>Why the last household's payments are held; empty where they are not.</summary>
    public string HoldNote { get; private set; } = "";

    /// <summary>The household as the rules see it: by its roster, or by the registers where the pack trusts them.</summary>
    public AcceptedHousehold Run(AcceptedHousehold household)
    {
        (Flags, HoldNote) = (ReviewFlags.None, "");
        if (registers.Count == 0)
            return household;

        _lookup ??= person => registers.Of(person, Matches);
        IReadOnlyList<Contradiction> contradictions = CompareRegisters.Run(household, year, _lookup);
        if (contradictions.Count == 0)
            return household;

        Contradicted++;
        Flags = ReviewFlagsOf.Household(contradictions);
        foreach (Contradiction one in contradictions)
            _list.Add(household.Household, one, rosterOf(one.RosterPlace.File), registers.NameOf(one.Entry.Place.File), isHeld: !pack.TrustsRegisters);
        if (pack.TrustsRegisters)
            return TrustRegisters.Run(household, contradictions);

        HoldNote = Note(contradictions);
        return household;
    }

    public void Dispose() => _list.Dispose();

    private string Note(IReadOnlyList<Contradiction> contradictions)
    {
        IEnumerable<string> told = contradictions.Take(MostInNote).Select(one => $"{one.Code} {Sources(one, Wording.NameWithoutNumbers(Short(rosterOf(one.RosterPlace.File))), Wording.NameWithoutNumbers(Short(registers.NameOf(one.Entry.Place.File))), isChinese)}");
        string more = contradictions.Count > MostInNote ? string.Create(CultureInfo.InvariantCulture, $"; +{contradictions.Count - MostInNote}") : "";
        return string.Join("; ", told) + more;
    }

    /// <summary>Both sources of a contradiction, in words.</summary>
    public static string Sources(Contradiction one, string roster, string register, bool isChinese) => isChinese
        ? $"{register} 第{one.Entry.Place.Line}行 {one.RegisterSays}，{roster} 第{one.RosterPlace.Line}行 {one.RosterSays}"
        : $"{register} line {one.Entry.Place.Line} {one.RegisterSays}, {roster} line {one.RosterPlace.Line} {one.RosterSays}";

    private static string Short(string name) => name.Length <= LongestName ? name : name[..LongestName] + "…";
}
