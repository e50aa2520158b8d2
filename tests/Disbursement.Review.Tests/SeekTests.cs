using System.Diagnostics;
using System.Net;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Review;
using Disbursement.Jobs.Review.Payments;
using Disbursement.Jobs.Review.People;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Disbursement.Review.Tests;

/// <summary>The search box of every page: anything by what somebody types, within the own counties, masked and on record.</summary>
[TestFixture]
internal sealed class SeekTests
{
    private const string Batch = "2026-1-320302-ocr", Other = "2026-1-320303-ocr";

    private TestConsole _console = null!;

    [OneTimeSetUp]
    public async Task Open() => _console = await TestConsole.Over(TestConsole.Office2026());

    [OneTimeTearDown]
    public async Task Close() => await _console.DisposeAsync();

    private static IEnumerable<TestCaseData> Kinds()
    {
        TestHousehold theirs = A.Household(7), own = A.Household(41, "320303001001");
        foreach ((string what, string sought, string mine, string place) in new[]
        {
            ("id", theirs.MotherId, own.MotherId, "/people/"),
            ("account", Account(theirs), Account(own), "/people/"),
            ("household", theirs.Number, own.Number, "/found/"),
            ("payment", $"{Batch}-000003", $"{Other}-000001", "/payments/"),
            ("batch", Batch, Other, "/batches/"),
        })
            yield return new TestCaseData(sought, mine, place).SetArgDisplayNames(what);
    }

    [TestCaseSource(nameof(Kinds))]
    public async Task Anything_is_found_by_whoever_may_see_it_alone(string sought, string mine, string place)
    {
        using Walker li = await new Walker(_console).SignIn("li"), sun = await new Walker(_console).SignIn("sun");
        string found = await Seek(li, sought), own = await Seek(sun, mine), theirs = await Seek(sun, sought);
        (_, _, string page) = await li.Get(found);
        (_, _, string nothing) = await sun.Get(theirs);
        (HttpStatusCode status, _, string taken) = await sun.Get(found);

        Assert.That(found, Does.StartWith(place));
        Assert.That(own, Does.StartWith(place));
        Assert.That(theirs, Does.StartWith("/found/"));
        Assert.That(nothing, Does.Contain("没有找到").And.Not.Contain("H-00007"));
        Assert.That((status, taken.Contains("H-00007", StringComparison.Ordinal)),
            Is.EqualTo((place == "/found/" ? HttpStatusCode.OK : HttpStatusCode.NotFound, false)));
        Assert.That(page, Does.Not.Contain(A.Household(7).MotherId).And.Not.Contain(Account(A.Household(7))));
    }

    [Test]
    public async Task A_name_finds_those_of_ones_own_counties_and_stands_neither_in_a_link_nor_in_the_record()
    {
        string name = A.Household(41).Rows.Single(row => row["role"] == "mother")["name"];
        using Walker li = await new Walker(_console).SignIn("li"), sun = await new Walker(_console).SignIn("sun");
        string place = await Seek(sun, name);
        (_, _, string own) = await sun.Get(place);
        (_, _, string all) = await li.Get(await Seek(li, name));
        (_, _, string strange) = await li.Get(place);

        Assert.That(own, Does.Contain("H-00041").And.Not.Contain("H-00007"));
        Assert.That(all, Does.Contain("H-00041").And.Contain("H-00007"));
        Assert.That(strange, Does.Not.Contain("H-00041"));
        Assert.That(place, Does.Match("^/found/[0-9a-f]{64}$"));
        Assert.That(_console.Office.Texts("SELECT coalesce(subject, '') || coalesce(detail, '') || coalesce(reason, '') FROM audit")
            .Where(text => text.Contains(name, StringComparison.Ordinal)), Is.Empty);
        Assert.That(_console.HasAct("look-up", "sun"));
    }

