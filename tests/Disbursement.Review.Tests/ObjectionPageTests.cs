using System.Net;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Tests.Acts;

namespace Disbursement.Review.Tests;

/// <summary>Somebody objects to a payment: an operator takes it down, a reviewer decides, and the list says what waits.</summary>
[TestFixture]
internal sealed class ObjectionPageTests
{
    private const string Payment = "2026-1-320302-ocr-000007", Other = "2026-1-320302-ocr-000008", Elsewhere = "2026-1-320303-ocr-000001";
    private const string By = "同村村民甲", What = "子女已超龄";

    private TestConsole _console = null!;

    private TestOffice Office => _console.Office;

    [SetUp]
    public async Task Open() => _console = await TestConsole.Over(TestConsole.Office2026());

    [TearDown]
    public async Task Close() => await _console.DisposeAsync();

    [TestCase("zh-CN")]
    public async Task An_operator_takes_an_objection_down_and_a_reviewer_dismisses_it(string language)
    {
        await using Visitor zhang = await (await Browser.Open(_console, language)).SignIn("zhang", $"/payments/{Payment}");
        await zhang.Press("object");
        await zhang.Write(".mud-dialog [data-test=by]", By);
        await zhang.Write(".mud-dialog [data-test=reason]", What);
        await zhang.Quiet();
        await zhang.Picture($"objection-1-dialog-{language}");
        await zhang.Confirm();
        Assert.That(await zhang.Told(), Does.Contain(Payment));
        Assert.That(await zhang.Page.Locator("[data-test=uphold]").CountAsync(), Is.Zero);
        Assert.That(await zhang.Text("[data-test=objections]"), Does.Contain(By).And.Contain(What).And.Contain("zhang"));
        Assert.That((Office.PaymentState(Payment), _console.HasAct("object", "zhang")), Is.EqualTo(("held", true)));

        await using Visitor li = await (await Browser.Open(_console, language)).SignIn("li", "/objections");
        await li.Picture($"objection-2-list-{language}");
        await li.Page.ClickAsync($"[data-test=objections] a[href='/payments/{Payment}']");
        await li.At($"**/payments/{Payment}");
        await li.Ready();
        await li.Press("dismiss");
        await li.Page.WaitForSelectorAsync(".mud-dialog textarea");
        await li.Quiet();
        Assert.That(await li.Text(".mud-dialog"), Does.Contain(By).And.Contain(What));
        await li.Picture($"objection-3-decide-{language}");
        await li.Confirm("出生证已核，未超龄");
        await li.Told();
        await li.Page.WaitForSelectorAsync("details.scheme");
        await li.Picture($"objection-4-decided-{language}");

        Assert.That(await li.Text("[data-test=objections]"),
            Does.Contain(language == "en" ? "dismissed" : "不成立").And.Contain("出生证已核").And.Contain("li"));
        Assert.That((Office.PaymentState(Payment), await li.Page.Locator("[data-test=dismiss]").CountAsync()), Is.EqualTo(("proposed", 0)));
        Assert.That(li.Page.Url, Does.EndWith($"/payments/{Payment}"));
        Assert.That(zhang.Complaints.Concat(li.Complaints), Is.Empty);
        Assert.That(Office.Breaks(), Is.Empty);
    }

    [Test]
    public async Task Whoever_took_it_down_is_told_that_another_decides_and_an_upheld_one_says_what_to_do()
    {
        TestOffice.Done(new RaiseObjection(Office.Setting).Run(Payment, By, Office.Reviewer, What));
        await using Visitor li = await (await Browser.Open(_console)).SignIn("li", $"/payments/{Payment}");
        Assert.That(await li.Page.Locator("[data-test=uphold]").CountAsync(), Is.Zero);
        Assert.That(await li.Text(), Does.Contain("须由另一位审核人员处理"));

        await using Visitor wu = await (await Browser.Open(_console)).SignIn("wu", $"/payments/{Payment}");
        await wu.Press("uphold");
        await wu.Confirm("确已超龄");
        Assert.That(await wu.Told(), Does.Contain("不再发放"));
        Assert.That(await wu.Text("[data-test=objections]"), Does.Contain("成立").And.Contain("wu"));
    }

