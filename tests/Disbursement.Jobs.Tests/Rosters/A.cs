using System.Globalization;

namespace Disbursement.Jobs.Tests.Rosters;

/// <summary>Where tests begin: <c>A.Household(1)</c> is a sound family, and a test says what is different.</summary>
internal static class A
{
    /// <summary>
    /// A mother, a father and an only child of 2014 with a certificate: both parents are paid the only-child reward in 2026.
    /// </summary>
    public static TestHousehold Household(int number, string region = "320302001001") => new(number, region);
}

/// <summary>The rows of one household, each a set of column and value.</summary>
internal sealed class TestHousehold
{
    public const string MotherBirth = "1985-03-04";
    public const string FatherBirth = "1983-07-08";
    public const string ChildBirth = "2014-05-06";

    private readonly int _number;
    private readonly string _region;

    public TestHousehold(int number, string region)
    {
        _number = number;
        _region = region;
        Rows = [Claimant("mother"), Claimant("father"), ChildRow(People.Id(Day(ChildBirth), isFemale: false, _number))];
    }

    public List<Dictionary<string, string>> Rows { get; }

    public string Number => string.Create(CultureInfo.InvariantCulture, $"H-{_number:00000}");

    public string MotherId => People.Id(Day(MotherBirth), isFemale: true, _number);

    public string FatherId => People.Id(Day(FatherBirth), isFemale: false, _number);

    public string ChildId => People.Id(Day(ChildBirth), isFemale: false, _number);

    public TestHousehold Mother(params (string Column, string Value)[] values) => Set("mother", values);

    public TestHousehold Father(params (string Column, string Value)[] values) => Set("father", values);

    public TestHousehold Child(params (string Column, string Value)[] values) => Set("child", values);

    public TestHousehold Everywhere(string column, string value)
    {
        foreach (Dictionary<string, string> row in Rows)
            row[column] = value;
        return this;
    }

    /// <summary>Gives the values to the row that shall carry them: mother and child for their own columns.</summary>
    public TestHousehold On(string role, params (string Column, string Value)[] values) => Set(role, values);

    public TestHousehold Without(string role)
    {
        Rows.RemoveAll(row => row["role"] == role);
        return this;
    }

    /// <summary>One more child, known by its birth date alone where nothing else is said.</summary>
    public TestHousehold AndChild(params (string Column, string Value)[] values)
    {
        Dictionary<string, string> row = ChildRow("");
        row["name"] = "陈安";
        foreach ((string column, string value) in values)
            row[column] = value;
        Rows.Add(row);
        return this;
    }

    /// <summary>One more claimant of a role.</summary>
    public TestHousehold AndClaimant(string role, params (string Column, string Value)[] values)
    {
        Dictionary<string, string> row = Claimant(role);
        row["id_number"] = People.Id("1979-01-02", role == "mother", _number);
        foreach ((string column, string value) in values)
            row[column] = value;
        Rows.Add(row);
        return this;
    }

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private TestHousehold Set(string role, (string Column, string Value)[] values)
    {
        Dictionary<string, string> row = Rows.First(row => row["role"] == role);
        foreach ((string column, string value) in values)
            row[column] = value;
        return this;
    }

    private Dictionary<string, string> Claimant(string role) => new()
    {
        ["region_code"] = _region,
        ["household_no"] = Number,
        ["role"] = role,
        ["name"] = role == "mother" ? "王秀英" : "陈建国",
        ["id_number"] = role == "mother" ? MotherId : FatherId,
        ["hukou"] = "urban",
        ["marital_status"] = "married",
        ["certificate_no"] = "苏320302" + Number,
        ["certificate_date"] = "2014-08-01",
        ["bank_name"] = "江苏银行",
        ["bank_code"] = "313303000067",
        ["bank_account"] = People.Card(_number * 2 + (role == "mother" ? 0 : 1)),
        ["phone"] = string.Create(CultureInfo.InvariantCulture, $"138{_number:00000}{(role == "mother" ? 111 : 222)}"),
    };

    private Dictionary<string, string> ChildRow(string id) => new()
    {
        ["region_code"] = _region,
        ["household_no"] = Number,
        ["role"] = "child",
        ["name"] = "陈晨",
        ["id_number"] = id,
        ["birth_date"] = id.Length > 0 ? "" : ChildBirth,
    };
}
