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
}
