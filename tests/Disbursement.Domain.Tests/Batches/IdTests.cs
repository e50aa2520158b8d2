using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Ledger;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Returns;
using Disbursement.Domain.Schemes;

namespace Disbursement.Domain.Tests.Batches;

/// <summary>Ids that hold other ids: the values are those that stand in databases.</summary>
[TestFixture]
internal sealed class IdTests
{
    [Test]
    public void A_batch_is_numbered_by_run_county_and_scheme()
    {
        BatchNumber number = BatchNumber.Of(3, 2, 7);

        Assert.That((number.Value, number.Run, number.Next.Value), Is.EqualTo((3 * 65536 + 2 * 256 + 7, 3, number.Value + 1)));
        Assert.That(BatchNumber.OfRun(3), Is.EqualTo((196608L, 262144L)));
    }

    [Test]
    public void The_last_county_still_has_numbers_of_its_own() =>
        Assert.That(BatchNumber.Of(3, BatchNumber.MostCounties - 1, 255).Run, Is.EqualTo(3));

    [Test]
    public void Refuses_a_county_whose_batches_would_have_the_numbers_of_another_run() =>
        Assert.That(() => BatchNumber.Of(3, BatchNumber.MostCounties, 0), Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void A_payment_stands_in_its_batch()
    {
        Assert.That(PaymentId.Of(new(4096), 7).Value, Is.EqualTo(4096L * 4294967296 + 7));
        Assert.That(PaymentId.OfBatch(new(4096)), Is.EqualTo((4096L * 4294967296, 4097L * 4294967296)));
        Assert.That(PaymentId.OfBatches(new(4096), new(4100)), Is.EqualTo((4096L * 4294967296, 4101L * 4294967296)));
        Assert.That(PaymentId.OfRun(2), Is.EqualTo((2L << 48, 3L << 48)));
    }

    [Test]
    public void A_file_stands_in_its_batch()
    {
        Assert.That((BatchFileId.Of(new(4096), 3).Value, BatchFileId.Of(new(4096), 3).Place), Is.EqualTo((4096L * 256 + 3, 3)));
        Assert.That(BatchFileId.OfRun(2), Is.EqualTo((2L << 24, 3L << 24)));
    }

    [Test]
    public void A_claimant_and_their_decisions_stand_in_their_run()
    {
        ClaimantNumber number = ClaimantNumber.Of(5, 9);

        Assert.That((number.Value, number.Run), Is.EqualTo((5L * 4294967296 + 9, 5)));
        Assert.That(ClaimantNumber.OfRun(5), Is.EqualTo((5L * 4294967296, 6L * 4294967296)));
        Assert.That(DecisionId.Of(number, 7).Value, Is.EqualTo(number.Value * 256 + 7));
        Assert.That(DecisionId.OfClaimant(number), Is.EqualTo((number.Value * 256, number.Value * 256 + 256)));
        Assert.That(DecisionId.OfRun(5), Is.EqualTo((5L << 40, 6L << 40)));
    }

    [Test]
    public void A_transfer_stands_in_its_book()
    {
        TransferId id = TransferId.Of("320302", 12);

        Assert.That((id.Value, id.Book, id.Sequence, id.EndOfBook),
            Is.EqualTo((320302L * 4294967296 + 12, "320302", 12L, 320303L * 4294967296)));
        Assert.That(TransferId.OfBook("320302"), Is.EqualTo((320302L * 4294967296, 320303L * 4294967296)));
    }

    [Test]
    public void Items_of_a_run_manifests_and_lines_in_quarantine_stand_in_what_has_them()
    {
        Assert.That(RunItemId.Of(2, 1).Value, Is.EqualTo(2L * 4294967296 + 1));
        Assert.That(ManifestId.Of(2, "320302").Value, Is.EqualTo(2L * 4294967296 + 320302));
        Assert.That(QuarantineId.Of(3, 8).Value, Is.EqualTo(3L * 4294967296 + 8));
    }
}
