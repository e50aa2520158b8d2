using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Review.Settings;
using Disbursement.Jobs.Tests.Acts;

namespace Disbursement.Review.Tests;

/// <summary>An administrator's day: officers come, forget their password, and go; schedules are paused and resumed.</summary>
[TestFixture]
internal sealed class AdministratorDayTests
{
    private TestConsole _console = null!;

    [SetUp]
    public async Task Open() => _console = await TestConsole.Over(
        TestConsole.Office2026(), with: order => order with { CertificatePassword = "very secret" });

    [TearDown]
    public async Task Close() => await _console.DisposeAsync();

    [TestCase("zh-CN")]
    [TestCase("en")]
    public async Task An_administrator_adds_a_reviewer_of_one_county_who_chooses_a_password(string language)
    {
        await using Visitor chen = await (await Browser.Open(_console, language)).SignIn("chen", "/officers");
        await chen.Press("add-officer");
        await chen.Write(".mud-dialog input[data-test=officer]", "qian");
        await chen.Page.SelectOptionAsync("[data-test=role]", "Reviewer");
        await chen.Write(".mud-dialog input[data-test=counties]", "320302，320303");
        await chen.Confirm();
        string password = await chen.Text("[data-test=one-time]");
        await chen.Picture($"administrator-1-added-{language}");
        await using Visitor qian = await Browser.Open(_console, language);
        await qian.SignInByHand("qian", "/batches", password);
        Assert.That(qian.Page.Url, Does.EndWith("/password"));
        await qian.Picture($"administrator-2-password-{language}");
        await qian.Page.FillAsync("input[name=old]", password);
        await qian.Page.FillAsync("input[name=password]", TestOffice.Password);
        await qian.Page.FillAsync("input[name=again]", TestOffice.Password);
        await qian.Page.ClickAsync("button.main");
        await qian.Ready();
        await qian.Go("/batches");
        Assert.That(await qian.Text(), Does.Contain("2026-1-320302-ocr"));

        await chen.Page.ClickAsync("tr[data-officer=qian] [data-test=disable]");
        await chen.Confirm();
        await qian.At("**/sign-in?why=ENDED**", 8);

        Assert.That(_console.Office.Text("SELECT counties FROM officers WHERE name = 'qian'"), Is.EqualTo("320302,320303"));
        Assert.That(chen.Complaints, Is.Empty);
    }

    [Test]
    public async Task An_administrator_sees_nobodys_personal_data()
    {
        await using Visitor chen = await (await Browser.Open(_console)).SignIn("chen");
        await chen.Picture("administrator-3-front");

        Assert.That(await chen.Page.Locator("aside nav a > span").AllInnerTextsAsync(),
            Is.EqualTo(new[] { "首页", "名册", "定时任务", "用户", "政策包", "密钥", "设置" }));
    }

    [Test]
    public async Task The_schedules_are_seen()
    {
        await using Visitor chen = await (await Browser.Open(_console)).SignIn("chen", "/schedules");
        await chen.Picture("administrator-4-schedules");

        Assert.That(await chen.Text(), Does.Contain("每年 6 月 1 日 08:00").And.Not.Contain("0 0 8"));
    }

