using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Review;
using Disbursement.Jobs.Tests.Acts;

namespace Disbursement.Review.Tests;

/// <summary>An open page reads itself again when an act touches what it shows, and for no other act.</summary>
[TestFixture]
internal sealed class RefreshTests
{
    private const string Batch = "2026-1-320302-ocr", Other = "2026-1-320303-ocr";

    [Test]
    public async Task A_page_of_a_batch_learns_of_acts_on_it_and_rests_while_others_act_elsewhere()
    {
        await using TestConsole console = await TestConsole.Over(TestConsole.Office2026());
        TestOffice office = console.Office;
        await using Visitor li = await (await Browser.Open(console)).SignIn("li", $"/batches/{Batch}/payments");
        string bureaus = Path.Combine(office.Inputs.Inputs, "bureaus.csv");

        // The name of the county stands on the page, and is no matter of the books: it tells when the page was read.
        async Task Rename(string before, string after) => await File.WriteAllTextAsync(
            bureaus, (await File.ReadAllTextAsync(bureaus)).Replace(before, after, StringComparison.Ordinal));
        await Rename("鼓楼区", "改名区");
        TestOffice.Done(office.Hold($"{Other}-000001", office["wu"]));
        using Walker wu = await new Walker(console).SignIn("wu");
        await Task.Delay(TimeSpan.FromSeconds(3));
        string elsewhere = await li.Text("h1");
        await using Visitor sun = await (await Browser.Open(console)).SignIn("sun", "/batches");
        await Rename("云龙区", "改名县");
        TestOffice.Done(office.Hold($"{Batch}-000001", office["wu"]));
        await li.Page.WaitForSelectorAsync("h1:has-text('改名区')");
        await Task.Delay(TimeSpan.FromSeconds(4));
        string ofAnotherCounty = await sun.Text("main tbody");
        TestOffice.Done(office.Hold($"{Other}-000002", office["wu"]));
        await sun.Page.WaitForSelectorAsync("main tbody:has-text('改名县')");

        using IDisposable all = Assert.EnterMultipleScope();
        Assert.That(elsewhere, Does.Contain("鼓楼区"));
        Assert.That(ofAnotherCounty, Does.Contain("云龙区"));
        Assert.That(li.Complaints.Concat(sun.Complaints), Is.Empty);
    }

    [TestCase("hold", $"{Batch}-000003", true, true, false)]
    [TestCase("approve", Batch, true, true, false)]
    [TestCase("hold", $"{Other}-000003", true, false, true)]
    [TestCase("run", "2026-1", true, true, true)]
    [TestCase("import-returns", "icbc.csv", true, true, true)]
    [TestCase("resolve-line", "3:12", true, true, true)]
    [TestCase("stop", "mlnjdbphalmhhcmcbhdjgldmdahkhifm", true, true, true)]
    [TestCase("sign-in", "li", false, true, true)]
    [TestCase("unmask", $"{Batch}-000003", false, true, false)]
    public void An_act_tells_what_it_may_have_changed(string act, string subject, bool changes, bool touches, bool concernsSun)
    {
        using TestOffice office = TestConsole.Office2026();
        SeenAct seen = new(1, act, subject);

        Assert.That((seen.Changes, seen.MayTouch(Batch), seen.Concerns(office["sun"]), seen.Concerns(office["li"])),
            Is.EqualTo((changes, touches, concernsSun, true)));
    }
}
