using CsvHelper;
using Disbursement.Domain.Households;
using Disbursement.Domain.Registers;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Reports;

/// <summary>What registers of other offices say of a county's households and their rosters do not, each with both sources.</summary>
internal sealed class ListContradictions(Func<string> path, RegionNames regions, bool isChinese) : IDisposable
{
    private static readonly string[] English =
        ["region_code", "household_no", "role", "id_number", "code", "roster_says", "source_file", "source_line", "register_says",
            "register_file", "register_line", "outcome", "region_name"];

    private static readonly string[] Chinese =
        ["行政区划代码", "户编号", "家庭角色", "公民身份号码", "代码", "花名册所载", "来源文件", "来源行", "登记所载", "登记文件", "登记行", "处理", "区划名称"];

    private CsvWriter? _writer;

    public void Add(Household household, Contradiction one, string roster, string register, bool isHeld)
    {
        _writer ??= PersonList.Start(path(), isChinese ? Chinese : English);
        _writer.WriteField(household.RegionCode);
        _writer.WriteField(household.Number);
        _writer.WriteField(PersonList.RoleText(one.Role, isChinese));
        _writer.WriteField(Masking.Id(one.Member.ToString()));
        _writer.WriteField(one.Code);
        _writer.WriteField(one.RosterSays);
        _writer.WriteField(roster);
        _writer.WriteField(one.RosterPlace.Line.ToString());
        _writer.WriteField(one.RegisterSays);
        _writer.WriteField(register);
        _writer.WriteField(one.Entry.Place.Line.ToString());
        _writer.WriteField(isHeld ? isChinese ? "暂扣待审" : "held" : isChinese ? "以登记为准" : "decided by the register");
        _writer.WriteField(regions.Name(household.RegionCode));
        _writer.EndRecord();
    }

    public void Dispose() => _writer?.Dispose();
}
