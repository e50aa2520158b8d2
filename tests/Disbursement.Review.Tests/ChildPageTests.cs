using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Review.Tests;

/// <summary>A benefit for children, put in force by copying its two files, in the console: for whom it is, and to whom it goes.</summary>
[TestFixture]
internal sealed class ChildPageTests
{
    private const string Child = "320399202408091072";

    private TestConsole _console = null!;
    private string _batch = "";

    [OneTimeSetUp]
    public async Task Open()
    {
        TestInputs inputs = new();
        string from = Path.Combine(Repository.Root, "inputs", "policy"), to = Path.Combine(inputs.Inputs, "policy"),
            example = Path.Combine(from, "examples", "childcare");
        Directory.CreateDirectory(Path.Combine(to, "schemes"));
        foreach (string file in Directory.GetFiles(Path.Combine(from, "schemes"))
            .Concat(Directory.GetFiles(Path.Combine(example, "schemes"))))
            File.Copy(file, Path.Combine(to, "schemes", Path.GetFileName(file)));
        File.Copy(Path.Combine(example, "childcare.yaml"), Path.Combine(to, "childcare.yaml"));
        TestOffice office = TestOffice.Staffed(inputs);
        foreach (string name in new[] { "li", "zhao" })
            TestOffice.Done(new Jobs.Acts.ManageOfficers(office.Setting).Password(office[name], name, TestOffice.Password));
        inputs.Roster("a.csv", File.ReadAllText(Path.Combine(example, "roster.csv")));
        office.Run();
        _batch = office.Text("SELECT id FROM batches WHERE scheme = 'chc' ORDER BY number LIMIT 1")!;
        _console = await TestConsole.Over(office);
    }

    [OneTimeTearDown]
    public async Task Close() => await _console.DisposeAsync();

    [TestCase("zh-CN", "育儿补贴")]
    public async Task A_child_is_found_listed_explained_and_paid_to_whoever_holds_the_account(string language, string scheme)
    {
        await using Visitor li = await (await Browser.Open(_console, language)).SignIn("li", $"/batches/{_batch}");
        await li.Picture($"child-1-batch-{language}");
        string batch = await li.Text();
        await li.Go($"/batches/{_batch}/payments");
        await li.Picture($"child-2-payments-{language}");
        string list = await li.Text();
        await li.Go($"/payments/{_batch}-000001");
        await li.Page.WaitForSelectorAsync("details.scheme");
        await li.Picture($"child-3-payment-{language}");
        string payment = await li.Text();
        await li.Page.FillAsync("[data-test=sought]", Child);
        await li.Press("seek-anything");
        await li.At("**/people/**");
        await li.Picture($"child-4-person-{language}");
        string person = await li.Text();
        await li.Go($"/review?batch={_batch}&what=new");
        await li.Page.WaitForSelectorAsync("details.scheme");
        await li.Picture($"child-5-review-{language}");

        Assert.That(batch, Does.Contain(scheme));
        Assert.That(list, Does.Contain("李样宝").And.Not.Contain(Child));
        Assert.That(payment, Does.Contain("李样宝").And.Contain("王样一").And.Contain(scheme));
        Assert.That(person, Does.Contain("李样宝").And.Contain(scheme).And.Contain("¥3,600.00").And.Not.Contain(Child));
        Assert.That(await li.Text(), Does.Contain("李样宝"));
        Assert.That(li.Complaints, Is.Empty);
    }
}
