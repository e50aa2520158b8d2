using System.Diagnostics;
using System.Globalization;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Review.Tests;

/// <summary>
/// How long officers wait for the first view of each list of a large office, in a browser, and what it costs the processor: on request,
/// since a run of so many households comes before it. The figures are printed; docs/operations.md has those of one machine.
/// </summary>
[TestFixture]
[NonParallelizable]
internal sealed class SpeedTests
{
    /// <summary>How many households the office has; nothing is measured where it is not set.</summary>
    private const string Wanted = "DISBURSE_TEST_SPEED";

    /// <summary>How large a roster is handed in, in megabytes; none where it is not set.</summary>
    private const string UploadWanted = "DISBURSE_TEST_UPLOAD";

    private const int Times = 3, Tries = 10;
    private const float Patience = 900_000;
    private const long Mebibyte = 1024 * 1024;

    private static readonly string[] Lists =
    [
        "/", "/batches", "/batches?page=2", "/batches?group=county", "/batches/{0}", "/batches/{0}/payments",
        "/batches/{0}/payments?sort=amount&down=true", "/batches/{0}/payments?group=village", "/review", "/review?batch={0}&what=new",
        "/runs", "/runs/2026-1", "/returns", "/unpaid", "/unpaid?county=320302&state=proposed", "/receivables", "/stops", "/objections",
        "/pictures",
    ];

