using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Registers;

namespace Disbursement.Domain.Tests.Registers;

/// <summary>What counts as a contradiction between a register and a roster, and what the rules see where the register decides.</summary>
[TestFixture]
internal sealed class CompareRegistersTests
{
    private static readonly Child Only = A.Child("2014-05-06");
    private static readonly Household Family = A.Household(A.Mother(), A.Father(), Only);

    [Test]
    public void A_death_that_the_roster_does_not_show_contradicts_it() =>
        Assert.That(Codes(Family, Death(Only.Id, "2026-02-03")), Is.EqualTo(["REG-DEATH death_date=- / death_date=2026-02-03"]));

    [Test]
    public void A_death_on_another_day_contradicts_it() =>
        Assert.That(Codes(A.Household(A.Mother(died: "2026-02-02"), null), Death(A.Mother().Id, "2026-02-03")),
            Is.EqualTo(["REG-DEATH death_date=2026-02-02 / death_date=2026-02-03"]));

    [Test]
    public void A_death_on_the_same_day_agrees() =>
        Assert.That(Codes(A.Household(A.Mother(died: "2026-02-03"), null), Death(A.Mother().Id, "2026-02-03")), Is.Empty);

    [Test]
    public void Of_several_deaths_the_line_that_stands_last_counts() =>
        Assert.That(Codes(A.Household(A.Mother(died: "2026-02-03"), null), Death(A.Mother().Id, "2025-01-01"),
            Death(A.Mother().Id, "2026-02-03")), Is.Empty);

    [Test]
    public void A_child_that_the_roster_does_not_show_contradicts_it_once_though_both_parents_have_it() =>
        Assert.That(Codes(Family, Birth(Family.Mother!.Id, "2026-03-09"), Birth(Family.Father!.Id, "2026-03-09")),
            Is.EqualTo(["REG-BIRTH children=2014-05-06 / birth_date=2026-03-09"]));

    [Test]
    public void A_child_of_the_roster_is_known_by_its_birth_date_where_no_number_tells_it() =>
        Assert.That(Codes(Family, Birth(Family.Mother!.Id, "2014-05-06")), Is.Empty);

    [Test]
    public void A_twin_is_told_by_its_number() =>
        Assert.That(Codes(Family, Birth(Family.Mother!.Id, "2014-05-06", Only.Id),
            Birth(Family.Mother!.Id, "2014-05-06", new CitizenId(Only.Id.Digits + 2))), Has.Exactly(1).Items);

    [Test]
    public void Two_lines_of_one_day_without_numbers_are_one_birth() =>
        Assert.That(Codes(Family, Birth(Family.Mother!.Id, "2026-03-09"), Birth(Family.Mother!.Id, "2026-03-09")), Has.Exactly(1).Items);

    [TestCase(0, "2015-01-01", 2, 1)]
    [TestCase(2, "2015-01-01", 2, 0)]
    [TestCase(3, "2015-01-01", 2, 1)]
    public void A_grade_that_the_roster_does_not_show_contradicts_it(byte shown, string from, byte registered, int contradictions) =>
        Assert.That(Codes(With(Only with { DisabilityGrade = shown, DisabilityDate = shown == 0 ? null : A.Day(from) }),
            Grade(Only.Id, "2018-01-01", registered)), Has.Exactly(contradictions).Items);

    [Test]
    public void Of_several_grades_the_one_from_the_latest_day_counts() =>
        Assert.That(Codes(With(Only with { DisabilityGrade = 2, DisabilityDate = A.Day("2015-01-01") }), Grade(Only.Id, "2019-01-01", 2),
            Grade(Only.Id, "2015-01-01", 3)), Is.Empty);

    [TestCase("2025-12-31", 0)]
    [TestCase("2026-01-01", 1)]
    public void A_grade_of_a_child_that_died_before_the_year_is_past_mattering(string died, int contradictions) =>
        Assert.That(Codes(With(Only with { DeathDate = A.Day(died) }), Grade(Only.Id, "2018-01-01", 2)), Has.Exactly(contradictions).Items);

