using Disbursement.Domain.Amounts;
using Disbursement.Domain.History;
using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;

namespace Disbursement.Domain.Tests.Schemes;

/// <summary>Every kind of condition by itself: which months of 2026 it leaves a household, at its limit and one step either side.</summary>
internal sealed class ConditionKindTests
{
    private static readonly HashSet<string> Tried = [];

    private static readonly Child Grown = A.Child("2000-01-01"), Dead = A.Child("2000-01-01", died: "2026-03-15");

    private static readonly Claimant Plain = A.Mother("1966-08-15", applied: "2024-06-10");

    [TestCase("certificate_no", "1-12")]
    [TestCase("retired_on", "")]
    public void Given(string fact, string months) =>
        Leaves("given", $"fact={fact}", A.Household(A.Mother(certificate: "2014-05-06")), months);

    [TestCase("urban", "1-12")]
    [TestCase("rural", "")]
    [TestCase("rural urban", "1-12")]
    public void OneOf(string words, string months) => Leaves("oneOf", $"fact=hukou;words={words}", A.Household(Plain), months);

    [TestCase("2026-06-01", "1-12")]
    [TestCase("2026-05-31", "")]
    [TestCase("2026-06-30", "1-12")]
    [TestCase("2026-07-01", "")]
    public void DateWithin(string retired, string months) => Leaves("dateWithin", "fact=retired_on;from=first;before=end",
        A.Household(A.Mother(retired: retired)), months, ("first", A.Day("2026-06-01")), ("end", A.Day("2026-07-01")));

    [TestCase("2026-05-31", "1-5")]
    [TestCase("2025-12-31", "")]
    [TestCase(null, "1-12")]
    public void UntilMonthOf(string? died, string months) =>
        Leaves("untilMonthOf", "fact=death_date", A.Household(A.Mother(died: died)), months);

    [Test]
    public void Between()
    {
        Claimant healed = Plain with { ComplicationDate = A.Day("2026-02-28"), ComplicationEndedOn = A.Day("2026-09-01") };

        Leaves("between", "from=complication_date;until=complication_ended_on", A.Household(healed), "2-9");
        Leaves("between", "from=complication_date;until=complication_ended_on", A.Household(healed with { ComplicationEndedOn = null }),
            "2-12");
        Leaves("between", "from=complication_date;until=complication_ended_on", A.Household(Plain), "");
    }

    [TestCase(true, "")]
    [TestCase(false, "1-12")]
    public void CertificateHeld(bool isRequired, string months) =>
        Leaves("certificateHeld", "requiredBy=asked", A.Household(Plain), months, ("asked", isRequired));

    [TestCase(0, "")]
    [TestCase(3, "1-12")]
    [TestCase(4, "")]
    public void GradeUpTo(byte grade, string months) => Leaves("gradeUpTo", "fact=complication_grade;most=limit",
        A.Household(Plain with { Facts = A.Facts with { ComplicationGrade = grade } }), months, ("limit", 3));

    [TestCase("2026-05-31", "5-12")]
    [TestCase(null, "1-12")]
    public void AppliedMonth(string? applied, string months) =>
        Leaves("appliedMonth", "", A.Household(A.Mother(applied: applied)), months);

    [TestCase("2026-12-31", "1-12")]
    [TestCase("2027-01-01", "")]
    [TestCase(null, "1-12")]
    public void AppliedByYear(string? applied, string months) =>
        Leaves("appliedByYear", "", A.Household(A.Mother(applied: applied)), months);

    [TestCase(5000, "")]
    [TestCase(5001, "1-12")]
    public void CostAbove(int yuan, string months) => Leaves("costAbove", "fact=medical_self_paid;deductible=from",
        A.Household(Plain with { MedicalSelfPaid = A.Yuan(yuan) }), months,
        ("from", new Dated<Money>[] { new(A.Day("2016-01-01"), A.Yuan(5000), "", false) }));

    [TestCase("1966-08-15", "8-12")]
    [TestCase("1967-01-01", "")]
    public void FromAge(string born, string months) => Leaves("fromAge", "age=years", A.Household(A.Mother(born)), months, ("years", 60));

    [TestCase("1966-12-31", "1-12")]
    [TestCase("1967-01-01", "")]
    public void AgeByYear(string born, string months) =>
        Leaves("ageByYear", "age=years", A.Household(A.Mother(born)), months, ("years", 60));

    [TestCase("1976-12-31", "2026-12-31", "1-12")]
    [TestCase("1977-01-01", "2026-12-31", "")]
    [TestCase("1976-12-31", "2027-01-01", "")]
    public void AgeByYearOrChildless(string born, string died, string months) =>
        Leaves("ageByYearOrChildless", "age=full;ageChildless=less",
        A.Household(A.Mother(born), null, A.Child(died: died)), months, ("full", 60), ("less", 50));

