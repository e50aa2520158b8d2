using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Payments;

namespace Disbursement.Jobs.Questions.Audits;

/// <summary>Persons who were eligible in the year and never applied.</summary>
internal sealed class NeverAppliedPersons : AuditQuestion
{
    public override string Name => "never-applied";

    public override (string Chinese, string English) Title => ("符合条件从未申报", "Eligible and never applied");

    public override IReadOnlyList<ReportColumn> Columns { get; } =
    [
        new("region_code", "行政区划代码"), new("household_no", "户编号"), new("role", "家庭角色", Width: 10), new("name", "姓名", Width: 10),
        new("id_number", "公民身份号码", Width: 20), new("scheme", "项目", Width: 8),
        new("months", "月份", Width: 10), new("run", "批次", Width: 10), new("source_file", "来源文件", Width: 24),
        new("source_line", "来源行", ColumnKind.Count, 8),
    ];

    public override IReadOnlyList<(string Chinese, string English)> Unseen { get; } =
    [
        ("未列入花名册、或所在户被退回的人。", "Persons in no roster, or whose household was rejected."),
        ("少付多少：未申报的项目不计算金额。", "How much they missed: no amount is computed for what was not applied for."),
        ("之后年度才申报的人：以本年最后一个批次所知为准。", "Applications of later years: what the last run of the year knew counts."),
    ];

    public override IEnumerable<ReportLine> Lines(AuditTask task)
    {
        foreach (NeverApplied person in task.Books.NeverApplied(task.Order.Year, task.Order.County))
        {
            Person who = person.Personal.Open(task.Sealer);
            yield return new ReportLine(person.RegionCode[..6], person.Scheme, 0,
                [person.RegionCode, person.HouseholdNo,
                    PersonList.RoleText(person.Role, task.Order.IsChinese), who.Name, Masking.Id(who.Id),
                    person.Scheme, person.Months, person.Run, person.Roster, person.Line.Cell]);
        }
    }
}
