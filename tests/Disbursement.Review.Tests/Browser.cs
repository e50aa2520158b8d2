using System.Text.RegularExpressions;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Tools;
using Microsoft.Playwright;

// Each fixture has an office and a service of its own; the browser's visitors share nothing.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(3)]

namespace Disbursement.Review.Tests;

/// <summary>The browser of this machine, without a window; one for all tests.</summary>
[SetUpFixture]
internal sealed class Browser
{
    private static readonly string[] Arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync"];
    /// <summary>Milliseconds until something is taken for broken that does not come. A machine with other work must not reach it.</summary>
    private const int Patience = 120_000;

    /// <summary>
    /// Set to 1, each test leaves pictures of what it saw in the folder pictures of its build; a picture costs half a second.
    /// </summary>
    public const string PicturesWanted = "DISBURSE_TEST_PICTURES";

    private static readonly string Pictures = Path.Combine(TestContext.CurrentContext.WorkDirectory, "pictures");

    private static readonly Lazy<Task<IPlaywright>> Driver = new(Playwright.CreateAsync);
    private static readonly Lazy<Task<IBrowser>> Opened = new(Launch);

    [OneTimeTearDown]
    public async Task Close()
    {
        if (Opened.IsValueCreated)
            await (await Opened.Value).CloseAsync();
        if (Driver.IsValueCreated)
            (await Driver.Value).Dispose();
        TestConsole.Forget();
        TestOffice.Forget();
        QuickDisk.Clear();
    }

    /// <summary>The browser without a window, which costs less than the whole one; Debian has it in a package.</summary>
    private const string Program = "chromium-headless-shell";

    /// <summary>A person at a browser of their own: nothing is shared with another.</summary>
    /// <param name="console">The console.</param>
    /// <param name="language">The browser's language.</param>
    /// <param name="width">The window's width in pixels.</param>
    /// <param name="height">The window's height in pixels.</param>
    /// <param name="at">Where the browser finds the console; null for its own address.</param>
    public static async Task<Visitor> Open(
        TestConsole console, string language = "zh-CN", int width = 1280, int height = 720, Uri? at = null)
    {
        RequiredTool.PathOf(Program);
        IBrowserContext context = await (await Opened.Value).NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = (at ?? console.Address).ToString(), Locale = language,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            AcceptDownloads = true,
        });
        IPage page = await context.NewPageAsync();
        page.SetDefaultTimeout(Patience);
        return new Visitor(page, at ?? console.Address);
    }

    private static async Task<IBrowser> Launch() =>
        await (await Driver.Value).Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = RequiredTool.PathOf(Program), Args = Arguments });

    public static bool TakesPictures => Environment.GetEnvironmentVariable(PicturesWanted) == "1";

    public static string PictureOf(string name)
    {
        Directory.CreateDirectory(Pictures);
        return Path.Combine(Pictures, $"{name}.png");
    }
}

