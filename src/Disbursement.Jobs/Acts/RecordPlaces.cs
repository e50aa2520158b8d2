using System.Data.Common;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Signatures;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Where key ring, heads and their copies are, which certificate signs, and whether acts go through the service alone, as the last act
/// recorded it. Settings come from files and
/// variables that leave no trace: whoever moves one of these with them leaves an act.
/// </summary>
internal static class RecordPlaces
{
    /// <summary>The act's name in the record.</summary>
    public const string Name = "places";

    /// <summary>Stands at the end where acts go through the service alone; records of before the setting existed say the same as without
    /// it.</summary>
    private const string ThroughService = " acts=service";

    /// <summary>Records what has changed since the last such act; without one, since everything stood in the data folder.</summary>
    /// <returns>What changed, in both languages; null for nothing.</returns>
    public static (string Chinese, string English)? Run(ActSetting setting)
    {
        string now = Of(setting.Store, setting.Data, setting.Signing, setting.Clock.GetUtcNow())
            + (setting.IsOnlyThroughService ? ThroughService : ""), before = Recorded(setting);
        if (now == before)
            return null;

        InTurn.Record(setting.Store, setting.Clock, act => new AuditEntry(act.Now, Environment.UserName, null, null, setting.Origin, Name,
            null, IsDone: true, null, AuditEntry.Line(now)));
        return ($"注意：密钥、链头、签名证书的位置或只经由服务的设定与上次记录不同，已记入操作记录。原为：{before}；现为：{now}",
            "Note: key ring, heads or certificate are not where they were, or acts no longer go the same way; it is recorded. "
                + $"Before: {before}. Now: {now}");
    }

    private static string Recorded(ActSetting setting)
    {
        using DbConnection connection = setting.Store.Connect();
        using DbCommand command = Sql.Command(connection, null,
            "SELECT detail FROM audit WHERE sequence = (SELECT MAX(sequence) FROM audit WHERE act = @act)", ("@act", Name));
        return command.ExecuteScalar() as string ?? AuditEntry.Line(At("keys/keyring.json", HeadsFile.DefaultName, "", "trial"))!;
    }

    private static string Of(Database store, string data, SigningSettings signing, DateTimeOffset now)
    {
        HeadsFile heads = store.Heads;
        string copies = string.Join(';', heads.Copies.Select(copy => Path.GetFullPath(copy.Folder)));
        string seal = signing.Certificate is null
            ? signing.AllowsTrial == false ? "none" : "trial"
            : SignLine.Open(signing, now).Line?.Signer ?? "unusable";
        return At(Shown(data, RingFile.Of(data)), Shown(data, heads.Path), copies, seal);
    }

    private static string At(string ring, string heads, string copies, string seal) =>
        $"ring={ring} heads={heads} copies={copies} seal={seal}";

    /// <summary>Inside the data folder by its name there, so that a folder may be moved whole; else by its full path.</summary>
    private static string Shown(string data, string path)
    {
        string inside = Path.GetRelativePath(Path.GetFullPath(data), Path.GetFullPath(path)).Replace('\\', '/');
        return inside.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(inside) ? Path.GetFullPath(path) : inside;
    }
}