    [TestCase("1977-08-15", null, "8-12")]
    [TestCase("1977-08-15", "2026-04-01", "4-12")]
    public void FamilyAge(string mother, string? died, string months) => Leaves("familyAge", "age=years",
        A.Household(A.Mother(mother, died: died), A.Father("1970-01-01")), months, Role.Father, ("years", 49));

    [TestCase("2014-01-01", "certificateYear", "1-12")]
    [TestCase("2026-05-06", "certificateYear", "1-12")]
    [TestCase("2026-05-06", "certificateMonth", "5-12")]
    [TestCase("2026-11-21", "certificateYear", "")]
    public void FromCertificate(string dated, string first, string months) => Leaves("fromCertificate",
        "fact=certificate_date;childAge=age;first=how", A.Household(A.Mother(certificate: dated), null, A.Child("2012-11-20")), months,
        ("age", 14), ("how", first));

    [TestCase("eventMonth", "1-3")]
    [TestCase("yearEnd", "1-12")]
    public void OneChildUntilSecond(string stop, string months)
    {
        Leaves("oneChildUntilSecond", "stop=how", A.Household(Plain, null, Grown, A.Child("2026-03-09")), months, ("how", stop));
        Leaves("oneChildUntilSecond", "stop=how", A.Household(Plain), "", ("how", stop));
    }

    [TestCase("2000-01-01", "1-12")]
    [TestCase("2000-01-02", "")]
    public void FirstChildBorn(string from, string months)
    {
        Leaves("firstChildBorn", "from=day", A.Household(Plain, null, Grown), months, ("day", A.Day(from)));
        Leaves("firstChildBorn", "from=day", A.Household(Plain), "1-12", ("day", A.Day(from)));
    }

    [Test]
    public void FirstChildUntilAge()
    {
        Leaves("firstChildUntilAge", "age=years", A.Household(Plain, null, A.Child("2012-11-20")), "1-11", ("years", 14));
        Leaves("firstChildUntilAge", "age=years", A.Household(Plain, null, A.Child("2012-11-20", died: "2026-11-19")), "1-12",
            ("years", 14));
    }

    [Test]
    public void FirstChildAlive() => Leaves("firstChildAlive", "", A.Household(Plain, null, Dead), "1-3");

    [TestCase("1999-12-31", "")]
    [TestCase("2000-01-01", "1-12")]
    public void ChildrenBy(string retired, string months) =>
        Leaves("childrenBy", "fact=retired_on;count=1", A.Household(A.Mother(retired: retired), null, Grown), months);

    [TestCase(false, "")]
    [TestCase(true, "1-12")]
    public void OneChildByYear(bool isTwoDaughters, string months)
    {
        Child girl = Grown with { IsGirl = true }, other = A.Child("2002-01-01") with { IsGirl = true };

        Leaves("oneChildByYear", "twoDaughters=two", A.Household(Plain, null, girl, other), months, ("two", isTwoDaughters));
        Leaves("oneChildByYear", "twoDaughters=two", A.Household(Plain, null, girl, A.Child("2002-01-01")), "", ("two", isTwoDaughters));
        Leaves("oneChildByYear", "twoDaughters=two", A.Household(Plain, null, Dead, other), "1-12", ("two", isTwoDaughters));
    }

    [TestCase("2026-03-15", "1-12")]
    [TestCase("2026-03-14", "1-3")]
    public void NeverTwoAlive(string born, string months) =>
        Leaves("neverTwoAlive", "", A.Household(Plain, null, Dead, A.Child(born)), months);

    [Test]
    public void EveryChildDead()
    {
        Leaves("everyChildDead", "", A.Household(Plain, null, Dead), "4-12");
        Leaves("everyChildDead", "", A.Household(Plain, null, Dead, A.Child("2026-06-01")), "4-6");
        Leaves("everyChildDead", "", A.Household(Plain), "");
    }

    [TestCase(3, "2-9")]
    [TestCase(4, "")]
    public void OneLivingDisabled(byte grade, string months) => Leaves("oneLivingDisabled", "most=limit", A.Household(Plain, null,
        Grown with { DisabilityGrade = grade, DisabilityDate = A.Day("2026-02-28"), DisabilityEndedOn = A.Day("2026-09-01") }), months,
        ("limit", 3));

    [TestCase("2026-12-31", "1-12")]
    [TestCase("2027-01-01", "")]
    public void ChildDiedByYear(string died, string months) =>
        Leaves("childDiedByYear", "", A.Household(Plain, null, A.Child(died: died)), months);

    [TestCase(1, "1-12")]
    [TestCase(0, "")]
    public void ChildDisabled(byte grade, string months) =>
        Leaves("childDisabled", "", A.Household(Plain, null, Grown with { DisabilityGrade = grade }), months);

