using Disbursement.Jobs.Tests.Acts;

namespace Disbursement.Review.Tests;

/// <summary>A reviewer's day, from the first look at a batch to its release, in a real browser.</summary>
[TestFixture]
internal sealed class ReviewerDayTests
{
    private const string Batch = "2026-1-320302-ocr";

    private TestConsole _console = null!;

    [SetUp]
    public async Task Open() => _console = await TestConsole.Over(TestConsole.Office2026());

    [TearDown]
    public async Task Close() => await _console.DisposeAsync();

    [TestCase("zh-CN")]
    [TestCase("en")]
    public async Task A_reviewer_holds_a_payment_approves_the_batch_and_releases_it(string language)
    {
        await using Visitor li = await Browser.Open(_console, language);
        await li.SignIn("li");
        await li.Picture($"reviewer-1-front-{language}");
        await li.Go("/batches");
        await li.Picture($"reviewer-2-batches-{language}");
        await li.Go($"/batches/{Batch}");
        await li.Picture($"reviewer-3-batch-{language}");
        await li.Go($"/batches/{Batch}/payments");
        await li.Picture($"reviewer-4-payments-{language}");
        await li.Go($"/payments/{Batch}-000007");
        await li.Page.WaitForSelectorAsync("details.scheme");
        await li.Picture($"reviewer-5-payment-{language}");

        await li.Press("hold");
        await li.Page.WaitForSelectorAsync(".mud-dialog textarea");
        await li.Quiet();
        await li.Picture($"reviewer-6-hold-{language}");
        await li.Confirm("待核实证书");
        string held = await li.Told();
        Assert.That(held, Does.Contain($"{Batch}-000007"));
        await li.Go($"/batches/{Batch}");
        await li.Press("approve");
        await li.Confirm();
        Assert.That(await li.Told(), Does.Contain(_console.Office.Sha256(Batch)));
        await li.Press("release");
        await li.Confirm();
        Assert.That(await li.Told(), Does.Contain(Batch));
        await li.Picture($"reviewer-7-released-{language}");

        Assert.That((_console.Office.StateOf(Batch), _console.Office.PaymentState($"{Batch}-000007")), Is.EqualTo(("released", "held")));
        Assert.That(li.Complaints, Is.Empty);
        Assert.That(_console.Office.Breaks(), Is.Empty);
    }

    [Test]
    public async Task A_whole_number_is_shown_for_a_reason_on_record_and_hidden_again()
    {
        await using Visitor li = await (await Browser.Open(_console)).SignInByHand("li", $"/payments/{Batch}-000001");
        string masked = await li.Text("[data-test=id]");
        await li.Press("unmask");
        await li.Confirm("核对账号");
        await li.Told();
        string whole = await li.Text("[data-test=id]");
        await li.Go($"/payments/{Batch}-000001");

        Assert.That((masked.Contains('*', StringComparison.Ordinal), whole.Contains('*', StringComparison.Ordinal),
            await li.Text("[data-test=id]")), Is.EqualTo((true, false, masked)));
        Assert.That(_console.HasAct("unmask", "li"));
    }

    [Test]
    public async Task A_payment_is_found_by_name_and_the_name_stands_in_no_link()
    {
        await using Visitor li = await (await Browser.Open(_console)).SignInByHand("li", $"/batches/{Batch}/payments");
        await li.Page.FillAsync("[data-test=name]", "王秀");
        await li.Press("find-name");
        await li.Page.WaitForSelectorAsync("text=共 30 条");

        Assert.That(await li.Text(".grid"), Does.Not.Contain("陈建国"));
        Assert.That(li.Page.Url, Does.EndWith($"/batches/{Batch}/payments"));
    }

    [Test]
    public async Task A_batch_is_compared_with_last_year_person_by_person()
    {
        Disbursement.Jobs.Tests.Rosters.TestInputs inputs = _console.Office.Inputs;
        inputs.RosterOf(2027, "next.csv",
            [.. Enumerable.Range(1, 35).Where(i => i != 3).Select(i => Disbursement.Jobs.Tests.Rosters.A.Household(i))]);
        _console.Office.Run(2027);
        await using Visitor li = await (await Browser.Open(_console)).SignInByHand("li", "/batches/2027-1-320302-ocr/comparison");
        await li.Picture("reviewer-8-comparison");
        string all = await li.Text();
        await li.Go("/batches/2027-1-320302-ocr/comparison?what=gone");

        Assert.That(all, Does.Contain("H-00031").And.Not.Contain("H-00003"));
        Assert.That(await li.Text(), Does.Contain("H-00003").And.Not.Contain("H-00031"));
    }

    [Test]
    public async Task The_pages_can_be_read_on_a_phone_and_in_the_dark()
    {
        await using Visitor li = await (await Browser.Open(_console, width: 390, height: 780)).SignInByHand("li", $"/batches/{Batch}");
        await li.Ready();
        await li.Page.ClickAsync(".menu summary");
        await li.Page.ClickAsync(".menu >> text=深色");
        await li.Page.WaitForSelectorAsync("html[data-theme='dark']");
        await li.Ready();
        await li.Picture("reviewer-9-phone-dark");
        int wide = await li.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");

        Assert.That((wide, await li.Page.GetAttributeAsync("html", "data-theme")), Is.EqualTo((390, "dark")));
        Assert.That(li.Complaints, Is.Empty);
    }
}
