using Disbursement.Domain.Batches;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>The policy pack and the bureaus as a run knew them, from the archive.</summary>
internal static class ArchivedTerms
{
    public static PolicyPack PackOf(ActSetting setting, RunRecord run) =>
        ReadPolicyPack.Run(PlaceOf(setting, run.PackSha256)).Pack ?? throw new InvalidDataException($"The archived policy pack {run.PackSha256} cannot be read any more.");

    public static IReadOnlyList<Bureau> BureausOf(ActSetting setting, RunRecord run)
    {
        string archived = PlaceOf(setting, run.BureausSha256);
        return ReadBureaus.Run(archived, File.ReadAllBytes(archived)).Bureaus;
    }

    private static string PlaceOf(ActSetting setting, string sha256) => InputArchive.PlaceOf(InputArchive.Of(setting.Data), sha256);
}
