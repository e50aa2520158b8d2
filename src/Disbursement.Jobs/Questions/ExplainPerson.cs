using System.Data.Common;
using Disbursement.Domain.Assessment;
using Disbursement.Domain.Batches;
using Disbursement.Domain.History;
using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Registers;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Assessment;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Standings;

namespace Disbursement.Jobs.Questions;

/// <summary>One scheme of one run, explained.</summary>
/// <param name="Decision">As the run decided.</param>
/// <param name="Explanation">Its conditions; null where they cannot be shown, or where a person stands in two households.</param>
/// <param name="Payments">What is paid for it, and what was made again of that, oldest first.</param>
/// <param name="Settlement">What the run owed.</param>
internal sealed record ExplainedScheme(StoredDecision Decision, Explanation? Explanation, IReadOnlyList<StoredPayment> Payments,
    Domain.Settlement.SchemeSettlement? Settlement);

/// <summary>A person in one run, explained.</summary>
/// <param name="Seen">Where the run saw them.</param>
/// <param name="Schemes">Every decision.</param>
/// <param name="AlsoIn">Other households of the run in which the person stands.</param>
/// <param name="History">What earlier runs had left behind.</param>
/// <param name="Problem">Why the conditions cannot be shown, if they cannot.</param>
internal sealed record ExplainedRun(ClaimantSeen Seen, IReadOnlyList<ExplainedScheme> Schemes, IReadOnlyList<ClaimantSeen> AlsoIn,
    ClaimantHistory History, FileRemark? Problem);

/// <summary>
/// Explains every decision on a person: the archived row, the archived pack and the recorded history go through the same conditions again.
/// </summary>
internal sealed class ExplainPerson(string data, Database store, KeyRing ring)
{
    private readonly ArchivedTerms _archived = new(data);

    public IReadOnlyList<ExplainedRun> Run(CitizenId id, int? year, Scheme? scheme, CancellationToken stop)
    {
        using DbConnection connection = store.Connect();
        using ClaimantKeys keys = new(ring);
        IReadOnlyList<ClaimantSeen> seen =
            [.. FindClaimant.Seen(connection, keys.Of(id), year), .. FindClaimant.Seen(connection, keys.OfChild(id.Digits), year)];
        return [.. seen.Select(row => Explain(connection, row, seen.Where(other => other.Run == row.Run && other != row), scheme, stop))];
    }

    private ExplainedRun Explain(DbConnection connection, ClaimantSeen row, IEnumerable<ClaimantSeen> others, Scheme? scheme,
        CancellationToken stop)
    {
        IReadOnlyList<StoredDecision> decisions =
            [.. FindClaimant.Decisions(connection, row.Number).Where(decision => scheme is null || decision.Scheme == scheme.Value.Code)];
        IReadOnlyList<StoredPayment> payments = FindClaimant.Payments(connection, row.Number, row.RegionCode);
        ClaimantHistory history = row.StandingBefore is null ? ClaimantHistory.Empty : Standing.Read(row.StandingBefore).History;
        string work = Directory.CreateTempSubdirectory("disburse-explain-").FullName;
        try
        {
            KeptInput roster = new(SealedInputs.Of(data, ring), row.RosterSha256) { Rows = row.Rows };
            PolicyPack? pack = _archived.FindPack(row.PackSha256);
            AcceptedHousehold? household = pack is null ? null : FindHousehold.Run(
                roster, work, row.Roster, row.RegionCode[..6], row.HouseholdNo, row.Year, RosterForm.Of(pack), stop);
            if (pack is null || household is null)
            {
                FileRemark problem = new(
                    $"The archive no longer holds {(pack is null ? "the policy pack" : row.Roster)} as this run read it.",
                    $"存档中已没有本次运行所读的{(pack is null ? "政策包" : $" {row.Roster}")}。");
                return new ExplainedRun(row,
                    [.. decisions.Select(decision => new ExplainedScheme(decision, null, Of(payments, decision), null))], [.. others],
                    history, problem);
            }

            RegisterBook registers = Registers(row, work, stop);
            IReadOnlyList<Contradiction> contradictions = CompareRegisters.Run(
                household, pack.AccountableFrom, person => registers.Of(person, null));
            household = HouseholdAtHand.SeenUnder(pack, household, contradictions);
            Claimant claimant = Subjects.At(household.Household, pack, row.Role, row.Line)
                ?? throw new InvalidDataException($"The household {row.HouseholdNo} has no {row.Role} in line {row.Line}.");
            AssessedClaimant assessed =
                AssessedClaimant.Of(household, claimant, history, SchemeRules.Of(pack), row.Through, isDuplicate: false);
            bool isDuplicate = decisions.Any(decision => decision.Codes == SharedWords.DuplicateClaimant.Code);
            List<ExplainedScheme> explained = [];
            foreach (StoredDecision decision in decisions)
            {
                _ = Scheme.TryParse(decision.Scheme, out Scheme known);
                Explanation? explanation = isDuplicate ? null : ExplainDecision.Run(assessed.Case, assessed.Case.Rules.Of(known));
                explanation = explanation is null ? null : explanation with { Findings = [.. explanation.Findings,
                    .. contradictions.Select(one => Finding(one, row.Roster, registers, pack))] };
                explained.Add(new ExplainedScheme(decision, explanation, Of(payments, decision),
                    isDuplicate ? null : assessed.Settlement.Schemes.FirstOrDefault(settlement => settlement.Decision.Scheme == known)));
            }

            return new ExplainedRun(row, explained, [.. others], history, null);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>The registers that the run read, as the archive holds them.</summary>
    private RegisterBook Registers(ClaimantSeen row, string work, CancellationToken stop)
    {
        RunBook runs = new(store);
        RosterFile[] files =
        [
            .. runs.Inputs(runs.Sealed().First(run => run.Id == row.Run))
            .Where(input => FindRegisters.IsRegister(input.Path) && input.Sha256.Length > 0)
                .Select(input => RosterFile.Of(input.Ordinal, new KeptInput(SealedInputs.Of(data, ring), input.Sha256), input.Path)),
        ];
        return files.Length == 0
            ? RegisterBook.None
            : ReadRegisters.Run(files, row.Year, new OpenRoster(null, work), rejects: null, isChinese: false, stop);
    }

    /// <summary>
    /// A contradiction as a condition that fails, with both sources; where the pack trusts registers, the others have seen what it records.
    /// </summary>
    private static Finding Finding(Contradiction one, string roster, RegisterBook registers, PolicyPack pack)
    {
        string Sources(bool isChinese) => TellContradictions.Sources(one, roster, registers.NameOf(one.Entry.Place.File), isChinese);
        string fact = Sources(isChinese: false);
        return new Finding(new Condition(one.Code, one.Chinese, one.English, (_, _) => Months.None, (_, _) => fact, "trustRegisters"),
            Months.None, fact, [.. pack.ParametersAt("trustRegisters")]) { Sentences = (Sources(isChinese: true), fact) };
    }

    private static IReadOnlyList<StoredPayment> Of(IReadOnlyList<StoredPayment> payments, StoredDecision decision) =>
        [.. payments.Where(payment => payment.Scheme == decision.Scheme)];
}
