using Disbursement.Jobs.Store.Standings;

namespace Disbursement.Jobs.Tests.Store;

[TestFixture]
internal sealed class KnownAccountTests
{
    private const ulong Old = 11, New = 22;

    private static readonly KnownAccount Paid = default(KnownAccount).After(2026, Old);

    [Test]
    public void The_first_account_and_the_same_one_are_no_news() =>
        Assert.That((default(KnownAccount).IsNewIn(2026, Old), Paid.IsNewIn(2026, Old), Paid.IsNewIn(2027, Old)),
            Is.EqualTo((false, false, false)));

    [Test]
    public void Another_account_is_news_in_every_payment_of_its_year_and_known_in_the_next()
    {
        KnownAccount changed = Paid.After(2027, New);

        Assert.That((Paid.IsNewIn(2027, New), changed.IsNewIn(2027, New), changed.IsNewIn(2028, New)), Is.EqualTo((true, true, false)));
    }

    [Test]
    public void A_change_that_was_taken_back_is_news_again_in_whatever_year_it_comes() =>
        Assert.That(Paid.After(2027, New).TakenBack(2027).IsNewIn(2028, New), Is.True);

    [Test]
    public void A_payment_of_a_later_year_that_is_taken_back_takes_no_change_back() =>
        Assert.That(Paid.After(2027, New).TakenBack(2028).IsNewIn(2028, New), Is.False);

    [Test]
    public void Two_changes_in_one_year_are_taken_back_to_the_account_before_both() =>
        Assert.That(Paid.After(2027, 33).After(2027, New).TakenBack(2027), Is.EqualTo(Paid));
}
