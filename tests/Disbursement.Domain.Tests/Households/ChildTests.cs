using Disbursement.Domain.Households;

namespace Disbursement.Domain.Tests.Households;

internal sealed class ChildTests
{
    [TestCase("2000-01-01", null, "2000-01-01")]
    [TestCase("2000-01-01", "2003-05-05", "2003-05-05")]
    [TestCase("2000-01-01", "1999-12-31", "2000-01-01")]
    public void Arrives_at_the_later_of_birth_and_adoption(string born, string? adopted, string arrival) =>
        Assert.That(A.Child(born, adopted: adopted).Arrival, Is.EqualTo(A.Day(arrival)));

    [Test]
    public void Children_stand_in_the_order_of_arrival_then_birth_then_number_then_name()
    {
        Child last = A.Child("1990-01-01", adopted: "2005-01-01", name: "e", id: 1);
        Child older = A.Child("1999-01-01", adopted: "2000-01-01", name: "d", id: 9);
        Child lowNumber = A.Child("2000-01-01", name: "z", id: 5);
        Child highNumber = A.Child("2000-01-01", name: "a", id: 6);
        Child sameNumber = A.Child("2000-01-01", name: "b", id: 6);

        Household household = A.Household(null, null, last, sameNumber, highNumber, lowNumber, older);

        Assert.That(household.Children.ToArray(), Is.EqualTo(new[] { older, lowNumber, highNumber, sameNumber, last }));
        Assert.That(household.FirstChild, Is.SameAs(older));
    }

    [Test]
    public void Names_are_ordered_by_their_characters_and_not_by_a_language()
    {
        Child upper = A.Child(name: "B"), lower = A.Child(name: "a");

        Assert.That(Child.InOrderOfArrival(upper, lower), Is.Negative);
        Assert.That(Child.InOrderOfArrival(upper, upper), Is.Zero);
    }

    [Test]
    public void A_household_without_children_has_no_first_child() => Assert.That(A.Household().FirstChild, Is.Null);

    [TestCase("2010-05-04", false)]
    [TestCase("2010-05-05", false)]
    [TestCase("2010-05-06", true)]
    [TestCase(null, true)]
    public void Lived_beside_the_next_only_if_it_died_after_the_next_arrived(string? died, bool isBeside)
    {
        Child first = A.Child("2000-01-01", died), next = A.Child("2010-05-05");

        Assert.That(first.LivedBeside(next), Is.EqualTo(isBeside));
        Assert.That(next.LivedBeside(first), Is.EqualTo(isBeside));
    }

    [Test]
    public void Lived_beside_is_counted_from_the_adoption_and_not_from_birth()
    {
        Child first = A.Child("2000-01-01", "2012-01-01");

        Assert.That(first.LivedBeside(A.Child("2010-05-05", adopted: "2012-01-01")), Is.False);
        Assert.That(first.LivedBeside(A.Child("2010-05-05", adopted: "2011-12-31")), Is.True);
    }

    [Test]
    public void A_newborn_that_died_on_its_birthday_lived_beside_its_living_sibling()
    {
        Child sibling = A.Child("2000-01-01"), newborn = A.Child("2010-05-05", "2010-05-05");

        Assert.That(sibling.LivedBeside(newborn), Is.True);
        Assert.That(newborn.LivedBeside(sibling), Is.True);
    }

    [TestCase("2020-02-01", false)]
    [TestCase("2020-02-02", true)]
    [TestCase("2020-02-03", true)]
    public void Is_dead_by_the_day_of_death_itself(string day, bool isDead) =>
        Assert.That(A.Child(died: "2020-02-02").IsDeadBy(A.Day(day)), Is.EqualTo(isDead));

    [Test]
    public void A_living_child_is_dead_by_no_day() => Assert.That(A.Child().IsDeadBy(DateOnly.MaxValue), Is.False);
}
