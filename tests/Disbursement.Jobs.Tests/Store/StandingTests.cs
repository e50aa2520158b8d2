using Disbursement.Domain.Amounts;
using Disbursement.Domain.History;
using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Store.Standings;

namespace Disbursement.Jobs.Tests.Store;

/// <summary>What is kept of a claimant between runs is read as it was packed, and nothing else is read as one.</summary>
public sealed class StandingTests
{
    private static readonly Standing Whole = new(
        new ClaimantHistory
        {
            FirstAppliedOn = new DateOnly(2015, 12, 31),
            Facts = [(2025, YearFactsOf(3)), (2026, YearFactsOf(5))],
            Further = [(2026, new FurtherFact("care_level", -1, "中度")), (0, new FurtherFact("applied", 735_000, ""))],
            Settled = [(Scheme.Of("ocr"), 2025, new Money(36_000)), (Scheme.Of("sad"), 2026, new Money(-1))],
            Paid = [(Scheme.Of("ocr"), 2026, new Money(long.MaxValue / 100))],
            Receivables = [("parents", new Money(18_000))],
        },
        long.MaxValue / 3)
    {
        Account = new KnownAccount(ulong.MaxValue, 1, 2026),
    };

    [Test]
    public void A_standing_is_read_as_it_was_packed()
    {
        Standing read = Standing.Read(Packed());

        Assert.Multiple(() =>
        {
            Assert.That(read.LastClaimantNumber, Is.EqualTo(Whole.LastClaimantNumber));
            Assert.That(read.Account, Is.EqualTo(Whole.Account));
            Assert.That(read.History.FirstAppliedOn, Is.EqualTo(Whole.History.FirstAppliedOn));
            Assert.That(read.History.Facts, Is.EqualTo(Whole.History.Facts));
            Assert.That(read.History.Further, Is.EqualTo(Whole.History.Further));
            Assert.That(read.History.Settled, Is.EqualTo(Whole.History.Settled));
            Assert.That(read.History.Paid, Is.EqualTo(Whole.History.Paid));
            Assert.That(read.History.Receivables, Is.EqualTo(Whole.History.Receivables));
            Assert.That(Standing.LastNumberOf(Packed()), Is.EqualTo(Whole.LastClaimantNumber));
            Assert.That(Standing.Read(Standing.Renumbered(Packed(), 7)).LastClaimantNumber, Is.EqualTo(7));
        });
    }

    [Test]
    public void A_standing_that_is_cut_off_anywhere_is_refused()
    {
        byte[] packed = Packed();
        for (int length = 0; length < packed.Length; length++)
            Assert.That(() => Standing.Read(packed.AsSpan(0, length)), Throws.InstanceOf<IOException>(), $"{length} bytes");
    }

    [Test]
    public void A_count_that_the_bytes_cannot_hold_takes_no_memory()
    {
        byte[] packed = [3, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x07];
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.That(() => Standing.Read(packed), Throws.InstanceOf<IOException>());
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
    }

    [Test]
    public void A_number_longer_than_64_bits_is_refused() =>
        Assert.That(() => Standing.Read([3, .. Enumerable.Repeat((byte)0xFF, 11)]), Throws.InstanceOf<InvalidDataException>());

    private static YearFacts YearFactsOf(int packed) => YearFacts.Unpack(packed);

    private static byte[] Packed()
    {
        byte[] bytes = new byte[Whole.PackedLength];
        return bytes[..Whole.Pack(bytes)];
    }
}
