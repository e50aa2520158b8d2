using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Cli;
using Disbursement.Jobs.Officers;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Tests.Privacy;
using Disbursement.Jobs.Tests.Schedule;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Tools;
using Microsoft.Extensions.Configuration;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>A second factor: a code counts once, what is wrong is never told, and nobody takes their own away.</summary>
[TestFixture]
internal sealed class SecondFactorTests
{
    private static readonly TimeSpan HalfMinute = TimeSpan.FromSeconds(30);

    private TestOffice _office = null!;

    [SetUp]
    public void Open() => _office = TestOffice.Staffed();

    [TearDown]
    public void Close() => _office.Dispose();

    [Test]
    public void A_code_counts_once_and_so_does_every_one_before_it()
    {
        byte[] secret = _office.Enrol("li");
        string first = Code(secret);
        _office.Inputs.Clock.Advance(HalfMinute);
        string second = Code(secret);
        string[] answers = [_office.SignIn("li", code: first), _office.SignIn("li", code: second), _office.SignIn("li", code: second)];
        _office.Inputs.Clock.Advance(HalfMinute);

        Assert.That(answers, Is.EqualTo(new[] { "SIGN-IN", "in", "SIGN-IN" }), "the first one was used to set it up");
        Assert.That((_office.SignIn("li", code: second), _office.SignIn("li", code: Code(secret))), Is.EqualTo(("SIGN-IN", "in")));
        Assert.That(_office.Breaks(), Is.Empty);
    }

    [Test]
    public void A_wrong_a_missing_and_a_used_code_are_answered_like_a_wrong_password_and_count_like_one()
    {
        byte[] secret = _office.Enrol("li");
        (_, ActRefusal? password) = new SignIn(_office.Setting).Run("li", "wrong one", Code(secret));
        foreach (string? code in new[] { null, "", "000000", "not a code at all, and a long one", Code(secret) })
        {
            _office.Inputs.Clock.Advance(TimeSpan.FromMilliseconds(1));
            (_, ActRefusal? refusal) = new SignIn(_office.Setting).Run("li", TestOffice.Password, code, isKnownPlace: true);
            Assert.That(refusal, Is.EqualTo(password), code);
        }

        Assert.That(_office.Number("SELECT failures FROM officers WHERE name = 'li'"), Is.EqualTo(6));
        Assert.That(_office.Texts("SELECT reason FROM audit WHERE act = 'sign-in' AND outcome = 'refused'"), Has.Some.StartWith("CODE: "));
    }

    [Test]
    public void From_the_third_wrong_code_on_each_guess_costs_the_codes_of_its_time_from_a_known_browser_too()
    {
        byte[] secret = _office.Enrol("li");
        _office.Inputs.Clock.Advance(4 * HalfMinute);
        string FromKnown(string code) =>
            new SignIn(_office.Setting).Run("li", TestOffice.Password, code, isKnownPlace: true).Refusal?.Code ?? "in";

        string[] guesses = [FromKnown("000000"), FromKnown("000001"), FromKnown("000002")];
        string right = FromKnown(Code(secret));
        _office.Inputs.Clock.Advance(3 * HalfMinute);

        Assert.That((guesses.Distinct().Single(), right, FromKnown(Code(secret))), Is.EqualTo(("SIGN-IN", "SIGN-IN", "in")));
    }

    [Test]
    public void An_administrator_takes_it_away_from_another_and_nobody_from_themselves()
    {
        _office.Enrol("li");
        _office.Enrol("chen");
        ManageFactors manage = new(_office.Setting);

        Assert.That(
            new[] { manage.Reset(_office.Administrator, "chen"), manage.Reset(_office["li"], "li"), manage.Reset(_office["wu"], "li"),
                manage.Enrol(_office["li"], DrawFactorSecret.Run(), "000000"), manage.Reset(_office.Administrator, "li"),
                manage.Reset(_office.Administrator, "li") }.Select(TestOffice.CodeOf),
            Is.EqualTo(new[] { "OWN-FACTOR", "NOT-YOUR-POWER", "NOT-YOUR-POWER", "FACTOR-SET", "done", "NO-FACTOR" }));
        Assert.That((_office.SignIn("li"), _office.Breaks().Length), Is.EqualTo(("in", 0)));
    }