    [Test]
    public async Task A_reviewer_decides_the_objection_that_they_read_and_no_other()
    {
        TestOffice.Done(new RaiseObjection(Office.Setting).Run(Payment, By, Office.Operator, What));
        TestOffice.Done(new RaiseObjection(Office.Setting).Run(Payment, "村民乙", Office.Operator, "已迁出"));
        await using Visitor li = await (await Browser.Open(_console)).SignIn("li", $"/payments/{Payment}");
        await li.Press("dismiss");
        await li.Page.WaitForSelectorAsync(".mud-dialog textarea");
        TestOffice.Done(new DecideObjection(Office.Setting).Run(Payment, true, Office["wu"], "确已超龄"));
        await li.Confirm("未超龄");

        Assert.That(await li.Told(), Does.Contain("已由他人处理"));
        Assert.That(Office.Texts("SELECT detail FROM audit WHERE act = 'decide-objection' AND outcome = 'done'"), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_number_of_whoever_objects_is_refused_and_kept_nowhere()
    {
        const string number = "320302197508150026";
        await using Visitor zhang = await (await Browser.Open(_console, "en")).SignIn("zhang", $"/payments/{Payment}");
        await zhang.Press("object");
        await zhang.Write(".mud-dialog [data-test=by]", $"Wang {number}");
        await zhang.Write(".mud-dialog [data-test=reason]", What);
        await zhang.Confirm();

        Assert.That(await zhang.Told(), Does.Contain("1 to 40 characters"));
        Assert.That((Office.PaymentState(Payment), zhang.Page.Url.Contains(number, StringComparison.Ordinal)),
            Is.EqualTo(("proposed", false)));
        Assert.That(Office.Texts("SELECT coalesce(reason, '') || coalesce(detail, '') || coalesce(subject, '') FROM audit")
            .Any(text => text.Contains(number, StringComparison.Ordinal)), Is.False);
    }

    [Test]
    public async Task The_list_has_open_ones_first_of_the_viewers_counties_alone_and_is_exported_as_shown()
    {
        TestOffice.Done(new RaiseObjection(Office.Setting).Run(Payment, By, Office.Operator, What));
        TestOffice.Done(new DecideObjection(Office.Setting).Run(Payment, false, Office.Reviewer, "已核"));
        TestOffice.Done(new RaiseObjection(Office.Setting).Run(Other, "+村民乙", Office.Operator, "已迁出"));
        TestOffice.Done(new RaiseObjection(Office.Setting).Run(Elsewhere, "村民丙", Office.Operator, "已离婚"));
        await using Visitor zhao = await (await Browser.Open(_console)).SignIn("zhao", "/objections");
        await zhao.Picture("objection-5-auditor");

        Assert.That(await zhao.Page.Locator("[data-test=objections] tbody a:not(.term)").AllInnerTextsAsync(),
            Is.EqualTo(new[] { Other, Elsewhere, Payment }));
        await zhao.Go("/objections?state=dismissed");
        Assert.That(await zhao.Page.Locator("[data-test=objections] tbody a:not(.term)").AllInnerTextsAsync(),
            Is.EqualTo(new[] { Payment }));
        Assert.That(await zhao.Page.Locator("[data-test=object]").CountAsync(), Is.Zero);

        using Walker sun = await new Walker(_console).SignIn("sun");
        (_, _, string own) = await sun.Get("/objections");
        using HttpResponseMessage list = await sun.Send("/", "/files/list", ("list", "objections"));
        using Walker li = await new Walker(_console).SignIn("li");
        using HttpResponseMessage whole = await li.Send("/", "/files/list", ("list", "objections"), ("county", "320302"));
        using Walker chen = await new Walker(_console).SignIn("chen");
        using HttpResponseMessage refused = await chen.Send("/", "/files/list", ("list", "objections"));

        Assert.That(own, Does.Contain(Elsewhere).And.Not.Contain(Other).And.Not.Contain("村民乙"));
        Assert.That(await list.Content.ReadAsStringAsync(), Does.Contain("村民丙").And.Not.Contain("村民乙"));
        Assert.That(await whole.Content.ReadAsStringAsync(), Does.Contain("'+村民乙").And.Contain("不成立").And.Not.Contain(Elsewhere));
        Assert.That((refused.StatusCode, _console.HasAct("take-file", "li")), Is.EqualTo((HttpStatusCode.Forbidden, true)));
    }
}
