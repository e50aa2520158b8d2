using System.Text;
using System.Text.RegularExpressions;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.Playwright;

namespace Disbursement.Review.Tests;

/// <summary>What is printed: a batch to be signed, an explanation to be handed over, and the pictures of the README.</summary>
[TestFixture]
internal sealed partial class PaperTests
{
    /// <summary>The folder that gets the pictures of the README; nothing is written where it is not set.</summary>
    private const string ReadmeFolder = "DISBURSE_README_PICTURES";

    private const int A4Width = 794, A4Height = 1123;

    [TestCase("/batches/2026-1-320302-ocr", "batch")]
    [TestCase("/payments/2026-1-320302-ocr-000001", "explanation")]
    [TestCase("/batches/2026-1-320302-ocr/paper", "list")]
    [TestCase("/pictures", "charts")]
    [TestCase("/batches/2026-1-320302-ocr", "batch-en", "en")]
    [TestCase("/payments/2026-1-320302-ocr-000001", "explanation-en", "en")]
    [TestCase("/batches/2026-1-320302-ocr/paper", "list-en", "en")]
    public async Task A_page_is_printed_black_on_white_without_buttons_and_menu(string address, string name, string language = "zh-CN")
    {
        await using TestConsole console = await TestConsole.Over(TestConsole.Office2026());
        await using Visitor li = await (await Browser.Open(console, language, A4Width, A4Height)).SignIn("li", address);
        await li.Go($"/prefer?theme=dark&back={Uri.EscapeDataString(address)}");
        await li.Page.WaitForFunctionAsync("() => document.querySelector('main .mud-progress-linear') === null");
        await li.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await li.Picture($"paper-{name}");
        byte[] paper = await li.Page.PdfAsync(
            new()
            {
                Path = Browser.PictureOf($"paper-{name}").Replace(".png", ".pdf", StringComparison.Ordinal),
                PreferCSSPageSize = true,
                PrintBackground = true,
            });

        Assert.That(PageOfPdf().Count(Encoding.Latin1.GetString(paper)), Is.InRange(1, 3));
        Assert.That(await li.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"),
            Is.EqualTo("rgb(255, 255, 255)"));
        Assert.That(await li.Page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('h1')).color"),
            Is.EqualTo("rgb(17, 17, 17)"));
        Assert.That(await li.Page.Locator("button:visible, nav:visible, input:visible").CountAsync(), Is.Zero);
        Assert.That(await li.Text(".print-only >> nth=0"), Does.Contain(language == "en" ? "Printed by li" : "li 打印于"));
    }

    [Test]
    public async Task The_payment_list_has_every_row_its_total_in_figures_and_capitals_and_boxes_to_sign()
    {
        TestInputs inputs = new TestInputs().WithSample(4000, faultsPercent: 1);
        TestOffice office = TestOffice.Staffed(inputs);
        TestOffice.Done(new Jobs.Acts.ManageOfficers(office.Setting).Password(office["li"], "li", TestOffice.Password));
        office.Run();
        string batch = office.Text("SELECT id FROM batches WHERE payments > 60 ORDER BY payments, id LIMIT 1")!;
        (long rows, long fen) = (office.Number($"SELECT payments FROM batches WHERE id = '{batch}'"),
            office.Number($"SELECT total_fen FROM batches WHERE id = '{batch}'"));
        await using TestConsole console = await TestConsole.Over(office);
        await using Visitor li = await (await Browser.Open(console, width: A4Width, height: A4Height))
            .SignIn("li", $"/batches/{batch}/paper");
        Assert.That(await li.Page.Locator("main tbody tr").CountAsync(), Is.EqualTo(rows));
        Assert.That(await li.Text("[data-test=paper-total]"), Does.Contain(Jobs.Review.Words.Language.Money(fen))
            .And.Contain(new Domain.Amounts.Money(fen).InCapitals()));
        Assert.That(await li.Page.Locator("[data-test=signatures] span").CountAsync(), Is.EqualTo(4));

        await li.Page.EmulateMediaAsync(new() { Media = Media.Print });
        byte[] paper = await li.Page.PdfAsync(new()
        {
            Path = Browser.PictureOf("paper-whole-list").Replace(".png", ".pdf", StringComparison.Ordinal), PreferCSSPageSize = true,
        });
        Assert.That(PageOfPdf().Count(Encoding.Latin1.GetString(paper)), Is.GreaterThan(1), "rows go on over the pages");
    }

    [Test]
    public async Task What_is_signed_is_what_the_files_hold_and_what_is_held_is_told_apart()
    {
        const string batch = "2026-1-320302-ocr";
        TestOffice office = TestConsole.Office2026();
        TestOffice.Done(office.Hold($"{batch}-000003"));
        await using TestConsole console = await TestConsole.Over(office);
        await using Visitor li = await (await Browser.Open(console)).SignIn("li", $"/batches/{batch}/paper");
        long files = office.Number($"SELECT total_fen FROM batches WHERE id = '{batch}'"),
            held = office.Number($"SELECT amount_fen FROM payments WHERE payment_no = '{batch}-000003'");

        Assert.That(await li.Text("[data-test=paper-total]"), Does.Contain(Jobs.Review.Words.Language.Money(files))
            .And.Contain(new Domain.Amounts.Money(files).InCapitals()));
        Assert.That(await li.Text("[data-test=paper-left]"), Does.Contain("1 笔").And.Contain(Jobs.Review.Words.Language.Money(held)));
        Assert.That(files, Is.EqualTo(office.Number($"SELECT SUM(amount_fen) FROM payments WHERE payment_no LIKE '{batch}-%'") - held));
    }

    [TestCase("zh-CN", "催缴通知", "3,680.00 元（大写：叁仟陆佰捌拾元整", "公示", "大写：")]
    [TestCase("en", "Request for repayment", "3,680.00 yuan", "Special assistance, child disabled", "yuan in all")]
    public async Task A_letter_and_a_posting_have_their_sums_and_the_number_of_each_page(
        string language, string title, string sum, string posting, string inAll)
    {
        TestOffice office = BusyOffice.Tell();
        await using TestConsole console = await TestConsole.Over(office);
        await using Visitor zhang = await (await Browser.Open(console, language, A4Width, A4Height)).SignIn("zhang", "/receivables");
        foreach ((string place, string press, string name, string[] says) in new[]
        {
            ("/receivables", "form[action='/files/letter'] button >> nth=0", "letter", new[] { title, sum }),
            ("/runs/2027-1", "form[action='/files/notice'] button >> nth=0", "posting", [posting, inAll]),
        })
        {
            await zhang.Go(place);
            IDownload file = await zhang.Page.RunAndWaitForDownloadAsync(() => zhang.Page.ClickAsync(press));
            string page = await File.ReadAllTextAsync((await file.PathAsync())!);
            IPage sheet = await zhang.Page.Context.NewPageAsync();
            await sheet.SetContentAsync(page);
            await sheet.PdfAsync(new()
            {
                Path = Browser.PictureOf($"paper-{name}-{language}").Replace(".png", ".pdf", StringComparison.Ordinal),
                PreferCSSPageSize = true,
            });
            string seen = await sheet.InnerTextAsync("body");
            Assert.That(says.Where(one => !seen.Contains(one, StringComparison.Ordinal)), Is.Empty, seen);
            Assert.That(page, Does.Contain("counter(page)"));
        }
    }

    [Test]
    public async Task The_pictures_of_the_readme_are_taken_on_request()
    {
        if (Environment.GetEnvironmentVariable(ReadmeFolder) is not { Length: > 0 } folder)
        {
            Assert.Ignore($"{ReadmeFolder} names no folder.");
            return;
        }

        TestInputs inputs = new TestInputs().WithSample(4000, faultsPercent: 1);
        TestOffice office = TestOffice.Staffed(inputs);
        office.Run();
        inputs.Clock.Advance(TimeSpan.FromDays(365));
        inputs.WithSample(4400, faultsPercent: 1, year: 2027);
        office.Run(2027);
        string batch = office.Text("SELECT id FROM batches WHERE payments > 20 ORDER BY payments DESC, id LIMIT 1")!;
        await using TestConsole console = await TestConsole.Over(office);
        await using Visitor li = await (await Browser.Open(console, "zh-CN", 1180, 700)).SignIn("li", $"/batches/{batch}");
        await li.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, "console-batch.png") });
        await using Visitor zhao = await (await Browser.Open(console, "en", 1180, 760)).SignIn("zhao", "/pictures");
        await zhao.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, "console-charts.png") });
    }

    [GeneratedRegex(@"/Type\s*/Page\b")]
    private static partial Regex PageOfPdf();
}