    [Test]
    public void MonthsOf()
    {
        Leaves("monthsOf", "schemes=sab sad;as=special", A.Household(Plain, null, Dead), "4-12");
        Leaves("monthsOf", "schemes=sab sad;as=special", A.Household(Plain with { AppliedOn = null }, null, Dead), "");
    }

    [Test]
    public void YearsOf()
    {
        Leaves("yearsOf", "schemes=sab;as=special", A.Household(Plain, null, Dead), "1-12");
        Leaves("yearsOf", "schemes=sad;as=special", A.Household(Plain, null, Dead), "");
    }

    [Test]
    public void AnyMonthOf()
    {
        Leaves("anyMonthOf", "schemes=sad sab", A.Household(Plain, null, Dead), "1-12");
        Leaves("anyMonthOf", "schemes=sad", A.Household(Plain, null, Dead), "");
    }

    [TestCase(false, "")]
    [TestCase(true, "1-12")]
    public void NoMonthOf(bool mayStack, string months)
    {
        Leaves("noMonthOf", "schemes=sab sad;unless=both", A.Household(Plain with { AppliedOn = null }, null, Dead), months,
            ("both", mayStack));
        Leaves("noMonthOf", "schemes=sad;unless=both", A.Household(Plain, null, Dead), "1-12", ("both", mayStack));
    }

    [TestCase("2024-06-30", "1-12")]
    [TestCase("2025-12-31", "1-12")]
    [TestCase("2026-01-01", "")]
    [TestCase(null, "1-12")]
    public void AppliedWithin(string? applied, string months) => Leaves("appliedWithin", "fact=retired_on;years=within",
        A.Household(A.Mother(retired: "2024-03-01", applied: applied)), months, ("within", 1));

    [TestCase("2026-04-30", "4-12")]
    [TestCase("2027-01-01", "")]
    [TestCase(null, "")]
    public void FromMonthOf(string? retired, string months) =>
        Leaves("fromMonthOf", "fact=retired_on", A.Household(A.Mother(retired: retired)), months);

    [TestCase("2026-03-01", "3-12")]
    [TestCase("2025-01-01", "1-12")]
    public void FromDay(string day, string months) => Leaves("fromDay", "from=first", A.Household(Plain), months, ("first", A.Day(day)));

    [TestCase("2023-05-10", "1-4")]
    [TestCase("2023-01-01", "")]
    [TestCase("2025-01-01", "1-12")]
    public void BeforeAge(string born, string months)
    {
        Child child = new() { BirthDate = A.Day(born), Name = "child" };

        Leaves("beforeAge", "age=years", A.Household(Plain, null, child), months, Claimant.Of(child, [Role.Mother]), ("years", 3));
    }

    [TestCase(0, "")]
    [TestCase(1, "1-12")]
    public void ArrivedAs(int place, string months)
    {
        Child[] children =
            [new() { BirthDate = A.Day("2020-05-10"), Name = "first" }, new() { BirthDate = A.Day("2024-05-10"), Name = "second" }];

        Leaves("arrivedAs", "from=2;to=9", A.Household(Plain, null, children), months, Claimant.Of(children[place], [Role.Mother]));
    }

    [OneTimeTearDown]
    public void Every_kind_has_been_tried()
    {
        if (TestContext.CurrentContext.Result.PassCount > 40)
            Assert.That(ConditionKinds.All.Select(kind => kind.Name).Except(Tried), Is.Empty);
    }

    private static void Leaves(string kind, string arguments, Household household, string months, params (string, object)[] values) =>
        Leaves(kind, arguments, household, months, Role.Mother, values);

    private static void Leaves(string kind, string arguments, Household household, string months, Role role,
        params (string, object)[] values) =>
        Leaves(kind, arguments, household, months, role == Role.Mother ? household.Mother! : household.Father!, values);

    private static void Leaves(string kind, string arguments, Household household, string months, Claimant claimant,
        params (string, object)[] values)
    {
        lock (Tried)
            Tried.Add(kind);
        SchemeTerms terms = ShippedPack.Pack.TermsOf(Scheme.Of("ocr")) with { Values = values };
        Dictionary<string, IReadOnlyList<string>> given = arguments.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(argument => argument.Split('=')).ToDictionary(pair => pair[0], pair => (IReadOnlyList<string>)pair[1].Split(' '));
        ConditionKind found = ConditionKinds.Find(kind)!;
        Assert.That(given.Keys, Is.SubsetOf(found.Arguments.Select(argument => argument.Name)));
        Judgement judgement = found.Make(new KindTerms(
            new Arguments(given), ShippedPack.Pack.DefinitionOf(Scheme.Of("ocr")), terms));
        Case c = new(household, claimant, ClaimantHistory.Empty,
            SchemeRules.Of(ShippedPack.Pack), Month.December(2026));

        Assert.That(judgement.Allows(c, 2026).ToString(), Is.EqualTo(months), judgement.Fact(c, 2026));
    }
}
