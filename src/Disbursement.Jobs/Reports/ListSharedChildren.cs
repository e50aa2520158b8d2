using CsvHelper;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Reports;

/// <summary>
/// The children of a county about whom another household's roster does not go together with this one's, each with both places.
/// </summary>
internal sealed class ListSharedChildren(Func<string> path, RegionNames regions, bool isChinese) : IDisposable
{
    private static readonly string[] English = ["region_code", "household_no", "name", "id_number", "code", "source_file", "source_line",
        "roster_says", "other_county", "other_file", "other_line", "other_says", "region_name"];
    private static readonly string[] Chinese =
        ["行政区划代码", "户编号", "子女姓名", "公民身份号码", "代码", "来源文件", "来源行", "花名册所载", "另一处县区", "另一处文件", "另一处行", "另一处所载", "区划名称"];

    private CsvWriter? _writer;

    /// <summary>Lists a child.</summary>
    /// <param name="household">The household.</param>
    /// <param name="child">The child.</param>
    /// <param name="code">What is wrong.</param>
    /// <param name="own">Where this household's row stands.</param>
    /// <param name="says">What it says otherwise.</param>
    /// <param name="other">Where the other row stands.</param>
    /// <param name="otherSays">What that one says otherwise.</param>
    public void Add(Household household, Child child, string code, OtherPlace own, string says, OtherPlace other, string otherSays)
    {
        _writer ??= PersonList.Start(path(), isChinese ? Chinese : English);
        _writer.WriteField(household.RegionCode);
        _writer.WriteField(household.Number);
        _writer.WriteField(child.Name);
        _writer.WriteField(Masking.Id(child.Id.ToString()));
        _writer.WriteField(code);
        _writer.WriteField(own.File);
        _writer.WriteField(own.Line.ToString());
        _writer.WriteField(says);
        _writer.WriteField(other.County);
        _writer.WriteField(other.File);
        _writer.WriteField(other.Line.ToString());
        _writer.WriteField(otherSays);
        _writer.WriteField(regions.Name(household.RegionCode));
        _writer.EndRecord();
    }

    public void Dispose() => _writer?.Dispose();
}
