using System.Text.Json;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.PaymentFiles;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Proposals;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Runs;

/// <summary>The policy pack and the bureaus as a run knew them, from the archive.</summary>
internal static class ArchivedTerms
{
    public static PolicyPack PackOf(string data, RunRecord run) =>
        ReadPolicyPack.OfArchive(InputArchive.Of(data), run.PackSha256) is var (reading, broken) && reading?.Pack is { } pack
            ? pack
            : throw new InvalidDataException($"Run {run.Id}: {broken}.");

    /// <summary>The pack of a run; null where it is lost or cannot be read any more.</summary>
    public static PolicyPack? FindPack(string archive, RunRecord run) => ReadPolicyPack.OfArchive(archive, run.PackSha256).Reading?.Pack;

    public static IReadOnlyList<Bureau> BureausOf(string data, RunRecord run)
    {
        string archived = PlaceOf(data, run.BureausSha256);
        return ReadBureaus.Run(archived, File.ReadAllBytes(archived)).Bureaus;
    }

    /// <summary>All that the files of a run's batches follow.</summary>
    public static ProposalTerms ProposalOf(string data, RunRecord run) =>
        new(run, PackOf(data, run), BureausOf(data, run)) { Exports = TermsOf(data, run) };

    /// <summary>Export templates and names of regions.</summary>
    public static ExportTerms TermsOf(string data, RunRecord run)
    {
        (KeptTerms? terms, string? reason) = KeptTerms.OfArchive(InputArchive.Of(data), run.TermsSha256);
        return terms?.Exports ?? throw new InvalidDataException($"Run {run.Id}: {reason}.");
    }

    private static string PlaceOf(string data, string sha256) => InputArchive.PlaceOf(InputArchive.Of(data), sha256);
}