    [Test]
    public void The_secret_is_sealed_for_its_row_and_sealed_anew_by_a_rotation()
    {
        byte[] secret = _office.Enrol("li");
        string before = _office.Text("SELECT hex(factor) FROM officers WHERE name = 'li'");
        ActOutcome rotated = new RotateKeys(_office.Setting)
            .Run(new Administering(_office.Administrator, "root"), new RotationProgress(), CancellationToken.None);
        _office.Inputs.Clock.Advance(HalfMinute);

        Assert.That((TestOffice.CodeOf(rotated), _office.SignIn("li", code: Code(secret))), Is.EqualTo(("done", "in")));
        Assert.That((before[..4], _office.Text("SELECT hex(factor) FROM officers WHERE name = 'li'")[..4]), Is.EqualTo(("0100", "0200")));
        byte[][] looks = [secret, Encoding.ASCII.GetBytes(FactorCodes.Typed(secret).Replace(" ", "", StringComparison.Ordinal))];
        Assert.That(Directory.GetFiles(_office.Inputs.Root, "*", SearchOption.AllDirectories)
            .Where(file => looks.Any(look => File.ReadAllBytes(file).AsSpan().IndexOf(look) >= 0)), Is.Empty);
    }

    [TestCase("UPDATE officers SET factor = NULL WHERE name = 'li'", "no act of an administrator made it so")]
    [TestCase("UPDATE officers SET factor = (SELECT factor FROM officers WHERE name = 'wu') WHERE name = 'li'", "that does not open")]
    public void A_factor_that_was_changed_beside_the_program_is_found(string change, string named)
    {
        _office.Enrol("li");
        _office.Enrol("wu");
        Assert.That(_office.Breaks(), Is.Empty);
        _office.Execute(change);

        Assert.That(string.Join('\n', _office.Breaks()), Does.Contain(named));
    }

    [Test]
    public void A_factor_that_was_taken_off_for_one_sign_in_is_found()
    {
        _office.Enrol("li");
        string kept = _office.Text("SELECT quote(factor) FROM officers WHERE name = 'li'");
        _office.Execute("UPDATE officers SET factor = NULL WHERE name = 'li'");
        Assert.That(_office.SignIn("li"), Is.EqualTo("in"));
        _office.Execute($"UPDATE officers SET factor = {kept} WHERE name = 'li'");

        Assert.That(string.Join('\n', _office.Breaks()), Does.Contain("(sign-in) by li: not with the password and the second factor"));
    }

    [Test]
    public void Roles_are_named_in_the_configuration_and_a_mistake_is_told()
    {
        SignInTerms terms = SignInTerms.Read(TestService.Configuration("SignIn:SecondFactor:0=reviewer", "SignIn:SecondFactor:1=auditor",
            "SignIn:OneTimeHours=24")), inOneLine = SignInTerms.Read(TestService.Configuration("SignIn:SecondFactor=reviewer,operator"));

        Assert.That((terms.NeedsFactor(OfficerRole.Reviewer), terms.NeedsFactor(OfficerRole.Operator), terms.OneTimeFor.TotalHours,
            inOneLine.NeedsFactor(OfficerRole.Operator)), Is.EqualTo((true, false, 24, true)));
        Assert.That(() => SignInTerms.Read(TestService.Configuration("SignIn:SecondFactor:0=king", "SignIn:OneTimeHours=0")),
            Throws.TypeOf<RunRefusal>().With.Property(nameof(RunRefusal.Lines)).Count.EqualTo(2));
    }

