using Disbursement.Jobs.Store.Books;

namespace Disbursement.Jobs.Tests.Proofs;

/// <summary>What transfers say of a payment stands in one place, in whatever order payments are named.</summary>
[TestFixture]
internal sealed class PaymentTracesTests
{
    private const string Batch = "2026-1-320302-ocr";

    [Test]
    public void A_payment_that_was_named_far_ahead_of_the_others_is_one_payment_when_they_have_come()
    {
        PaymentTraces traces = new();
        Name(traces, 9000).Fen = 60;
        for (int sequence = 1; sequence <= 10_000; sequence++)
            Name(traces, sequence);

        Assert.That(Name(traces, 9000).Fen, Is.EqualTo(60));
        Assert.That(traces.Unseen().Count(), Is.EqualTo(10_000));
    }

    [Test]
    public void A_number_that_no_run_writes_is_no_other_payment_s()
    {
        PaymentTraces traces = new();
        Name(traces, 1).IsSeen = true;
        traces[$"{Batch}-1"].IsNamed = true;

        Assert.That(traces.Unseen(), Is.EqualTo(new[] { $"{Batch}-1" }));
    }

    private static ref PaymentTrace Name(PaymentTraces traces, int sequence)
    {
        ref PaymentTrace trace = ref traces[$"{Batch}-{sequence:000000}"];
        trace.IsNamed = true;
        return ref trace;
    }
}