/// <summary>A person at a browser. What the page complains about is remembered: a sound day has no complaint.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private const string Sentence = "() => document.querySelector('[data-test=told]:not(.told-none)')?.innerText ?? null";

    /// <summary>
    /// The dialog has come to rest and holds the focus, in a field where it has one to write in: before, a button may move away under the
    /// pointer, and what is typed may go to another field.
    /// </summary>
    private const string DialogStands = """
        () => {
            const dialog = document.querySelector('.mud-dialog');
            return dialog !== null && dialog.closest('.mud-dialog-container').contains(document.activeElement)
                && (dialog.querySelector('[data-keep]') === null || document.activeElement.matches('input, textarea, select'))
                && document.getAnimations().every(one => one.playState !== 'running' || !dialog.contains(one.effect.target));
        }
        """;

    /// <summary>What stands in the page is marked as what was there before, and the link is followed.</summary>
    private const string LeaveBy = """
        place => {
            window.headBefore = document.querySelector('h1')?.innerText;
            window.stoodSince = undefined;
            for (const one of document.querySelectorAll('main > :not(.print-only)')) one.wasBefore = true;
            const link = document.createElement('a');
            link.href = place;
            document.body.append(link);
            link.click();
            link.remove();
        }
        """;

    /// <summary>
    /// The page is another one: nothing of the former is there, or its title is another, since pages of one kind share what they are
    /// built of.
    /// </summary>
    private const string HasLeft = """
        () => {
            const parts = [...document.querySelectorAll('main > :not(.print-only)')];
            return parts.length > 0
                && (!parts.some(one => one.wasBefore) || document.querySelector('h1')?.innerText !== window.headBefore);
        }
        """;

    private readonly List<string> _complaints = [];
    private readonly Uri _address;
    private string? _before;

    public Visitor(IPage page, Uri address)
    {
        (Page, _address) = (page, address);
        page.Console += (_, message) =>
        {
            if (message.Type is "error")
                _complaints.Add(message.Text);
        };
        page.PageError += (_, error) => _complaints.Add(error);
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url).Host != "127.0.0.1" && !request.Url.StartsWith("data:", StringComparison.Ordinal)
                && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
                _complaints.Add($"asked another host: {request.Url}");
        };
    }

    public IPage Page { get; }

    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>
    /// Signs in and arrives at a page. The form is sent without drawing its page, which takes half as long;
    /// <see cref="SignInByHand"/> draws it.
    /// </summary>
    public async Task<Visitor> SignIn(string name, string back = "/", string password = TestOffice.Password)
    {
        using Walker form = new(_address);
        await form.SignIn(name, password, back: back);
        await Page.Context.AddCookiesAsync(form.Cookies.Select(cookie => new Microsoft.Playwright.Cookie
        {
            Name = cookie.Name, Value = cookie.Value, Domain = _address.Host, Path = "/", HttpOnly = cookie.HttpOnly,
        }));
        await Go(form.Place!);
        return this;
    }

    /// <summary>Signs in at the door, as a person does, and arrives at a page.</summary>
    public async Task<Visitor> SignInByHand(string name, string back = "/", string password = TestOffice.Password)
    {
        await Arrive($"/sign-in?back={Uri.EscapeDataString(back)}");
        await Page.FillAsync("input[name=name]", name);
        await Page.FillAsync("input[name=password]", password);
        await Page.EvaluateAsync("() => document.documentElement.dataset.before = ''");
        await Page.ClickAsync("button.main");
        await Page.WaitForFunctionAsync("() => document.readyState !== 'loading' && document.documentElement.dataset.before === undefined");
        await Ready();
        return this;
    }

    /// <summary>Whether the page says that there is nothing at its address.</summary>
    public async Task<bool> IsNowhere() => await Page.QuerySelectorAsync("main .empty[role=alert]") is not null;

    /// <summary>Another tab of the same browser: it shares the session.</summary>
    public async Task<Visitor> AnotherTab() => new(await Page.Context.NewPageAsync(), _address);

    public async Task Go(string place)
    {
        await Arrive(place);
        await Ready();
    }

    /// <summary>
    /// Goes on to another page as by a link, which costs a fraction of a page that is loaded. Where the page that is open does not listen,
    /// or is the same one in another state, the address is loaded.
    /// </summary>
    public async Task Turn(string place)
    {
        if (await Page.QuerySelectorAsync(".shell[data-live]") is null
            || new Uri(Page.Url).AbsolutePath == new Uri(new Uri(Page.Url), place).AbsolutePath)
        {
            await Go(place);
            return;
        }

        await Page.EvaluateAsync(LeaveBy, place);
        await Page.WaitForFunctionAsync(HasLeft);
        await Ready();
    }

    /// <summary>Goes to an address; once more where the page that was open went somewhere by itself at the same moment.</summary>
    private async Task Arrive(string place)
    {
        try
        {
            await Page.GotoAsync(place);
        }
        catch (PlaywrightException interrupted) when (interrupted.Message.Contains("interrupted by another", StringComparison.Ordinal)
            || interrupted.Message.Contains("ERR_ABORTED", StringComparison.Ordinal))
        {
            await Loaded();
            await Page.GotoAsync(place);
        }
    }

    /// <summary>
    /// Waits until the page is at an address, written with ** for any text. Looks again and again: a wait for the event of arriving misses
    /// one that comes in the moment in which it begins.
    /// </summary>
    public async Task At(string place, int seconds = 30)
    {
        Regex wanted = new($"^{Regex.Escape(place).Replace(@"\*\*", ".*", StringComparison.Ordinal)}$", RegexOptions.CultureInvariant);
        long until = Environment.TickCount64 + (seconds * 1000L);
        while (!wanted.IsMatch(Page.Url))
        {
            if (Environment.TickCount64 > until)
                throw new TimeoutException($"The page is at {Page.Url} and not at {place}.");
            await Task.Delay(50);
        }

        await Loaded();
    }

    /// <summary>Waits until the page is there whole. The page itself is asked: its event of being loaded is missed now and then.</summary>
    private async Task Loaded() => await Page.WaitForFunctionAsync("() => document.readyState === 'complete'");

    /// <summary>Waits until the page listens: buttons do something from then on.</summary>
    public async Task Ready()
    {
        if (await Page.QuerySelectorAsync(".door, .paper") is null)
            await Page.WaitForFunctionAsync("() => document.querySelector('.shell[data-live]') !== null");
    }

    /// <summary>Waits until the page has said everything that it says by itself when it opens.</summary>
    public Task Quiet() => Page.WaitForTimeoutAsync(1500);

    /// <summary>Gives a file, as soon as the field listens.</summary>
    public async Task Upload(string test, FilePayload file)
    {
        await Listens(test);
        await Page.SetInputFilesAsync($"[data-test={test}]", file);
    }

    public async Task Upload(string test, string path)
    {
        await Listens(test);
        await Page.SetInputFilesAsync($"[data-test={test}]", path);
    }

    private Task<IJSHandle> Listens(string test) => Page.WaitForFunctionAsync($$"""
        () => {
            const field = document.querySelector('[data-test={{test}}]');
            return field?.dataset.send !== undefined && !field.disabled;
        }
        """);

    public Task Press(string test) => Page.ClickAsync($"[data-test={test}]");

    /// <summary>Writes into a field of the open dialog, as soon as it has come to rest.</summary>
    public async Task Write(string field, string text)
    {
        await Rest();
        await Page.FillAsync(field, text);
    }

    /// <summary>Waits for the open dialog to stand still; a while at most, since a list that is open keeps the focus for itself.</summary>
    private async Task Rest()
    {
        try
        {
            await Page.WaitForFunctionAsync(DialogStands, null, new() { Timeout = 5_000 });
        }
        catch (TimeoutException)
        {
            await Page.WaitForSelectorAsync(".mud-dialog");
        }
    }

    /// <summary>Gives a reason, where one is asked for, and confirms.</summary>
    public async Task Confirm(string? reason = null)
    {
        await Rest();
        if (reason is not null)
            await Write("textarea", reason);
        _before = await Page.EvaluateAsync<string?>(Sentence);
        await Page.EvaluateAsync("() => document.querySelector('.mud-dialog').dataset.asked = ''");
        await Page.ClickAsync(".mud-dialog [data-test=confirm]");
        await PressAgain();
    }

    /// <summary>Gives the open dialog up by the key for it; once more where the dialog did not listen yet.</summary>
    public async Task GiveUp()
    {
        await Page.Keyboard.PressAsync("Escape");
        try
        {
            await Page.WaitForSelectorAsync(".mud-dialog", new() { State = WaitForSelectorState.Detached, Timeout = 10_000 });
        }
        catch (TimeoutException)
        {
            await Page.Keyboard.PressAsync("Escape");
            await Page.WaitForSelectorAsync(".mud-dialog", new() { State = WaitForSelectorState.Detached });
        }
    }

    /// <summary>A press that came while the page was drawing is lost, to a person too, who presses again after a while.</summary>
    private async Task PressAgain()
    {
        const string asked = ".mud-dialog[data-asked]";
        try
        {
            await Page.WaitForSelectorAsync(asked, new() { State = WaitForSelectorState.Detached, Timeout = 20_000 });
        }
        catch (TimeoutException)
        {
            await Page.ClickAsync($"{asked} [data-test=confirm]");
        }
    }

    /// <summary>What became of the last act; what was said of the one before does not count.</summary>
    public async Task<string> Told()
    {
        await Page.WaitForFunctionAsync($"before => {{ const now = ({Sentence})(); return now !== null && now !== before; }}", _before);
        return (await Page.EvaluateAsync<string?>(Sentence))!;
    }

    public Task<string> Text(string selector = "main") => Page.InnerTextAsync(selector);

    /// <summary>Takes a picture of the whole page, where pictures are wanted.</summary>
    public async Task Picture(string name)
    {
        if (!Browser.TakesPictures)
            return;
        await Page.EvaluateAsync("() => scrollTo(0, 0)");
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Browser.PictureOf(name), FullPage = true });
    }

    /// <summary>Leaves. What the page showed last goes with the test, for whoever asks why it failed.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            TellWhatWasSeen.Keep(
                $"{Page.Url}\n{string.Join('\n', _complaints)}\n{await Page.InnerTextAsync("body", new() { Timeout = 2000 })}");
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            TellWhatWasSeen.Keep($"{Page.Url}: {e.Message}");
        }

        await Page.Context.CloseAsync();
    }
}
