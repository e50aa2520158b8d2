using System.Globalization;
using CsvHelper;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Reports;

/// <summary>An absent person as the list shows them.</summary>
internal sealed record AbsentPerson(
    string RegionCode, string HouseholdNo, Role Role, string Name, string Id, Scheme Scheme, long SettledFen);

/// <summary>The absentee lists: paid last year and not decided now; nothing is paid and nothing recovered.</summary>
internal static class ListAbsent
{
    private static readonly string[] English = ["region_code", "household_no", "role", "name", "id_number", "scheme", "settled_last_year",
        "region_name"];
    private static readonly string[] Chinese = ["行政区划代码", "户编号", "家庭角色", "姓名", "公民身份号码", "项目", "上年已记账", "区划名称"];

    /// <summary>Writes one file a county; <paramref name="persons"/> come in order.</summary>
    public static IReadOnlyDictionary<string, long> Run(
        IEnumerable<AbsentPerson> persons, Func<string, string> path, RegionNames regions, bool isChinese)
    {
        Dictionary<string, long> counts = [];
        CsvWriter? writer = null;
        string county = "";
        try
        {
            foreach (AbsentPerson person in persons)
            {
                if (person.RegionCode[..6] != county)
                {
                    county = person.RegionCode[..6];
                    writer?.Dispose();
                    writer = PersonList.Start(path(county), isChinese ? Chinese : English);
                }

                Add(writer!, person, regions, isChinese);
                counts[county] = counts.GetValueOrDefault(county) + 1;
            }
        }
        finally
        {
            writer?.Dispose();
        }

        return counts;
    }

    private static void Add(CsvWriter writer, AbsentPerson person, RegionNames regions, bool isChinese)
    {
        writer.WriteField(person.RegionCode);
        writer.WriteField(person.HouseholdNo);
        writer.WriteField(PersonList.RoleText(person.Role, isChinese));
        writer.WriteField(person.Name);
        writer.WriteField(Masking.Id(person.Id));
        writer.WriteField(person.Scheme.Code);
        writer.WriteField(new Money(person.SettledFen).ToString());
        writer.WriteField(regions.Name(person.RegionCode));
        writer.EndRecord();
    }
}
