using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Store;

/// <summary>The payments of a township, found by their place among those of the batch.</summary>
[TestFixture]
internal sealed class ListPaymentsTests
{
    private static readonly string[] Villages = ["320302001001", "320302001002", "320302001011", "320302002001", "320302010001"];

    [Test]
    public void A_township_has_the_payments_whose_region_begins_so_also_where_some_are_paid_again()
    {
        using TestOffice office = TestOffice.Staffed();
        office.Inputs.Roster("a.csv", [.. Enumerable.Range(0, 20).Select(i => A.Household(i + 1, Villages[i % 5]))]);
        office.Run();
        office.Send("2026-1-320302-ocr");
        TestOffice.Done(office.Import("bank.csv",
            [.. Enumerable.Range(1, 40).Select(i => office.Answer($"2026-1-320302-ocr-{i:000000}", i % 3 == 0 ? "failed" : "paid"))]));
        office.Inputs.Roster("a.csv", [.. Enumerable.Range(0, 25).Select(i => A.Household(i + 1, Villages[i % 4]))]);
        office.Run();

        using DisbursementDb db = office.Setting.Store.Model();
        Dictionary<string, string> regions = office.Rows("SELECT p.payment_no, c.region_code FROM payments p JOIN claimants c ON c.number "
            + "= p.claimant_number").ToDictionary(row => row["payment_no"], row => row["region_code"]);
        foreach (BatchRecord batch in db.Batches.ToArray())
        {
            foreach (string begin in new[] { "3", "320302", "320302001", "3203020010", "320302001001", "320302001002", "320302002",
                "320302010001", "320302003", "320303", "9", "0" })
            {
                string[] listed = [.. ListPayments.Run(db, office.Setting.Ring, batch.Number, new PaymentFilter { Township = begin }, 0,
                    1000).Page.Select(one => one.Payment.PaymentNo)];
                Assert.That(listed, Is.EqualTo(regions.Where(one => one.Key.StartsWith(batch.Id + "-", StringComparison.Ordinal)
                    && one.Value.StartsWith(begin, StringComparison.Ordinal)).Select(one => one.Key)
                        .Order(StringComparer.Ordinal)), $"{batch.Id} {begin}");
            }
        }

        Assert.That(office.Number("SELECT COUNT(*) FROM payments WHERE replaces IS NOT NULL"), Is.EqualTo(13));
    }

    [Test]
    public void The_sums_of_groups_are_those_of_the_payments_in_the_filter()
    {
        using TestOffice office = TestOffice.Staffed();
        office.Inputs.Roster("a.csv", [.. Enumerable.Range(0, 20).Select(i => A.Household(i + 1, Villages[i % 5]))]);
        office.Run();
        using DisbursementDb db = office.Setting.Store.Model();
        BatchRecord batch = db.Batches.Single();
        PaymentFilter filter = new() { Township = "320302001" };

        Assert.That(
            ListPayments.Groups(db, batch.Number, new PaymentFilter(), PaymentGroups.Township).Select(one => (one.Key, one.Payments)),
            Is.EqualTo(new[] { ("320302001", 24), ("320302002", 8), ("320302010", 8) }));
        foreach (PaymentGroups by in Enum.GetValues<PaymentGroups>())
        {
            IReadOnlyList<PaymentGroup> groups = ListPayments.Groups(db, batch.Number, filter, by);
            long fen = ListPayments.Sum(db, batch.Number, filter);
            Assert.That((groups.Sum(one => one.Payments), groups.Sum(one => one.AmountFen),
                groups.Sum(one => one.CurrentFen + one.ArrearsFen - one.OffsetFen)), Is.EqualTo((24, fen, fen)), $"{by}");
        }
    }
}
