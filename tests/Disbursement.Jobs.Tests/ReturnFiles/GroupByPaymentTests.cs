using System.Globalization;
using CsCheck;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Returns;
using Disbursement.Jobs.ReturnFiles;

namespace Disbursement.Jobs.Tests.ReturnFiles;

/// <summary>From the bytes of a file to what is booked: the order of its lines changes nothing, and its size needs no memory.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class GroupByPaymentTests
{
    private ReturnFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new ReturnFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void Shuffling_the_lines_of_a_file_never_changes_which_payments_are_booked_and_how() =>
        Gen.Select(GenLine.Array[0, 25].SelectMany(lines => Gen.Shuffle((TestReturn[])lines.Clone()).Select(shuffled => (lines, shuffled))),
            Gen.Enum<ReturnLayout>(), Gen.Enum<TestEncoding>()).Sample(
            (pair, layout, encoding) =>
            {
                string[] booked = Booked(pair.lines, layout, encoding), shuffled = Booked(pair.shuffled, layout, encoding);
                return booked.SequenceEqual(shuffled) && booked.Length == booked.Select(line => line.Split(' ')[0]).Distinct().Count();
            },
            iter: 400,
            threads: 1);

    [TestCase(256)]
    [TestCase(1 << 20)]
    public void Answers_to_one_payment_come_together_in_the_order_of_lines_as_they_were(int budget)
    {
        TestReturn[] lines = [.. Enumerable.Range(0, 500).Select(i => new TestReturn(
            $"p{i * 7 % 50:00}", $"{i}.5", i % 3 == 0 ? "failed" : "paid", i % 3 == 0 ? $"原因{i}" : "", i % 4 == 0 ? "" : "2026-06-05"))];
        ReturnItem.Answer[] answers = [.. _folder.Read(ComposeReturns.Text(lines)).Lines.OfType<ReturnItem.Answer>()];

        IReadOnlyList<ReturnItem.Answer>[] groups = [.. GroupByPayment.Run(answers, _folder.Root, budget)];

        Assert.Multiple(() =>
        {
            Assert.That(answers, Has.Length.EqualTo(500));
            Assert.That(groups.Select(group => group[0].Said.PaymentNo), Is.EqualTo(Enumerable.Range(0, 50).Select(i => $"p{i:00}")));
            Assert.That(groups.SelectMany(group => group),
                Is.EqualTo(answers.OrderBy(answer => answer.Said.PaymentNo, StringComparer.Ordinal).ThenBy(answer => answer.Line)));
            Assert.That(Directory.GetFiles(_folder.Root), Is.EqualTo(new[] { _folder.File }), "what was spilled is gone");
        });
    }

    [Test]
    public void One_number_that_begins_another_is_another_payment() =>
        Assert.That(Booked([ComposeReturns.Paid("p1"), ComposeReturns.Paid("p"), ComposeReturns.Paid("p 1")], ReturnLayout.Columns,
            TestEncoding.Utf8).Select(line => line.Split(':')[0]), Is.EqualTo(new[] { "p", "p 1", "p1" }));

    [Test]
    public void A_file_of_200_000_lines_is_read_and_grouped_in_bounded_memory(
        [Values(ReturnLayout.Columns, ReturnLayout.BankText)] ReturnLayout layout,
        [Values(TestEncoding.Utf8, TestEncoding.Gb18030)] TestEncoding encoding)
    {
        const int Lines = 200_000;
        ComposeReturns.Write(_folder.File,
            Enumerable.Range(0, Lines).Select(i => ComposeReturns.Failed(string.Create(CultureInfo.InvariantCulture,
                $"2026-1-320302-sab-{(i * 7919L % Lines) + 1:000000}"))), layout, encoding);
        long before = GC.GetTotalMemory(forceFullCollection: true), peak = 0, groups = 0;

        ReturnReading reading = _folder.Read();
        foreach (IReadOnlyList<ReturnItem.Answer> group in GroupByPayment.Run(
            reading.Lines.OfType<ReturnItem.Answer>(), _folder.Root, 4 << 20))
        {
            groups += group.Count;
            if (groups % 20_000 == 0)
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        Assert.That((groups, reading.Warnings.Count), Is.EqualTo(((long)Lines, 0)));
        Assert.That(peak, Is.LessThan(24 << 20), $"{peak >> 10} KiB held");
    }

    private static Gen<TestReturn> GenLine => Gen.Select(
        Gen.OneOf("p1", "p2", "p3", "p4", "p9", ""),
        Gen.OneOf("590.00", "590", "590.00", "589.99", "x"),
        Gen.OneOf("paid", "paid", "failed", "成功", "退汇"),
        Gen.OneOf("", "户名不符", "销户"),
        Gen.OneOf("2026-06-05", "2026/6/6", "", "2026-06-11", "?"),
        (number, amount, status, reason, day) => new TestReturn(number, amount, status, reason, day));

    /// <summary>
    /// What is booked of a file, by payment. Payments p1 to p3 were released, p4 is paid already, and nobody knows the others.
    /// </summary>
    private string[] Booked(TestReturn[] lines, ReturnLayout layout, TestEncoding encoding)
    {
        ReturnReading reading = _folder.Read(ComposeReturns.Encode(ComposeReturns.Text(lines, layout), encoding));
        List<string> booked = [];
        foreach (IReadOnlyList<ReturnItem.Answer> group in GroupByPayment.Run(reading.Lines.OfType<ReturnItem.Answer>(), _folder.Root))
        {
            ReturnLine[] said = [.. group.Select(answer => answer.Said)];
            IReadOnlyList<ReturnVerdict> verdicts = JudgeReturns.Run(said, Known(said[0].PaymentNo));
            booked.AddRange(said.Where((_, i) => verdicts[i] is ReturnVerdict.Booked).Select(line => $"{line.PaymentNo}: {line.Status} "
                + $"{line.Reason} {line.SettledOn:O}"));
        }

        return [.. booked];
    }

    private static KnownPayment? Known(string number) => number switch
    {
        "p4" => new KnownPayment(number, Money.FromYuan(590m), PaymentState.Paid),
        "p9" or "" => null,
        _ => new KnownPayment(number, Money.FromYuan(590m), PaymentState.Released),
    };
}