    [TestCase("en")]
    public async Task A_policy_pack_is_checked_and_compared_before_anybody_uses_it(string language)
    {
        string pack = await File.ReadAllTextAsync(_console.Office.Inputs.Pack), first = pack.Split('\n')
            .First(line => line.TrimStart().StartsWith("childAgeLimit:", StringComparison.Ordinal));
        await using Visitor chen = await (await Browser.Open(_console, language)).SignIn("chen", "/policy");
        await chen.Upload("pack",
            Yaml("better.yaml", pack.Replace(first, first.Replace("14", "16", StringComparison.Ordinal), StringComparison.Ordinal)));
        await chen.Page.WaitForSelectorAsync("[data-test=sound]");
        Assert.That(await chen.Text("[data-test=differences]"), Does.Contain("14").And.Contain("16"));
        await chen.Picture($"administrator-5-policy-{language}");

        await chen.Upload("pack",
            Yaml("worse.yaml", pack.Replace(first, first.Replace("14", "fourteen", StringComparison.Ordinal), StringComparison.Ordinal)));
        await chen.Page.WaitForSelectorAsync("[data-test=unsound]");
        Assert.That(await chen.Text(), Does.Contain("childAgeLimit"));
        await chen.Picture($"administrator-6-mistakes-{language}");

        Assert.That(await File.ReadAllTextAsync(_console.Office.Inputs.Pack), Is.EqualTo(pack));
        Assert.That(chen.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_pack_of_an_earlier_run_is_compared_with_the_one_in_force()
    {
        string pack = await File.ReadAllTextAsync(_console.Office.Inputs.Pack), first = pack.Split('\n')
            .First(line => line.TrimStart().StartsWith("childAgeLimit:", StringComparison.Ordinal));
        await File.WriteAllTextAsync(_console.Office.Inputs.Pack,
            pack.Replace(first, first.Replace("14", "16", StringComparison.Ordinal), StringComparison.Ordinal));
        using Walker zhao = await new Walker(_console).SignIn("zhao");
        string used = _console.Office.Text("SELECT pack_sha256 FROM runs WHERE id = '2026-1'");
        (_, _, string page) = await zhao.Get($"/policy?with={used}");

        Assert.That(page, Does.Contain(used).And.Contain("href=\"/runs/2026-1\"").And.Contain("由 14 改为 16"));
    }

    [Test]
    public async Task A_pack_that_one_administrator_proposes_another_one_activates()
    {
        _console.Office.Add("qian", Disbursement.Domain.Officers.OfficerRole.Administrator);
        TestOffice.Done(new ManageOfficers(_console.Office.Setting).Password(_console.Office["qian"], "qian", TestOffice.Password));
        string pack = await File.ReadAllTextAsync(_console.Office.Inputs.Pack);
        await using Visitor chen = await (await Browser.Open(_console)).SignIn("chen", "/policy");
        await chen.Upload("pack", Yaml("next.yaml", pack + "\n# 2027\n"));
        await chen.Press("propose");
        await chen.Confirm();
        Assert.That(await chen.Told(), Does.Contain("另一位管理员"));
        Assert.That(await chen.Page.Locator("[data-test=activate]").CountAsync(), Is.Zero);
        await using Visitor qian = await (await Browser.Open(_console)).SignIn("qian", "/policy");
        await qian.Press("activate");
        await qian.Confirm();
        Assert.That(await qian.Told(), Does.Contain("已生效"));
        await qian.Picture("administrator-9-activated");

        Assert.That((_console.HasAct("propose-pack", "chen"), _console.HasAct("activate-pack", "qian")), Is.EqualTo((true, true)));
        Assert.That(chen.Complaints.Concat(qian.Complaints), Is.Empty);
    }

    [Test]
    public async Task Settings_are_shown_as_they_are_in_force_and_no_secret_is()
    {
        await using Visitor chen = await (await Browser.Open(_console)).SignIn("chen", "/settings");
        await chen.Picture("administrator-7-settings");

        Assert.That(await chen.Text(),
            Does.Contain("Schedules:YearlyRun:Cron").And.Contain("每年 6 月 1 日 08:00 0 0 8 1 6 ?").And.Contain(_console.Office.Inputs.Data));
        Assert.That(await chen.Text("tr:has-text('Tls:Password')"), Does.Contain("已设置").And.Not.Contain("secret"));
        Assert.That(await chen.Text("tr:has-text('Signing:Password')"), Does.Contain("未设置"));
        Assert.That(SettingsInForce.Of(
            new ServeOrder(_console.Work with { Signing = new Jobs.Signatures.SigningSettings("a.p12", "very secret", "keys") },
                "http://127.0.0.1:5080", new Uri("http://user:very-secret@127.0.0.1:4317/?key=very-secret"))
            {
                CertificatePassword = "very secret",
            })
            .SelectMany(group => group.Settings)
            .Where(setting => setting.Value?.Contains("secret", StringComparison.Ordinal) == true), Is.Empty);
    }

    [Test]
    public async Task The_keys_are_told_by_number_and_never_shown()
    {
        TestOffice office = _console.Office;
        TestOffice.Done(new RotateKeys(office.Setting)
            .Run(new Administering(office.Administrator, "root"), new RotationProgress(), CancellationToken.None));
        await using Visitor chen = await (await Browser.Open(_console)).SignIn("chen", "/keys");
        string old = await chen.Text("tr[data-key='1']"), now = await chen.Text("tr[data-key='2']");
        await chen.Picture("administrator-8-keys");
        await chen.Page.WaitForSelectorAsync("[data-test=not-backed-up]");
        string noBackup = await chen.Text("[data-test=not-backed-up]");
        await chen.Go("/");
        await chen.Page.WaitForSelectorAsync("[data-test=todo] a[href='/keys']");
        TestOffice.Done(new BackUpKeys(office.Setting).Run(
            new Administering(office.Administrator, "root"), Path.Combine(office.Inputs.Root, "keys.json")));
        await chen.Page.WaitForSelectorAsync("[data-test=nothing]");

        Assert.That(noBackup, Does.Contain("最新的密钥（2）"));
        Assert.That((old.Contains("只用于解密", StringComparison.Ordinal), now.Contains("加密新信息", StringComparison.Ordinal),
            now.Contains("chen", StringComparison.Ordinal)), Is.EqualTo((true, true, true)));
        string ring =
            await File.ReadAllTextAsync(Path.Combine(office.Inputs.Data, "keys", "keyring.json")), page = await chen.Page.ContentAsync();
        Assert.That(System.Text.RegularExpressions.Regex.Matches(ring, "[A-Za-z0-9+/]{40,}=*").Select(key => key.Value)
            .Where(page.Contains), Is.Empty);
        Assert.That(chen.Complaints, Is.Empty);
    }

    [Test]
    public async Task An_administrator_renames_an_officer_and_changes_the_counties_of_a_reviewer()
    {
        await using Visitor chen = await (await Browser.Open(_console)).SignIn("chen", "/officers");
        await chen.Page.ClickAsync("tr[data-officer=sun] [data-test=limit]");
        await chen.Write(".mud-dialog input[data-test=line]", "320302、320303");
        await chen.Confirm();
        Assert.That(await chen.Told(), Does.Contain("320302,320303"));
        await chen.Page.ClickAsync("tr[data-officer=sun] [data-test=rename]");
        await chen.Write(".mud-dialog input[data-test=line]", "sunli");
        await chen.Confirm();
        Assert.That(await chen.Told(), Does.Contain("sunli"));

        Assert.That((_console.Office.Text("SELECT counties FROM officers WHERE name = 'sunli'"), _console.HasAct("limit-officer", "chen"),
            _console.HasAct("rename-officer", "chen")), Is.EqualTo(("320302,320303", true, true)));
        Assert.That(_console.Office.Breaks(), Is.Empty);
    }

    [Test]
    public void Only_a_reviewer_or_an_operator_is_limited_and_only_by_an_administrator()
    {
        TestOffice office = _console.Office;
        string CodeOf(ActOutcome outcome) => ((ActOutcome.Refused)outcome).Refusal.Code;

        Assert.That(
            (CodeOf(new ManageOfficers(office.Setting).Limit(office.Administrator, "zhao", ["320302"])),
                CodeOf(new ManageOfficers(office.Setting).Limit(office.Administrator, "sun", ["x"])),
                CodeOf(new ManageOfficers(office.Setting).Limit(office["li"], "li", []))),
            Is.EqualTo(("COUNTY", "COUNTY", "NOT-YOUR-POWER")));
    }

    private static Microsoft.Playwright.FilePayload Yaml(string name, string text) => new()
    {
        Name = name,
        MimeType = "application/yaml",
        Buffer = System.Text.Encoding.UTF8.GetBytes(text),
    };
}
