namespace Disbursement.Review.Tests;

/// <summary>The budget of a year in the console: what is left of it, for whom, and an approval that it does not allow.</summary>
[TestFixture]
internal sealed class BudgetPageTests
{
    /// <summary>What a reviewer sees to, and what somebody else does.</summary>
    private const string Budget = "[data-test=todo] a[href^='/budgets']", Unanswered = "[data-test=overdue] li";

    private TestConsole _console = null!;

    [SetUp]
    public async Task Open() => _console = await TestConsole.Over(TestConsole.Office2026());

    [TearDown]
    public async Task Close() => await _console.DisposeAsync();

    [TestCase("zh-CN", "指标不足", "不能审批")]
    public async Task An_approval_beyond_the_budget_is_refused_and_the_page_says_what_is_left(
        string language, string tooLittle, string refused)
    {
        _console.Office.Inputs.Budget("320302,*,central,99999.00,苏财社〔2026〕1号", "320302,*,city,1000.00,徐财社〔2026〕7号",
            "320303,ocr,*,240.00,云财社〔2026〕2号");
        await using Visitor li = await (await Browser.Open(_console, language)).SignIn("li", "/budgets?year=2026");
        Assert.That(await li.Text("[data-test=budget]"), Does.Contain("1,000.00").And.Contain(tooLittle).And.Contain("云财社"));
        await li.Picture($"budget-1-page-{language}");

        await li.Go("/batches/2026-1-320302-ocr");
        await li.Press("approve");
        await li.Confirm();
        Assert.That(await li.Told(), Does.Contain(refused).And.Contain("1,000.00"));
        await li.Picture($"budget-2-refused-{language}");
        Assert.That((_console.Office.StateOf("2026-1-320302-ocr"), _console.HasAct("approve", "li", "refused")),
            Is.EqualTo(("proposed", true)));

        await li.Go("/batches/2026-1-320303-ocr");
        await li.Press("approve");
        await li.Confirm();
        await li.Told();
        await li.Go("/budgets?year=2026");
        Assert.That((_console.Office.StateOf("2026-1-320303-ocr"), li.Complaints.Count), Is.EqualTo(("approved", 0)));
    }

    [Test]
    public async Task A_reviewer_of_one_county_sees_its_budget_alone()
    {
        _console.Office.Inputs.Budget("320302,*,*,1.00,鼓财社 1", "320303,*,*,2.00,云财社 2");
        await using Visitor sun = await (await Browser.Open(_console)).SignIn("sun", "/budgets?year=2026");

        Assert.That(await sun.Text("[data-test=budget]"), Does.Contain("云财社").And.Not.Contain("鼓财社"));
    }

    [TestCase("en")]
    public async Task What_lies_too_long_is_on_the_first_page_of_whoever_it_concerns(string language)
    {
        _console.Office.Send("2026-1-320303-ocr");
        _console.Office.Inputs.Budget("320302,*,*,1.00,鼓财社 1");
        _console.Office.Inputs.Clock.Advance(TimeSpan.FromDays(11));
        await using Visitor li = await (await Browser.Open(_console, language)).SignIn("li", "/");
        await li.Picture($"overdue-1-first-page-{language}");
        await using Visitor sun = await (await Browser.Open(_console, language)).SignIn("sun", "/");

        Assert.That((await li.Page.Locator(Budget).CountAsync(), await li.Page.Locator(Unanswered).CountAsync()), Is.EqualTo((1, 2)),
            "what the bank has not answered, and keys of which nobody has made a backup");
        Assert.That((await sun.Page.Locator(Budget).CountAsync(), await sun.Page.Locator(Unanswered).CountAsync()), Is.EqualTo((0, 1)),
            "the budget is another county's");
        Assert.That(li.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_budget_with_a_mistake_is_named_with_its_place()
    {
        _console.Office.Inputs.Budget("320302,*,*,1O.00,鼓财社 1");
        await using Visitor li = await (await Browser.Open(_console)).SignIn("li", "/budgets?year=2026");

        Assert.That(await li.Text("[data-test=budget-bad]"), Does.Contain("budgets/2026.csv:2"));
    }
}
