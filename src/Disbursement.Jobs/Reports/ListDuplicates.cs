using CsvHelper;
using Disbursement.Domain.Assessment;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Reports;

/// <summary>Another place where a claimant stands.</summary>
internal sealed record OtherPlace(string County, string File, RowNumber Line);

/// <summary>
/// The claimants of a county who stand in more than one household of the run, each with every other place (DUP-CLAIMANT).
/// </summary>
internal sealed class ListDuplicates(Func<string> path, RegionNames regions, bool isChinese) : IDisposable
{
    private static readonly string[] English = ["region_code", "household_no", "role", "name", "id_number", "source_file", "source_line",
        "other_county", "other_file", "other_line", "region_name"];
    private static readonly string[] Chinese = ["行政区划代码", "户编号", "家庭角色", "姓名", "公民身份号码", "来源文件", "来源行", "另一处县区", "另一处文件", "另一处行", "区划名称"];

    private CsvWriter? _writer;

    public void Add(AssessedClaimant assessed, string file, RowNumber line, IEnumerable<OtherPlace> others)
    {
        _writer ??= PersonList.Start(path(), isChinese ? Chinese : English);
        Household household = assessed.Household.Household;
        Claimant claimant = assessed.Case.Claimant;
        foreach (OtherPlace other in others)
        {
            _writer.WriteField(household.RegionCode);
            _writer.WriteField(household.Number);
            _writer.WriteField(PersonList.RoleText(claimant.Role, isChinese));
            _writer.WriteField(assessed.Household.PayeeOf(claimant).Name);
            _writer.WriteField(Masking.Id(claimant.Id.ToString()));
            _writer.WriteField(file);
            _writer.WriteField(line.ToString());
            _writer.WriteField(other.County);
            _writer.WriteField(other.File);
            _writer.WriteField(other.Line.ToString());
            _writer.WriteField(regions.Name(household.RegionCode));
            _writer.EndRecord();
        }
    }

    public void Dispose() => _writer?.Dispose();
}
