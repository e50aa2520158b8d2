using System.Diagnostics;
using System.Text;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Tools;

namespace Disbursement.Jobs.Tests.Cli;

/// <summary>Logs, stdout and stderr of whole runs of the program hold nobody's name, id number, account or phone.</summary>
[TestFixture]
internal sealed class QuietTests
{
    private TestInputs _inputs = null!;

    [SetUp]
    public void MakeInputs() => _inputs = new TestInputs();

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [Test]
    public void A_run_over_sound_and_faulty_rosters_says_nothing_of_anybody()
    {
        _inputs.WithSample(300, faultsPercent: 20);
        HashSet<string> secrets = Secrets();

        (int exit, string said) = Start("run", "--year", "2026", "--lang", "en");

        Assert.Multiple(() =>
        {
            Assert.That(exit, Is.EqualTo(1), "done, but something needs a person");
            Assert.That(said, Does.Contain("households accepted"));
            Assert.That(secrets, Has.Count.GreaterThan(1000));
            Assert.That(secrets.Where(secret => said.Contains(secret, StringComparison.Ordinal)), Is.Empty);
        });
    }

    [TestCase("zh")]
    [TestCase("en")]
    public void A_second_run_and_a_json_summary_say_nothing_of_anybody(string language)
    {
        _inputs.WithSample(150);
        HashSet<string> secrets = Secrets();

        (int first, string one) = Start("run", "--year", "2026", "--lang", language, "--json");
        (int second, string two) = Start("run", "--year", "2026", "--lang", language);

        Assert.That((first, second, secrets.Count(secret => (one + two).Contains(secret, StringComparison.Ordinal))),
            Is.EqualTo((0, 0, 0)));
    }

    [Test]
    public void Hostile_rosters_are_refused_without_a_word_of_what_stands_in_them()
    {
        TestHousehold one = A.Household(1).Mother(("name", "赵\0秘密")), two = A.Household(2)
            .Mother(("bank_account", "6.2E+18"), ("birth_date", "不是日期"));
        _inputs.Roster("a.csv", RosterText.Of(one, two) + $"\"{A.Household(3).MotherId},{People.Card(6)}\n")
            .RosterBytes("b.csv", [.. Encoding.UTF8.GetBytes(RosterText.Of(A.Household(4))), 0x80, 0xFF])
            .Roster("c.csv", RosterText.Line(A.Household(5).Rows[0]) + "\n")
            .RosterBytes("d.xlsx", Encoding.UTF8.GetBytes(RosterText.Of(A.Household(6))));

        (int exit, string said) = Start("run", "--year", "2026", "--lang", "en");

        string[] secrets = [.. Enumerable.Range(1, 6).SelectMany(number => new[] { A.Household(number).MotherId,
            A.Household(number).FatherId, People.Card(number * 2), $"138{number:00000}111" }), "王秀英", "陈建国", "陈晨", "秘密"];
        Assert.That((exit, string.Join(' ', secrets.Where(secret => said.Contains(secret, StringComparison.Ordinal)))),
            Is.EqualTo((1, "")));
    }

    [Test]
    public void A_damaged_database_ends_with_a_sentence_and_exit_code_2()
    {
        _inputs.Roster("a.csv", A.Household(1));
        Directory.CreateDirectory(_inputs.Data);
        File.WriteAllText(_inputs.DatabaseFile, new string('x', 9000));

        (int exit, string said) = Start("run", "--year", "2026", "--lang", "en");

        Assert.That((exit, said.Contains("   at ", StringComparison.Ordinal)), Is.EqualTo((2, false)), said);
    }

    [TestCase]
    [TestCase("run")]
    [TestCase("run", "--year", "abc")]
    [TestCase("run", "--year", "1850")]
    [TestCase("run", "--year", "2026", "--workers", "0")]
    [TestCase("run", "--year", "2026", "--value-date", "soon")]
    [TestCase("run", "--year", "2026", "--through", "2027-01")]
    [TestCase("run", "--year", "2026", "--through", "June")]
    [TestCase("run", "--year", "2026", "--unknown")]
    [TestCase("run", "--year", "2026")]
    public async Task Wrong_usage_ends_with_exit_code_2(params string[] arguments)
    {
        string[] places = arguments.Length > 0
            ? ["--inputs", _inputs.Inputs, "--out", _inputs.Out, "--data", _inputs.Data, "--logs", Path.Combine(_inputs.Root, "logs")]
            : [];
        (int exit, string output, string errors) = await Disburse.Run([.. arguments, .. places]);
        string said = output + errors;

        Assert.That((exit, said.Length > 0, said.Contains("   at ", StringComparison.Ordinal)), Is.EqualTo((2, true, false)), said);
    }

    private HashSet<string> Secrets() => [.. _inputs.Values("name", "account_name")
        .Where(name => name.Length is >= 2 and <= 20), .. _inputs.Values("id_number", "bank_account", "phone")
        .Where(number => number.Length > 6)];

    /// <summary>Starts the program in the test's folder; returns its exit code and everything it said, logs included.</summary>
    private (int Exit, string Said) Start(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "disburse.dll"), .. arguments])
        {
            WorkingDirectory = _inputs.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        StringBuilder said = new(process.StandardOutput.ReadToEnd());
        said.Append(errors.Result);
        process.WaitForExit();
        string logs = Path.Combine(_inputs.Root, "logs");
        foreach (string log in Directory.Exists(logs) ? Directory.GetFiles(logs) : [])
            said.Append(File.ReadAllText(log));
        return (process.ExitCode,
            System.Text.RegularExpressions.Regex.Unescape(said.Replace("\\", "\\\\").Replace("\\\\u", "\\u").ToString()));
    }
}
