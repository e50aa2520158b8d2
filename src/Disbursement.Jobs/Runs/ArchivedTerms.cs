using Disbursement.Domain.Batches;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.PaymentFiles;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Runs;

/// <summary>The policy pack and the bureaus as a run knew them, from the archive.</summary>
internal static class ArchivedTerms
{
    public static PolicyPack PackOf(string data, RunRecord run) =>
        ReadPolicyPack.Run(PlaceOf(data, run.PackSha256)).Pack ?? throw new InvalidDataException(
            $"The archived policy pack {run.PackSha256} cannot be read any more.");

    public static IReadOnlyList<Bureau> BureausOf(string data, RunRecord run)
    {
        string archived = PlaceOf(data, run.BureausSha256);
        return ReadBureaus.Run(archived, File.ReadAllBytes(archived)).Bureaus;
    }

    /// <summary>The bureaus with their templates and the names of regions.</summary>
    public static (IReadOnlyList<Bureau> Bureaus, ExportTerms Exports) ExportsOf(string data, RunRecord run) =>
        (BureausOf(data, run), TermsOf(data, run));

    /// <summary>Export templates and names of regions.</summary>
    public static ExportTerms TermsOf(string data, RunRecord run)
    {
        (KeptTerms? terms, string? reason) = KeptTerms.OfArchive(InputArchive.Of(data), run.TermsSha256);
        return terms?.Exports ?? throw new InvalidDataException($"Run {run.Id}: {reason}.");
    }

    private static string PlaceOf(string data, string sha256) => InputArchive.PlaceOf(InputArchive.Of(data), sha256);
}
