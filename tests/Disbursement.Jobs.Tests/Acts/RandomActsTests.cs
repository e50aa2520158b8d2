using System.Globalization;
using Disbursement.Jobs.Tests.Ledger;
using Disbursement.Jobs.Tests.Proofs;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>
/// Officers and a bank that do anything in any order: whatever is done or refused, the books prove themselves, and nobody was paid twice.
/// </summary>
[TestFixture]
internal sealed class RandomActsTests
{
    private const int Acts = 70;
    private const int Stories = 3;
    private const int ManyActs = 20_000;
    private const int ManyHouseholds = 450;
    private const string Counted = "SELECT coalesce(SUM(amount_fen), 0) FROM payments WHERE state NOT IN ('cancelled', 'reissued')";

    private static readonly string[] Ends = ["2026-09-15", "2026-08-15", ""];
    private static readonly string[] Events =
        [
        "accrue", "recover", "withdrawn", "offset", "repaid", "waived", "release", "paid", "failed", "bounced", "late", "cancel",
        "duplicate", "returned",
    ];

    private static int Times =>
        int.TryParse(Environment.GetEnvironmentVariable("DISBURSE_FUZZ"), CultureInfo.InvariantCulture, out int times) ? times : 1;

    /// <summary>
    /// Runs, acts and answers of two and a half years in which packs, registers and keys change. <c>DISBURSE_FUZZ=50</c> tells the 150
    /// stories that a change of acts or proofs is tried with.
    /// </summary>
    [Test]
    public void Whatever_is_done_the_books_prove_themselves()
    {
        for (int seed = 1; seed <= Stories * Times; seed++)
            Tell(seed);
    }

    private static void Tell(int seed)
    {
        Random random = new(seed);
        using TestOffice office = TestOffice.Staffed();
        RandomActs acts = new(office, random, FewFamilies);
        acts.Run();
        List<string> done = [];
        for (int i = 0; i < Acts; i++)
        {
            office.Inputs.Clock.Advance(TimeSpan.FromDays(13));
            done.Add(i % 9 == 8 ? acts.Run() : i % 5 == 4 ? acts.Change() : acts.Any());
        }

        string told = $"story {seed}\n{string.Join('\n', done)}";
        AddUp(office, told);
        Assert.That(office.Inputs.Replay().Select(check => check.FirstBreak), Is.All.Null, told);
    }

    /// <summary>
    /// Most acts are answers of the bank, which come in files; between the files officers do anything. Every answer is judged and booked,
    /// or put in quarantine, by itself. <c>DISBURSE_FUZZ=5</c> does the hundred thousand that a change of the ledger is proved by.
    /// </summary>
    [Test]
    public void After_many_thousand_acts_the_books_add_up_and_other_programs_agree()
    {
        int many = ManyActs * Times;
        Random random = new(20261128);
        using TestOffice office = TestOffice.Staffed();
        RandomActs acts = new(office, random, ManyFamilies);
        acts.Run();
        int done = 0;
        for (int day = 1; done < many; day++)
        {
            office.Inputs.Clock.Advance(TimeSpan.FromDays(1));
            acts.SendAll();
            done += acts.AnswerAll() + 1;
            acts.Collect();
            acts.BookLate();
            for (int i = 0; i < 4; i++, done++)
                acts.Any();
        }

        AddUp(office, $"{done} acts");
        Assert.That(office.Texts("SELECT DISTINCT event FROM transfers"), Is.SupersetOf(Events), acts.Collected);
        Assert.That(office.Number("SELECT COUNT(*) FROM transfers"), Is.GreaterThan(many / 2), "most answers move money");
        byte[] hledger = JournalChecks.Export(office.Setting.Store, Jobs.Ledger.ExportLedger.Hledger),
            beancount = JournalChecks.Export(office.Setting.Store, Jobs.Ledger.ExportLedger.Beancount);
        Assert.That((JournalChecks.CheckWithHledger(hledger).Exit, JournalChecks.CheckWithBeancount(beancount).Exit), Is.EqualTo((0, 0)));
    }

    private static void AddUp(TestOffice office, string told)
    {
        Assert.That(office.Breaks(), Is.Empty, told);
        Dictionary<string, long> balances = office.Balances();
        long expense = balances.Where(one => one.Key.StartsWith("expense:", StringComparison.Ordinal)).Sum(one => one.Value),
            owed = balances.Where(one => one.Key.StartsWith("receivable:", StringComparison.Ordinal)
                || one.Key.StartsWith("waiver:", StringComparison.Ordinal)).Sum(one => one.Value),
            repaid = office.Number("SELECT coalesce(SUM(fen), 0) FROM transfers WHERE event = 'repaid'");
        Assert.That(office.Number(Counted), Is.EqualTo(expense + owed + repaid), told);
        Assert.That(balances.Values.Sum(), Is.Zero);
    }

    /// <summary>A family that stays, one that moves between counties, and one with a disabled child; the two may be missing.</summary>
    private static void FewFamilies(TestInputs inputs, Random random) => inputs.Roster("a.csv",
    [
        A.Household(1),
        .. new[] { A.Household(2, random.Next(2) == 0 ? "320302001001" : "320303001001"), Disabled(3, random) }
            .Where(_ => random.Next(6) != 0),
    ]);

    private static void ManyFamilies(TestInputs inputs, Random random) => inputs.Roster("a.csv",
    [
        .. Enumerable.Range(1, ManyHouseholds).Select(number => number % 15 == 0
            ? Disabled(number, random)
            : A.Household(number, number % 3 == 0 ? "320303001001" : "320302001001")),
    ]);

    private static TestHousehold Disabled(int number, Random random)
    {
        string end = Ends[random.Next(Ends.Length)];
        return end.Length == 0 ? FullStory.WithDisabledChild(number) : FullStory.WithDisabledChild(number, ("disability_ended_on", end));
    }
}