    [Test]
    public async Task Each_list_is_measured_on_request()
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable(Wanted), NumberStyles.None, CultureInfo.InvariantCulture, out int households))
        {
            Assert.Ignore($"{Wanted} names no number of households.");
            return;
        }

        TestOffice office = TestOffice.Staffed(new TestInputs().WithSample(households, faultsPercent: 1));
        office.Run();
        string batch = office.Text("SELECT id FROM batches ORDER BY payments DESC LIMIT 1")!;
        await using TestConsole console = await TestConsole.Over(office);
        await using Visitor li = await (await Browser.Open(console)).SignIn("li");
        await TestContext.Out.WriteLineAsync($"{office.Number("SELECT COUNT(*) FROM payments")} payments, "
            + $"{office.Number("SELECT COUNT(*) FROM batches")} batches, "
            + $"{office.Number($"SELECT payments FROM batches WHERE id = '{batch}'")} payments in {batch}");
        foreach (string list in Lists)
        {
            string address = string.Format(CultureInfo.InvariantCulture, list, batch);
            await Measure(list, () => li.Go(address));
        }

        foreach ((string what, string sought) in new[]
        {
            ("nobody, first time", "查无此人"), ("nobody, again", "查无此人"), ("household", "H-0000001"), ("payment", $"{batch}-000001"),
            ("identity number", People.Id("1975-03-04", isFemale: true, 3)), ("account", People.Card(77)),
        })
            await Measure($"search: {what}", async () =>
            {
                await li.Page.FillAsync("[data-test=sought]", sought);
                await li.Page.ClickAsync("[data-test=seek-anything]");
                await li.Page.WaitForURLAsync(url => url.Contains("/found/", StringComparison.Ordinal)
                    || url.Contains("/people/", StringComparison.Ordinal) || url.Contains("/payments/", StringComparison.Ordinal));
                await li.Ready();
            }, times: 1);
        Assert.That(li.Complaints, Is.Empty);
    }

    /// <summary>A large roster through the browser: how long it takes to come and to be checked, and the memory of the service.</summary>
    [Test]
    public async Task A_roster_of_many_megabytes_is_handed_in_on_request()
    {
        string? wanted = Environment.GetEnvironmentVariable(UploadWanted);
        if (!int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out int megabytes))
        {
            Assert.Ignore($"{UploadWanted} names no number of megabytes.");
            return;
        }

        await using TestConsole console = await TestConsole.Over(TestConsole.Office2026());
        string roster = Path.Combine(console.Office.Inputs.Root, "320302 large.csv");
        await using (StreamWriter file = new(roster))
        {
            for (int first = 1; file.BaseStream.Length < megabytes * Mebibyte; first += 1000)
            {
                string text = RosterText.Of([.. Enumerable.Range(first, 1000).Select(ManyPaymentsTests.Family)]);
                await file.WriteAsync(first == 1 ? text : text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
                await file.FlushAsync();
            }
        }

        await using Visitor zhang = await (await Browser.Open(console)).SignIn("zhang", "/rosters?year=2027");
        long before = Environment.WorkingSet, most = 0;
        using Timer look = new(_ => most = Math.Max(most, Environment.WorkingSet), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
        await Step("comes and is checked", async () =>
        {
            await zhang.Upload("roster", roster);
            await zhang.Page.WaitForSelectorAsync("[data-test=verdict]", new() { Timeout = Patience });
        });
        await zhang.Picture("roster-large");
        await zhang.Press("put-in");
        await zhang.Confirm();
        await Step("is put in", () => zhang.Page.WaitForSelectorAsync("[data-test=told].told-done", new() { Timeout = Patience }));
        await TestContext.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{new FileInfo(roster).Length >> 20} MiB; memory {before >> 20} MiB before, {most >> 20} MiB at most"));
        Assert.That(new FileInfo(console.Office.Inputs.PathOf("320302 large.csv", 2027)).Length, Is.EqualTo(new FileInfo(roster).Length));
        Assert.That(zhang.Complaints, Is.Empty);
    }

    /// <summary>How long after an act of somebody else an open page shows what became of it.</summary>
    [Test]
    public async Task An_open_page_shows_what_somebody_else_did_within_two_seconds_on_request()
    {
        if (Environment.GetEnvironmentVariable(Wanted) is null)
        {
            Assert.Ignore($"{Wanted} is not set.");
            return;
        }

        await using TestConsole console = await TestConsole.Over(TestConsole.Office2026());
        await using Visitor li = await (await Browser.Open(console)).SignIn("li", "/batches/2026-1-320302-ocr/payments");
        List<double> seconds = [];
        for (int i = 1; i <= Tries; i++)
        {
            string no = string.Create(CultureInfo.InvariantCulture, $"2026-1-320302-ocr-{i:000000}");
            await Task.Delay(TimeSpan.FromMilliseconds(2000 + (137 * i)));
            TestOffice.Done(console.Office.Hold(no, console.Office["wu"]));
            Stopwatch watch = Stopwatch.StartNew();
            await li.Page.WaitForSelectorAsync($"tr:has(a[href='/payments/{no}']) .badge-held");
            seconds.Add(watch.Elapsed.TotalSeconds);
        }

        seconds.Sort();
        await TestContext.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"shown after {seconds[0]:0.00} to {seconds[^1]:0.00} s, in the middle {seconds[Tries / 2]:0.00} s"));
        Assert.That(seconds[^1], Is.LessThan(2));
    }

    private static async Task Step(string what, Func<Task> step)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        Stopwatch watch = Stopwatch.StartNew();
        await step();
        await TestContext.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{what}: {watch.Elapsed.TotalSeconds:0.0} s, processor {(Environment.CpuUsage.TotalTime - before).TotalSeconds:0.0} s"));
    }

    /// <summary>The middle one of some times.</summary>
    private static async Task Measure(string what, Func<Task> go, int times = Times)
    {
        List<(double Wall, double Processor)> taken = [];
        for (int i = 0; i < times; i++)
        {
            TimeSpan before = Environment.CpuUsage.TotalTime;
            Stopwatch watch = Stopwatch.StartNew();
            await go();
            taken.Add((watch.Elapsed.TotalMilliseconds, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds));
        }

        (double wall, double processor) = (taken.Select(one => one.Wall).Order().ElementAt(times / 2),
            taken.Select(one => one.Processor).Order().ElementAt(times / 2));
        await TestContext.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"| `{what}` | {taken[0].Wall:0} | {wall:0} | {processor:0} |"));
    }
}