    [Test]
    public void What_is_deployed_asks_reviewers_and_administrators_for_one_and_takes_acts_through_the_service_alone()
    {
        string shipped = File.ReadAllText(Path.Combine(Repository.Root, "deploy", "appsettings.json")),
            own = File.ReadAllText(Path.Combine(Repository.Root, "src", "Disbursement.Jobs", "appsettings.json"));
        SignInTerms terms = SignInTerms.Read(new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(Repository.Root, "deploy", "appsettings.json")).Build());

        Assert.That(terms.SecondFactor, Is.EquivalentTo(new[] { OfficerRole.Reviewer, OfficerRole.Administrator }));
        Assert.That(shipped.Replace("""["reviewer", "administrator"]""", "[]", StringComparison.Ordinal)
            .Replace("\"OnlyThroughService\": true", "\"OnlyThroughService\": false", StringComparison.Ordinal), Is.EqualTo(own));
    }

    [Test]
    public async Task A_verb_asks_for_the_code_and_refuses_an_officer_whose_role_needs_one_and_who_has_none()
    {
        string config = Path.Combine(_office.Inputs.Root, "config.json");
        await File.WriteAllTextAsync(config, """{ "SignIn": { "SecondFactor": ["reviewer"] } }""");
        string[] hold = ["batch", "hold", "2026-1-320302-ocr-000001", "--reason", "x", "--as", "li", "--password-stdin", "--lang", "en",
            "--config", config, "--data", _office.Inputs.Data, "--logs", Path.Combine(_office.Inputs.Root, "logs")];
        (int without, _, string why) = await Disburse.Answer(TestOffice.Password + "\n", hold);
        byte[] secret = _office.Enrol("li");
        (int unasked, _, string how) = await Disburse.Answer(TestOffice.Password + "\n", hold);
        (int wrong, _, _) = await Disburse.Answer(TestOffice.Password + "\n", [.. hold, "--totp", "000000"]);
        (int right, _, string said) = await Disburse.Answer(TestOffice.Password + "\n",
            [.. hold, "--totp", FactorCodes.At(secret, TimeProvider.System.GetUtcNow())]);

        Assert.That((without, unasked, wrong), Is.EqualTo((ExitCode.NotAllowed, ExitCode.Usage, ExitCode.NotAllowed)));
        Assert.That((why.Contains("users totp li --as li", StringComparison.Ordinal), how.Contains("--totp", StringComparison.Ordinal)),
            Is.EqualTo((true, true)));
        Assert.That(right, Is.EqualTo(ExitCode.Usage), "past the door: there is no such payment");
        Assert.That(said, Does.Contain("There is no payment"));
    }

    [Test]
    public void The_command_line_shows_a_secret_and_takes_a_code_of_it()
    {
        DisburseProgram program = new(_office.Inputs.Root);
        using Process process = program.Start("users", "totp", "li", "--as", "li", "--password-stdin");
        process.StandardInput.WriteLine(TestOffice.Password);
        StringBuilder shown = new();
        for (string? line = ""; line is not null && !line.Contains("secret:", StringComparison.Ordinal);)
            shown.AppendLine(line = process.StandardOutput.ReadLine());
        string typed = Regex.Match(shown.ToString(), "secret: ([A-Z2-7 ]+)").Groups[1].Value;
        byte[] secret = OtpNet.Base32Encoding.ToBytes(typed.Replace(" ", "", StringComparison.Ordinal));
        process.StandardInput.WriteLine(FactorCodes.At(secret, TimeProvider.System.GetUtcNow()));
        process.StandardInput.Close();
        (int exit, string said) = DisburseProgram.Said(process);

        Assert.That((exit, _office.LastAct()["act"], _office.LastAct()["actor"]), Is.EqualTo((0, "enrol-factor", "li")), said);
    }

    private string Code(byte[] secret) => FactorCodes.At(secret, _office.Inputs.Clock.GetUtcNow());
}