    [Test]
    public async Task A_name_that_nobody_bears_is_sought_so_far_and_no_further_until_it_is_asked()
    {
        Database store = _console.Office.Setting.Store;
        SeekAnybody seek = new(store, _console.Office.Setting.Ring, new BatchNames());
        Sought first = seek.Run("查无此人", _console.Office["li"], CancellationToken.None, most: 1);
        List<string> runs = [];
        long looked = 0;
        Sought at = first;
        for (; at.SoFar is { } far; at = seek.Further(far, _console.Office["li"], CancellationToken.None, most: 1))
        {
            runs.Add(far.Run);
            Assert.That(far.Payments, Is.GreaterThan(looked));
            looked = far.Payments;
        }

        Assert.That(first.SoFar?.Batch, Is.Positive, "two batches are not opened in one search");
        Assert.That(runs, Has.Count.EqualTo(_console.Office.Number("SELECT COUNT(*) FROM batches WHERE payments > 0") - 1));
        Assert.That(seek.Run("查无此人", _console.Office["li"], CancellationToken.None, most: 1).SoFar, Is.Null, "what is open costs nothing");
        FoundAnswers answers = new(new Desk(_console.Work));
        string ticket = answers.Keep(_console.Office["li"].Id, first);
        using Walker wu = await new Walker(_console).SignIn("wu");
        using HttpResponseMessage taken = await wu.Send("/", "/find/seek", ("further", ticket));
        Assert.That(taken.Headers.Location!.ToString(), Does.StartWith("/found/"), "what another sought is nobody's to go on with");
    }

    [Test]
    public void Who_somebody_is_and_why_they_are_paid_is_told_to_officers_of_their_county_alone()
    {
        TestOffice office = _console.Office;
        Desk desk = new(_console.Work);
        using DisbursementDb db = desk.Read();
        using ClaimantKeys keys = new(desk.Ring);
        PaymentWhole whole = ReadConsole.Payment(db, desk.Ring, $"{Batch}-000003")!;
        Assert.That(CitizenId.TryParse(whole.Listed.Person.Id, out CitizenId id));
        ClaimantKey key = keys.Of(id);
        int Explained(string name) =>
            AboutPayment.Explain(desk, office[name], whole.Listed, whole.Batch, whole.Run, CancellationToken.None).Count;
        string? Named(string name) => NamePersons.Run(db, desk.Ring, [key], office[name]).GetValueOrDefault(key)?.Name;

        using IDisposable all = Assert.EnterMultipleScope();
        Assert.That((Explained("li"), Explained("sun")), Is.EqualTo((1, 0)));
        Assert.That((Named("li"), Named("sun")), Is.EqualTo((whole.Listed.Person.Name, default(string))));
    }

    [Test]
    public async Task The_persons_of_a_page_are_named_by_one_question_to_the_books()
    {
        Desk desk = new(_console.Work);
        using DisbursementDb db = desk.Read();
        ClaimantKey[] keys = [.. db.Claimants.ToRead().Where(row => row.Personal != null).OrderBy(row => row.Number).Take(20).AsEnumerable()
            .Select(row => ClaimantKey.Read(row.ClaimantKey))];
        using CountStatements asked = new(db);

        // Whether anybody listens is asked for once a second.
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        IReadOnlyDictionary<ClaimantKey, FoundPerson> named = NamePersons.Run(db, desk.Ring, keys, _console.Office["li"]);

        Assert.That((named.Count, named.Values.Count(one => one.Name.Length > 0), asked.Count), Is.EqualTo((20, 20, 1)));
    }

    [Test]
    public async Task The_page_of_a_person_has_every_year_on_one_line()
    {
        using Walker li = await new Walker(_console).SignIn("li");
        string place = await Seek(li, A.Household(7).MotherId);
        (_, _, string page) = await li.Get(place);

        Assert.That(page, Does.Contain("名册记载").And.Contain("H-00007").And.Contain("/payments/2026-1-320302-ocr-")
            .And.Contain("**********"));
    }

    private static string Account(TestHousehold household) => household.Rows.Single(row => row["role"] == "mother")["bank_account"];

    private static async Task<string> Seek(Walker officer, string sought)
    {
        using HttpResponseMessage answer = await officer.Send("/", "/find/seek", ("sought", sought));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        return answer.Headers.Location!.ToString();
    }

    /// <summary>Counts what a context asks the database.</summary>
    private sealed class CountStatements : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly DbContext _of;
        private readonly List<IDisposable> _ends = [];

        public CountStatements(DbContext of)
        {
            _of = of;
            _ends.Add(DiagnosticListener.AllListeners.Subscribe(this));
        }

        public int Count { get; private set; }

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == DbLoggerCategory.Name)
                _ends.Add(value.Subscribe(this));
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Key == RelationalEventId.CommandExecuting.Name && value.Value is CommandEventData told && told.Context == _of)
                Count++;
        }

        public void OnError(Exception error)
        {
        }

        public void OnCompleted()
        {
        }

        public void Dispose() => _ends.ForEach(one => one.Dispose());
    }
}