    [Test]
    public void The_flags_of_a_household_name_each_register() =>
        Assert.That(ReviewFlagsOf.Text(ReviewFlagsOf.Household(Find(Family, Death(Only.Id, "2026-02-03"),
            Birth(Family.Mother!.Id, "2026-03-09"), Grade(Only.Id, "2018-01-01", 2)))), Is.EqualTo("REG-DEATH+REG-BIRTH+REG-GRADE"));

    [TestCase("", ReviewFlags.RegisteredBirth, "REG-BIRTH")]
    [TestCase("JUMP", ReviewFlags.RegisteredBirth, "JUMP+REG-BIRTH")]
    [TestCase("JUMP+REG-BIRTH", ReviewFlags.RegisteredBirth, "JUMP+REG-BIRTH")]
    [TestCase("JUMP+REG-BIRTH+PROMISE-DUE", ReviewFlags.None, "JUMP")]
    [TestCase("REG-DEATH", ReviewFlags.None, "")]
    [TestCase("", ReviewFlags.None, "")]
    public void A_payment_that_is_paid_again_has_the_flags_that_stand_against_its_household_now(string before, ReviewFlags now,
        string after) => Assert.That(ReviewFlagsOf.Again(before, now), Is.EqualTo(after));

    [Test]
    public void A_trusted_register_gives_the_household_its_facts()
    {
        CitizenId later = new(32030220260309_002UL);
        Household seen = Trust(
            Family, Death(Family.Father!.Id, "2026-01-05"), Grade(Only.Id, "2018-01-01", 2), Birth(Family.Mother!.Id, "2026-03-09", later),
            Death(later, "2026-04-01"));

        Assert.That(seen.Father!.DeathDate, Is.EqualTo(A.Day("2026-01-05")));
        Assert.That(seen.Mother!.DeathDate, Is.Null);
        Assert.That(seen.Children.ToArray()
            .Select(child => (child.BirthDate, child.DeathDate, child.DisabilityGrade, child.DisabilityDate)), Is.EqualTo(
            [(A.Day("2014-05-06"), (DateOnly?)null, (byte)2, (DateOnly?)A.Day("2018-01-01")),
                (A.Day("2026-03-09"), A.Day("2026-04-01"), (byte)0, null)]));
    }

    [Test]
    public void What_a_trusted_register_gave_contradicts_it_no_more()
    {
        RegisterEntry[] entries = [Death(Only.Id, "2026-02-03"), Birth(Family.Mother!.Id, "2026-03-09"), Grade(Only.Id, "2018-01-01", 2)];

        Assert.That(Codes(Trust(Family, entries), entries), Is.Empty);
    }

    private static Household With(Child child) => A.Household(A.Mother(), A.Father(), child);

    private static Household Trust(Household household, params RegisterEntry[] entries) =>
        TrustRegisters.Run(A.Accepted(household), Find(household, entries)).Household;

    private static IEnumerable<string> Codes(Household household, params RegisterEntry[] entries) =>
        Find(household, entries).Select(one => $"{one.Code} {one.RosterSays} / {one.RegisterSays}");

    private static IReadOnlyList<Contradiction> Find(Household household, params RegisterEntry[] entries) =>
        CompareRegisters.Run(A.Accepted(household), new Month(2026, 1), person => [.. entries.Where(entry => entry.Person == person)]);

    private static RegisterEntry Death(CitizenId person, string day) => new(RegisterKind.Death, person, A.Day(day), 0, default, default);

    private static RegisterEntry Birth(CitizenId parent, string day, CitizenId child = default) =>
        new(RegisterKind.Birth, parent, A.Day(day), 0, child, default);

    private static RegisterEntry Grade(CitizenId person, string day, byte grade) =>
        new(RegisterKind.Disability, person, A.Day(day), grade, default, default);
}
