using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Proofs;

/// <summary>
/// Runs are what the chain of acts says was started, and their makers who it says had a hand in them: nobody is missing, and nobody stands
/// there without a reason.
/// </summary>
internal static class ProveMakers
{
    private const string Started = "started";

    public static string? FirstBreak(DisbursementDb db, AuditRecord[] done)
    {
        AuditRecord[] starts = [.. done.Where(act => act.Act is "run" or "reissue")];
        Dictionary<string, AuditRecord> runs = starts.GroupBy(run => run.Subject ?? "").ToDictionary(run => run.Key, run => run.Last());
        ILookup<int, RunMakerRecord> makers = db.RunMakers.ToRead().OrderBy(maker => maker.Id).ToLookup(maker => maker.RunNumber);
        RosterImportRecord[] imports = [.. db.RosterImports.ToRead().OrderBy(import => import.Id)];
        RunRecord[] sealedRuns = [.. db.Runs.ToRead().Where(run => run.State == RunState.Sealed).OrderBy(run => run.Number)];
        foreach (RunRecord run in sealedRuns)
        {
            if (!runs.Remove(run.Id, out AuditRecord? started))
                return $"run {run.Id} is sealed, but no act started it";
            if ((OfRun(run, started) ?? OfTerms(run, started, sealedRuns)) is { } other)
                return other;

            RunInputRecord[] inputs =
                [.. db.RunInputs.ToRead().Where(input => input.RunNumber == run.Number).OrderBy(input => input.Ordinal)];
            if (started.Act == "run" && !(started.Detail ?? "").EndsWith($" "
                + $"inputs={InputsDigest.Of(inputs.Select(input => (input.Path, input.Sha256)))}", StringComparison.Ordinal))
                return $"run {run.Id} read other rosters than are recorded, or under other names";

            HashSet<string> read = [.. inputs.Select(input => input.Sha256)];
            if (OfMakers(run, started, [.. makers[run.Number]], [.. imports.Where(import => read.Contains(import.Sha256)
                && import.RecordedAt <= started.RecordedAt)], Givers(db, run)) is { } wrong)
                return wrong;
        }

        if (runs.Count > 0)
            return $"run {runs.Keys.Order(StringComparer.Ordinal).First()} was started and sealed, and is missing";

        return makers.Select(run => run.Key).Except(sealedRuns.Select(run => run.Number))
            .Select(run => $"a maker of run number {run} is recorded, and there is no such run").FirstOrDefault() ?? Imports(imports, done);
    }

    /// <summary>Who gave the accounts that payments of a run go to.</summary>
    private static IEnumerable<(int? Officer, string Name, string Why)> Givers(DisbursementDb db, RunRecord run)
    {
        (long first, long end) = PaymentId.OfRun(run.Number);
        int[] payees = [.. db.Payments.ToRead().Where(payment => payment.Id > first && payment.Id < end
            && payment.Payee != null).Select(payment => payment.Payee!.Value).Distinct()];
        return payees.Length == 0 ? [] : [.. RunBook.Givers(db, payees)];
    }

    private static string? OfRun(RunRecord run, AuditRecord started)
    {
        if (run.Kind != (started.Act == "run" ? RunKind.Yearly : RunKind.Reissue))
            return $"run {run.Id} is of the kind '{run.Kind.Word()}', but its act is '{started.Act}'";

        if (run.Language is not ("zh" or "en") || run.Headers is not ("zh" or "en"))
            return $"run {run.Id} wrote its files in the languages '{run.Language}' and '{run.Headers}', which it does not know";

        string id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{run.Year}-{run.Ordinal}");
        return run.Id == id ? null : $"run {run.Id} has the year and ordinal of {id}";
    }

    /// <summary>A reissue goes by the terms of the run whose payments it pays again; no replay computes it.</summary>
    private static string? OfTerms(RunRecord run, AuditRecord started, RunRecord[] all)
    {
        if (started.Act != "reissue")
            return null;

        RunRecord? before = Array.Find(all, one => $"{started.Detail} ".StartsWith($"of={one.Id} ", StringComparison.Ordinal));
        return before is not null && Terms(run) == Terms(before)
            ? null
            : $"run {run.Id} is recorded with other terms than those of the run whose payments it pays again";
    }

    private static (string, string, string, string, string, string, string) Terms(RunRecord run) =>
        (run.Counties, run.Language, run.Headers, run.PackSha256, run.BureausSha256, run.DefinitionsSha256, run.TermsSha256);

    private static string? OfMakers(RunRecord run, AuditRecord started, RunMakerRecord[] makers, RosterImportRecord[] imports,
        IEnumerable<(int? Officer, string Name, string Why)> givers)
    {
        List<(int? Officer, string Name, string Why)> due =
            [(run.MakerOfficer, OfficerNames.Fold(run.Maker), Started), (started.OfficerId, OfficerNames.Fold(started.Actor), Started)];
        due.AddRange(imports.Select(import => (import.OfficerId, OfficerNames.Fold(import.Officer), import.Path)));
        due.AddRange(givers.Select(giver => (giver.Officer, OfficerNames.Fold(giver.Name), giver.Why)));
        foreach ((int? officer, string name, string why) in due.DistinctBy(maker => (maker.Officer, maker.Name)))
        {
            if (!makers.Any(maker => maker.OfficerId == officer && maker.Name == name))
                return why == Started
                    ? $"run {run.Id} was made by {name}, who is not among its recorded makers"
                    : $"run {run.Id} rests on what {name} brought in ({why}), who is not among its recorded makers";
        }

        for (int i = 0; i < makers.Length; i++)
        {
            RunMakerRecord maker = makers[i];
            if (maker.Id != RunItemId.Of(run.Number, i).Value
                || makers[..i].Any(before => before.OfficerId == maker.OfficerId && before.Name == maker.Name))
                return $"run {run.Id}: its makers are not recorded one after the other, each once";

            // The user of the operating system, who stands beside a maker without an office, is named in the origin of the act.
            bool isUser = maker is { OfficerId: null, Why: Started }
                && OfficerNames.Fold(started.Origin).Contains(maker.Name, StringComparison.Ordinal);
            if (!isUser && !due.Contains((maker.OfficerId, maker.Name, maker.Why)))
                return $"run {run.Id}: nothing makes {maker.Name} one of its makers ({maker.Why})";
        }

        return null;
    }

    /// <summary>Rosters and corrections that stand in the books are those that were brought in.</summary>
    private static string? Imports(RosterImportRecord[] imports, AuditRecord[] done)
    {
        AuditRecord[] acts = [.. done.Where(act => RosterBook.Bringing.Contains(act.Act))];
        for (int i = 0; i < Math.Max(imports.Length, acts.Length); i++)
        {
            if (i >= imports.Length || i >= acts.Length)
                return $"{acts.Length} rosters or corrections were brought in, {imports.Length} are recorded";

            RosterImportRecord import = imports[i];
            AuditRecord act = acts[i];
            string detail = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"sha256={import.Sha256} year={import.Year}");
            string subject = act.Act == "import-correction"
                ? $"corrections/{act.Subject}"
                : act.Subject?[(act.Subject.IndexOf('/', StringComparison.Ordinal) + 1)..] ?? "";
            if (import.Id != i + 1 || AuditEntry.Line(import.Path) != subject
                || !$"{act.Detail} ".StartsWith(detail + " ", StringComparison.Ordinal)
                || import.OfficerId != act.OfficerId || import.Officer != act.Actor || import.RecordedAt != act.RecordedAt)
                return $"the roster or correction {import.Id} is not as act {act.Sequence} brought it in";
        }

        return null;
    }
}
