using System.Data.Common;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Books;

namespace Disbursement.Jobs.Questions.Audits;

/// <summary>
/// One question while it is being answered: its connection, its folder for what does not fit into memory, and what it has to say besides
/// its lines.
/// </summary>
internal sealed class AuditTask(AuditSetting setting, AuditOrder order, List<string> remarks, CancellationToken stop) : IDisposable
{
    private readonly ArchivedTerms _archived = new(setting.Data);
    private readonly DbConnection _connection = setting.Store.Connect();
    private string? _folder;

    public AuditSetting Setting => setting;

    public AuditOrder Order => order;

    public CancellationToken Stop => stop;

    public DbConnection Connection => _connection;

    public ReadAudit Books => new(_connection);

    public Sealer Sealer { get; } = new(setting.Ring);

    /// <summary>Today, in China.</summary>
    public DateOnly Today => Day(setting.Clock.GetUtcNow());

    /// <summary>A folder of its own, which goes when it ends.</summary>
    public string Folder => _folder ??= Directory.CreateTempSubdirectory("disburse-audit-").FullName;

    /// <summary>The day in China.</summary>
    public static DateOnly Day(DateTimeOffset time) => Instants.DayInChina(time);

    public void Remark(string chinese, string english)
    {
        string remark = order.IsChinese ? chinese : english;
        if (!remarks.Contains(remark))
            remarks.Add(remark);
    }

    /// <summary>An archived pack by its hash; null where the archive no longer holds it, which is remarked.</summary>
    public PolicyPack? Pack(string sha256)
    {
        PolicyPack? pack = _archived.FindPack(sha256);
        if (pack is null)
            Remark($"档案中没有政策包 {sha256}，或其内容已变：依据它的付款未能核对。",
                $"The archive does not hold the policy pack {sha256} as it was: what rests on it was not checked.");
        return pack;
    }

    public void Dispose()
    {
        _connection.Dispose();
        Sealer.Dispose();
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
    }
}
