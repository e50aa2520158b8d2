using Disbursement.Domain.Households;

namespace Disbursement.Domain.Tests.Households;

internal sealed class YearFactsTests
{
    [Test]
    public void Unpacks_what_it_packed_for_all_values_and_no_two_share_a_number()
    {
        Dictionary<int, YearFacts> packed = [];
        foreach (YearFacts facts in All())
        {
            Assert.That(YearFacts.Unpack(facts.Pack()), Is.EqualTo(facts));
            Assert.That(packed.TryAdd(facts.Pack(), facts), Is.True, $"{facts} has the number of another");
            Assert.That((int)(ushort)facts.Pack(), Is.EqualTo(facts.Pack()), "the number fits 16 bits");
        }

        Assert.That(packed, Has.Count.EqualTo(2 * 2 * 2 * 3 * 5 * 4 * 2));
    }

    [Test]
    public void Keeps_the_numbers_that_are_already_stored()
    {
        Assert.That(default(YearFacts).Pack(), Is.Zero);
        Assert.That(A.Facts.Pack(), Is.EqualTo(1 << 10));
        Assert.That(
            new YearFacts(RewardPayer.Employer, true, true, CareLevel.Full, 4, MaritalStatus.Unmarried, Hukou.Urban).Pack(),
            Is.EqualTo(0b1_11_100_10_1_1_1));
    }

    private static IEnumerable<YearFacts> All() =>
        from payer in Enum.GetValues<RewardPayer>()
        from raise in new[] { false, true }
        from unlawful in new[] { false, true }
        from care in Enum.GetValues<CareLevel>()
        from grade in new byte[] { 0, 1, 2, 3, 4 }
        from status in Enum.GetValues<MaritalStatus>()
        from hukou in Enum.GetValues<Hukou>()
        select new YearFacts(payer, raise, unlawful, care, grade, status, hukou);
}
