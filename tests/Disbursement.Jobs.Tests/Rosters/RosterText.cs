using System.Text;

namespace Disbursement.Jobs.Tests.Rosters;

/// <summary>Rosters as text.</summary>
internal static class RosterText
{
    /// <summary>English and Chinese name of every column, as the format page lists them.</summary>
    public static IReadOnlyList<(string English, string Chinese)> Names { get; } =
    [
        ("region_code", "行政区划代码"), ("household_no", "户编号"), ("role", "家庭角色"), ("name", "姓名"), ("id_number", "公民身份号码"),
        ("birth_date", "出生日期"), ("sex", "性别"),
        ("hukou", "户口性质"), ("marital_status", "婚姻状况"), ("certificate_no", "光荣证号"), ("certificate_date", "发证日期"),
        ("certificate_revoked_on", "收回日期"),
        ("reward_payer", "奖励金负担方"), ("retired_on", "退休日期"), ("pension_raise", "加发养老金"), ("unlawful_birth", "政策外生育"), ("death_date", "死亡日期"),
        ("adopted_on", "收养日期"),
        ("disability_card_no", "残疾人证号"), ("disability_grade", "残疾等级"), ("disability_date", "评残日期"), ("disability_ended_on", "康复日期"),
        ("complication_grade", "并发症等级"),
        ("complication_date", "鉴定日期"), ("complication_ended_on", "治愈日期"), ("care_level", "护理等级"), ("medical_self_paid", "大病自付费用"),
        ("applied_on", "申报日期"),
        ("bank_name", "开户银行"), ("bank_code", "联行号"), ("bank_account", "银行账号"), ("account_name", "户名"), ("phone", "联系电话"),
        ("promised", "承诺事项"),
    ];

    public static IReadOnlyList<string> Columns { get; } = [.. Names.Select(name => name.English)];

    public static string Of(IEnumerable<Dictionary<string, string>> rows, char separator = ',', string newLine = "\n",
        IReadOnlyList<string>? columns = null, Func<string, string>? header = null)
    {
        columns ??= Columns;
        StringBuilder text = new();
        text.AppendJoin(separator, columns.Select(column => Quote(header is null ? column : header(column), separator))).Append(newLine);
        foreach (Dictionary<string, string> row in rows)
            text.Append(Line(row, separator, columns)).Append(newLine);
        return text.ToString();
    }

    public static string Of(params TestHousehold[] households) => Of(households.SelectMany(household => household.Rows));

    public static string Line(Dictionary<string, string> row, char separator = ',', IReadOnlyList<string>? columns = null) =>
        string.Join(separator, (columns ?? Columns).Select(column => Quote(row.GetValueOrDefault(column, ""), separator)));

    /// <summary>The English name in Chinese.</summary>
    public static string Chinese(string english) => Names.First(name => name.English == english).Chinese;

    /// <summary>Splits CSV text by RFC 4180; the first record names the columns.</summary>
    public static List<Dictionary<string, string>> Read(string text)
    {
        List<List<string>> records = Records(text.TrimStart('\uFEFF'));
        return [.. records.Skip(1).Select(cells => records[0].Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    private static List<List<string>> Records(string text)
    {
        List<List<string>> records = [];
        List<string> cells = [];
        StringBuilder cell = new();
        bool isQuoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char character = text[i];
            if (isQuoted)
            {
                if (character != '"')
                    cell.Append(character);
                else if (i + 1 < text.Length && text[i + 1] == '"')
                    cell.Append(text[++i]);
                else
                    isQuoted = false;
            }
            else if (character == '"' && cell.Length == 0)
            {
                isQuoted = true;
            }
            else if (character == ',' || character == '\n')
            {
                cells.Add(cell.ToString());
                cell.Clear();
                if (character == '\n')
                {
                    records.Add(cells);
                    cells = [];
                }
            }
            else if (character != '\r')
            {
                cell.Append(character);
            }
        }

        if (cells.Count > 0 || cell.Length > 0)
            records.Add([.. cells, cell.ToString()]);
        return records;
    }

    private static string Quote(string value, char separator) =>
        value.Contains(separator, StringComparison.Ordinal) || value.Contains('"', StringComparison.Ordinal)
            ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : value;
}
