using CsvHelper;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Reports;

/// <summary>The take-up list of a county: families who are eligible and never applied, so that somebody calls on them (主动发现).</summary>
internal sealed class ListTakeUp(Func<string> path, RegionNames regions, bool isChinese) : IDisposable
{
    private static readonly string[] English = ["region_code", "household_no", "role", "name", "id_number", "scheme", "region_name"];
    private static readonly string[] Chinese = ["行政区划代码", "户编号", "家庭角色", "姓名", "公民身份号码", "项目", "区划名称"];

    private CsvWriter? _writer;

    public void Add(PayableClaimant claimant, Scheme scheme)
    {
        _writer ??= PersonList.Start(path(), isChinese ? Chinese : English);
        _writer.WriteField(claimant.RegionCode);
        _writer.WriteField(claimant.HouseholdNo);
        _writer.WriteField(PersonList.RoleText(claimant.Role, isChinese));
        _writer.WriteField(claimant.Payee.Name);
        _writer.WriteField(Masking.Id(claimant.Id.ToString()));
        _writer.WriteField(scheme.Code);
        _writer.WriteField(regions.Name(claimant.RegionCode));
        _writer.EndRecord();
    }

    public void Dispose() => _writer?.Dispose();
}
