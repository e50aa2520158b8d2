using System.CommandLine;
using Disbursement.Jobs.Cli;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Privacy;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Intake;

/// <summary>
/// What a spreadsheet would run, and what nobody sees: files of rejects escape formulas and are read back without the escape, and no
/// invisible or turning character reaches a bank's file.
/// </summary>
[TestFixture]
internal sealed class UnseenCharacterTests
{
    private TestInputs _inputs = null!;

    [SetUp]
    public void MakeInputs() => _inputs = new TestInputs();

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [TestCase("=1+1")]
    [TestCase("+1+1")]
    [TestCase("@SUM(A1)")]
    [TestCase("-1")]
    public void A_formula_is_escaped_in_the_rejects_and_read_back_as_it_was(string name)
    {
        TestHousehold household = A.Household(1).Mother(("name", name)).Father(("id_number", "1"));
        TestRun rejected = _inputs.Roster("a.csv", household).Read();
        string file = Directory.GetFiles(Path.Combine(rejected.Folder, "rejects")).Single(), text = File.ReadAllText(file);
        Assert.That(text, Does.Contain($",\"'{name}\",").And.Not.Contain($",{name},"));

        File.WriteAllText(_inputs.PathOf("a.csv"), text.Replace(",1,", $",{A.Household(1).FatherId},", StringComparison.Ordinal));
        TestRun mended = _inputs.Read();

        Assert.That((mended.Accepted, mended.PaymentRows[0]["姓名"]), Is.EqualTo((1L, $"'{name}")), mended.Problems);
    }

    [Test]
    public void A_number_that_a_spreadsheet_was_told_to_keep_comes_back_out_of_the_rejects()
    {
        string card = A.Household(1).Rows[0]["bank_account"];
        TestRun rejected =
            _inputs.Roster("a.csv", A.Household(1).Mother(("bank_account", $"=\"{card}\"")).Father(("id_number", "1"))).Read();
        string text = File.ReadAllText(Directory.GetFiles(Path.Combine(rejected.Folder, "rejects")).Single());

        File.WriteAllText(_inputs.PathOf("a.csv"), text.Replace(",1,", $",{A.Household(1).FatherId},", StringComparison.Ordinal));
        TestRun mended = _inputs.Read();

        Assert.That((mended.Accepted, mended.PaymentRows[0]["银行账号"]), Is.EqualTo((1L, card)), mended.Problems);
    }

    [TestCase("bank_name", "江苏\u202E行银")]
    [TestCase("bank_name", "江苏\u200B银行")]
    [TestCase("account_name", "王\uE123英")]
    [TestCase("name", "王\u2066英")]
    public void What_nobody_sees_is_named_and_never_reaches_a_bank(string column, string value)
    {
        TestRun run = _inputs.Roster("a.csv", A.Household(1).Mother((column, value))).Read();

        Assert.That((run.Accepted, run.AllCodes), Is.EqualTo((0L, "R-TEXT")));
    }

    [Test]
    public void A_bureau_with_a_character_that_nobody_sees_is_refused()
    {
        File.WriteAllText(_inputs.Bureaus,
            File.ReadAllText(_inputs.Bureaus).Replace("鼓楼区财政局", "鼓楼区\u202E财政局", StringComparison.Ordinal));

        Assert.That(() => _inputs.Roster("a.csv", A.Household(1)).Read(), Throws.TypeOf<RunRefusal>()
            .With.Property(nameof(RunRefusal.Lines)).Some.Contains("bureau_name holds an invisible character"));
    }

    [Test]
    public void An_account_that_an_officer_gives_is_under_a_name_that_everybody_sees()
    {
        using TestOffice office = TestOffice.Staffed();
        office.Inputs.Roster("a.csv", A.Household(1));
        office.Run();
        TestOffice.Done(office.Hold("2026-1-320302-ocr-000001"));

        Assert.That(TestOffice.CodeOf(new Jobs.Acts.GiveAccount(office.Setting).Run("2026-1-320302-ocr-000001", office.Reviewer,
            People.Card(77), "王\u202E样", null, null, "本人来函")), Is.EqualTo("ACCOUNT"));
    }

    [Test]
    public void A_reason_that_begins_with_an_at_sign_is_text()
    {
        File.WriteAllText(Path.Combine(_inputs.Root, "x"), "--as chen");
        string reason = "@" + Path.Combine(_inputs.Root, "x");

        ParseResult parsed = CommandLine.Root()
            .Parse(["batch", "hold", "2026-1-320302-ocr-000001", "--reason", reason], CommandLine.AsTyped);

        Assert.That((parsed.Errors.Count, parsed.GetValue(OfficerOptions.Reason), parsed.GetValue(OfficerOptions.As)),
            Is.EqualTo((0, reason, (string?)null)));
    }

    [Test]
    public void Putting_a_backup_in_place_is_an_administrators_act_and_recorded_in_what_it_restores()
    {
        _inputs.Roster("a.csv", A.Household(1)).Run();
        DisburseProgram program = new(_inputs.Root);
        string backup = Path.Combine(_inputs.Root, "backup.db");
        Assert.That((program.Run("users", "add", "chen", "--role", "administrator", "--password-stdin").Exit,
            program.Hire("chen", "zhang", "operator").Exit, program.As("chen", "db", "backup", backup).Exit),
            Is.EqualTo((0, 0, 0)));
        Assert.That((program.Run("db", "restore", backup).Exit, program.As("zhang", "db", "restore", backup, "--accept-loss").Exit),
            Is.EqualTo((2, 3)));
        Assert.That(Last(), Is.EqualTo("zhang restore-database refused"));

        (int exit, string said) = program.As("chen", "db", "restore", backup, "--accept-loss");

        Assert.That((exit, Last()), Is.EqualTo((1, "chen restore-database done")), said);
        File.WriteAllText(_inputs.DatabaseFile, "nothing of a database");
        Assert.That(program.As("zhang", "db", "restore", backup, "--accept-loss").Exit, Is.EqualTo(3), "the backup knows the officers");
        Assert.That((program.As("chen", "db", "restore", backup, "--accept-loss").Exit, Last()),
            Is.EqualTo((1, "chen restore-database done")));
    }

    private string Last()
    {
        using TestDatabase database = _inputs.Rows();
        return string.Join(' ', database.Rows("SELECT actor, act, outcome FROM audit ORDER BY sequence DESC LIMIT 1").Single().Values);
    }
}
