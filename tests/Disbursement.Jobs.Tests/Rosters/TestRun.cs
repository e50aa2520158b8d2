using System.Text.Json;
using Disbursement.Jobs.Runs;

namespace Disbursement.Jobs.Tests.Rosters;

/// <summary>What a run wrote, read back from its files.</summary>
internal sealed class TestRun
{
    public TestRun(string folder, RunSummary summary)
    {
        Folder = folder;
        Summary = summary;
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "summary.json")));
        Json = json.RootElement.Clone();
        Rejects = [.. Tables("rejects")];
        TakeUp = [.. Tables("takeup")];
        Absent = [.. Tables("absent")];
        foreach (JsonElement file in Json.GetProperty("inputs").EnumerateArray())
        {
            JsonElement households = file.GetProperty("households");
            Assert.That(
                households.GetProperty("read").GetInt64(), Is.EqualTo(households.GetProperty("accepted")
                    .GetInt64() + households.GetProperty("rejected").GetInt64()), file.GetProperty("path").GetString());
        }
    }

    public string Folder { get; }

    public RunSummary Summary { get; }

    public JsonElement Json { get; }

    /// <summary>Rows of all reject files.</summary>
    public IReadOnlyList<Dictionary<string, string>> Rejects { get; }

    public IReadOnlyList<Dictionary<string, string>> TakeUp { get; }

    public IReadOnlyList<Dictionary<string, string>> Absent { get; }

    public long Accepted => Json.GetProperty("households").GetProperty("accepted").GetInt64();

    public long Rejected => Json.GetProperty("households").GetProperty("rejected").GetInt64();

    public long Payments => Json.GetProperty("payments").GetInt64();

    /// <summary>Rows of all payment files.</summary>
    public List<Dictionary<string, string>> PaymentRows => [.. PaymentFiles.SelectMany(file => RosterText.Read(File.ReadAllText(file)))];

    public IEnumerable<string> PaymentFiles =>
        Directory.GetDirectories(Folder).Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
        .SelectMany(folder => Directory.GetFiles(folder, "*.csv"))
        .Where(file => !file.EndsWith("-recoveries.csv", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>Distinct codes of a rejected household, in ordinal order; empty where it was not rejected.</summary>
    public string Codes(string household) => string.Join(' ',
        Rejects.Where(row => row.GetValueOrDefault("household_no") == household || row.GetValueOrDefault("户编号") == household)
        .SelectMany(row => row["problem_codes"].Split('+', StringSplitOptions.RemoveEmptyEntries)).Distinct()
        .Order(StringComparer.Ordinal));

    /// <summary>Distinct codes of all rejected rows, in ordinal order.</summary>
    public string AllCodes => string.Join(' ',
        Rejects.SelectMany(row => row["problem_codes"].Split('+', StringSplitOptions.RemoveEmptyEntries)).Distinct()
            .Order(StringComparer.Ordinal));

    public string Problems => string.Join('\n', Rejects.Select(row => row["problems"]));

    public JsonElement InputOf(string name) =>
        Json.GetProperty("inputs").EnumerateArray().First(file => file.GetProperty("path").GetString() == name);

    /// <summary>Why a file was refused whole; empty where it was not.</summary>
    public string Refusal(string name) => InputOf(name).GetProperty("refusal").GetString() ?? "";

    public (long Read, long Accepted, long Rejected, long Replaced) Counts(string name)
    {
        JsonElement households = InputOf(name).GetProperty("households");
        return (households.GetProperty("read").GetInt64(), households.GetProperty("accepted").GetInt64(),
            households.GetProperty("rejected").GetInt64(), households.GetProperty("replaced").GetInt64());
    }

    public string[] Warnings(string name) =>
        [.. InputOf(name).GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString()!)];

    private IEnumerable<Dictionary<string, string>> Tables(string folder)
    {
        string path = Path.Combine(Folder, folder);
        return Directory.Exists(path)
            ? Directory.GetFiles(path).Order(StringComparer.Ordinal).SelectMany(file => RosterText.Read(File.ReadAllText(file)))
            : [];
    }
}
