using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Schedule;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Review.Access;

/// <summary>
/// Makes one administrator on the first start of the service, if there are no officers. The password is shown once and must be changed at
/// the first sign-in.
/// </summary>
internal static class FirstAdministrator
{
    public const string Name = "admin";

    /// <summary>The password of the administrator that was made; null where there were officers.</summary>
    public static string? Make(ScheduledWork work)
    {
        ActSetting setting = work.Open($"{Environment.MachineName} {Environment.UserName} serve {OfficerStamp.OneTime}");
        using (DisbursementDb db = setting.Store.Model())
        {
            if (OfficerBook.HasAny(db))
                return null;
        }

        string password = DrawPassword.Run();
        return new ManageOfficers(setting).Add(null, Name, OfficerRole.Administrator, [], password) is ActOutcome.Done ? password : null;
    }
}
