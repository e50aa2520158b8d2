using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Households;
using Disbursement.Domain.Words;

namespace Disbursement.Jobs.Postings;

/// <summary>A line of a public posting; name and id number are masked already.</summary>
/// <param name="PaymentNo">What an objection names.</param>
/// <param name="Village">Region code of twelve digits.</param>
/// <param name="Role">mother or father.</param>
/// <param name="Name">Masked.</param>
/// <param name="Id">Masked.</param>
/// <param name="Scheme">Title of the scheme.</param>
/// <param name="Amount">To be paid.</param>
internal sealed record PostingLine(string PaymentNo, string Village, string Role, string Name, string Id, string Scheme, Money Amount)
{
    /// <summary>Region code of the township: nine digits.</summary>
    public string Township => Village.Length > TownshipDigits ? Village[..TownshipDigits] : Village;

    private const int TownshipDigits = 9;
}

/// <summary>What stands on a public posting besides its lines.</summary>
/// <param name="Run">The run.</param>
/// <param name="Year">The year it pays.</param>
/// <param name="County">The county's code.</param>
/// <param name="CountyName">Its name.</param>
/// <param name="Posted">The first day.</param>
/// <param name="Until">The last day.</param>
/// <param name="Days">Days of the posting.</param>
/// <param name="Objections">Where to object.</param>
/// <param name="Regions">Names of townships and villages.</param>
internal sealed record PostingHeading(
    string Run, int Year, string County, string CountyName, DateOnly Posted, DateOnly Until, int Days, string Objections,
    RegionNames Regions);

/// <summary>The words of a public posting in both languages.</summary>
internal static class PostingText
{
    public static string Title(PostingHeading heading, bool isChinese) => isChinese
        ? $"{heading.Year} 年计划生育奖励扶助拟发放名单公示"
        : string.Create(CultureInfo.InvariantCulture, $"Family-planning benefits of {heading.Year}: who is to be paid");

    public static string Terms(PostingHeading heading, bool isChinese) => isChinese
        ? $"公示期 {heading.Days} 天：{Day(heading.Posted)} 至 {Day(heading.Until)}。对名单有异议的，请在公示期内凭支付编号向下列单位反映：{heading.Objections}。"
        : $"Posted for {Counted.Of(heading.Days, "day")}, from {Day(heading.Posted)} to {Day(heading.Until)}. Whoever objects to a line "
            + $"says so within this time, naming the payment number, to: {heading.Objections}.";

    public static IReadOnlyList<string> Columns(bool isChinese) => isChinese
        ? ["支付编号", "姓名", "身份", "证件号码", "项目", "金额（元）"]
        : ["Payment", "Name", "Role", "Identity number", "Scheme", "Amount"];

    public static string Role(string role, bool isChinese) => isChinese ? RoleCodes.Of(role).InChinese() : role;

    public static string Village(PostingHeading heading, PostingLine line, bool isChinese) =>
        Named(isChinese ? "村（居）" : "village ", line.Village, heading.Regions.Village(line.Village));

    public static string Township(PostingHeading heading, PostingLine line, bool isChinese) =>
        Named(isChinese ? "镇（街道）" : "township ", line.Township, heading.Regions.Township(line.Village));

    public static string Total(int lines, Money sum, bool isChinese) => isChinese
        ? string.Create(CultureInfo.InvariantCulture, $"合计 {lines} 笔，{sum.Grouped()} 元（大写：{sum.InCapitals()}）")
        : string.Create(CultureInfo.InvariantCulture, $"{Counted.Of(lines, "payment")}, {sum.Grouped()} yuan in all");

    private static string Named(string what, string code, string name) => name.Length == 0 ? $"{what}{code}" : $"{what}{code} {name}";

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
