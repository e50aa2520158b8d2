namespace Disbursement.Review.Tests;

/// <summary>A reviewer draws a sample of a batch, checks it, and the result stays.</summary>
[TestFixture]
internal sealed class SamplePageTests
{
    private const string Address = "/batches/2026-1-320302-ocr/sample?seed=7&size=5";

    [TestCase("zh-CN")]
    public async Task A_sample_is_drawn_from_its_seed_and_its_result_is_recorded(string language)
    {
        await using TestConsole console = await TestConsole.Over(TestConsole.Office2026());
        await using Visitor li = await (await Browser.Open(console, language)).SignIn("li", Address);
        string[] drawn = [.. await li.Page.Locator("[data-test=sample] tbody a:not(.term)").AllInnerTextsAsync()];
        await li.Page.FillAsync("[data-test=wrong]", "1");
        await li.Page.PressAsync("[data-test=wrong]", "Tab");
        await li.Press("record-sample");
        await li.Confirm("一份证书缺失");
        await li.Page.WaitForSelectorAsync("[data-test=sample-results]");
        await li.Picture($"reviewer-sample-{language}");

        Assert.That(drawn, Has.Length.EqualTo(5));
        string said = language == "en" ? "seed 7 · size 5 · drawn 5 · wrong 1" : "抽样种子 7 · 抽样数 5 · 抽取 5 · 有误 1";
        Assert.That(await li.Text("[data-test=sample-results]"), Does.Contain(said).And.Contain("一份证书缺失").And.Contain("li"));
        await li.Go(Address);
        Assert.That(await li.Page.Locator("[data-test=sample] tbody a:not(.term)").AllInnerTextsAsync(), Is.EqualTo(drawn));
        Assert.That(li.Complaints, Is.Empty);
    }
}
