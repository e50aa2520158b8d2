using System.Globalization;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Registers;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Assessment;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Reports;

namespace Disbursement.Jobs.Runs;

/// <summary>Tells where registers of other offices contradict the households of a county. One instance belongs to one thread.</summary>
/// <param name="registers">The registers.</param>
/// <param name="pack">Says whether they decide.</param>
/// <param name="rosterOf">The name of a roster by its number.</param>
/// <param name="list">Where contradictions are listed.</param>
/// <param name="regions">What regions are called.</param>
/// <param name="isChinese">The language of the texts.</param>
internal sealed class TellContradictions(
    RegisterBook registers, PolicyPack pack, Func<int, string> rosterOf, Func<string> list, RegionNames regions,
    bool isChinese) : IDisposable
{
    /// <summary>More contradictions than this are counted in a note and stand in the list.</summary>
    private const int MostInNote = 3;
    private const int LongestName = 60;

    private readonly ListContradictions _list = new(list, regions, isChinese);

    /// <summary>Households so far that a register contradicts.</summary>
    public long Contradicted { get; private set; }

    /// <summary>
    /// Lists what contradicts a household; gives the flags of its payments, and why they are held, which is empty where the registers
    /// decide.
    /// </summary>
    public (ReviewFlags Flags, string HoldNote) Run(HouseholdAtHand household)
    {
        if (household.Contradictions.Count == 0)
            return (ReviewFlags.None, "");

        Contradicted++;
        foreach (Contradiction one in household.Contradictions)
        {
            string roster = rosterOf(one.RosterPlace.File), register = registers.NameOf(one.Entry.Place.File);
            _list.Add(household.Roster.Household, one, roster, register, isHeld: !pack.TrustsRegisters);
        }

        return (ReviewFlagsOf.Household(household.Contradictions), pack.TrustsRegisters ? "" : Note(household.Contradictions));
    }

    public void Dispose() => _list.Dispose();

    private string Note(IReadOnlyList<Contradiction> contradictions)
    {
        IEnumerable<string> told = contradictions.Take(MostInNote).Select(one =>
            $"{one.Code} {Sources(one, Named(rosterOf(one.RosterPlace.File)), Named(registers.NameOf(one.Entry.Place.File)), isChinese)}");
        string more = contradictions.Count > MostInNote
            ? string.Create(CultureInfo.InvariantCulture, $"; +{contradictions.Count - MostInNote}")
            : "";
        return string.Join("; ", told) + more;
    }

    /// <summary>Both sources of a contradiction, in words.</summary>
    public static string Sources(Contradiction one, string roster, string register, bool isChinese)
    {
        string says = FactWords.Tell(one.RegisterSays, [], isChinese), instead = FactWords.Tell(one.RosterSays, [], isChinese);
        return isChinese
            ? $"{register} 第{one.Entry.Place.Line}行 {says}，{roster} 第{one.RosterPlace.Line}行 {instead}"
            : $"{register} line {one.Entry.Place.Line} {says}, {roster} line {one.RosterPlace.Line} {instead}";
    }

    private static string Named(string file) => Wording.NameWithoutNumbers(file.Length <= LongestName ? file : file[..LongestName] + "…");
}
