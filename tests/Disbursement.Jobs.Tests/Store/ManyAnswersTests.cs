using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Ledger.Bookings;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Sqlite;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Store;

/// <summary>What an act reads and books by the thousand goes to the database many rows at once, and is the same.</summary>
[TestFixture]
internal sealed class ManyAnswersTests
{
    private const int Households = 40, Payments = 2 * Households;
    private const string County = "320302", Batch = "2026-1-320302-ocr";

    private TestInputs _inputs = null!;
    private SqliteDatabase _store = null!;
    private int _batch;

    [OneTimeSetUp]
    public void RunOnce()
    {
        _inputs = new TestInputs().Roster("a.csv", [.. Enumerable.Range(1, Households).Select(number => A.Household(number))]);
        _inputs.Run();
        _store = SqliteDatabase.Open(_inputs.Data);
        using ActTransaction act = Begin();
        _batch = act.Db.Batches.Single(batch => batch.Id == Batch).Number;
    }

    [OneTimeTearDown]
    public void Close() => _inputs.Dispose();

    [Test]
    public void Payments_in_their_order_need_few_questions_and_each_is_the_one_that_is_asked_for()
    {
        using ActTransaction act = Begin();
        NearPayments near = new(act);

        string?[] found = [.. Enumerable.Range(1, Payments + 2).Select(at => near.Find(_batch, at, Number(at))?.PaymentNo)];

        Assert.That(found, Is.EqualTo(Enumerable.Range(1, Payments).Select(Number).Concat([null, null])));
        Assert.That(near.Questions, Is.EqualTo(7), "1, 2, 4, 8, 16, 32 and 64 of them");
    }

    [Test]
    public void A_payment_far_away_is_read_alone_and_one_before_is_found_again()
    {
        using ActTransaction act = Begin();
        NearPayments near = new(act);

        foreach (int sequence in new[] { 1, 30, 3, 3, 31 })
            Assert.That(near.Find(_batch, sequence, Number(sequence))?.PaymentNo, Is.EqualTo(Number(sequence)));

        Assert.That(near.Questions, Is.EqualTo(4));
    }

    [Test]
    public void A_place_whose_payment_bears_another_number_or_of_another_batch_holds_none()
    {
        using ActTransaction act = Begin();
        NearPayments near = new(act);

        Assert.That(near.Find(_batch, 2, Number(3)), Is.Null);
        Assert.That(near.Find(_batch + 1, 2, Number(2)), Is.Null);
        Assert.That(near.Find(_batch, int.MaxValue, Number(2)), Is.Null);
    }

    [Test]
    public void A_payment_that_was_read_along_and_moved_is_found_as_it_is_now()
    {
        using ActTransaction act = Begin();
        NearPayments near = new(act);
        PaymentFacts payment = near.Find(_batch, 1, Number(1))!;

        near.Moved(payment, PaymentState.Held);

        Assert.That(near.Find(_batch, 1, Number(1))!.State, Is.EqualTo(PaymentState.Held));
    }

    /// <summary>More than a buffer holds, and a few after the last full one.</summary>
    [Test]
    public void Thousands_of_transfers_of_one_act_are_all_in_their_chains()
    {
        const int Many = 3_001;
        StoredTransfer[] before = Transfers();
        using (ActTransaction act = Begin())
        {
            Book(act, Many);
            act.Commit();
        }

        StoredTransfer[] after = Transfers();

        Assert.That(after, Has.Length.EqualTo(before.Length + Many));
        Assert.That(after.Select(one => one.Transfer.Sequence), Is.EqualTo(Enumerable.Range(1, after.Length)));
        Assert.That(after[before.Length..].Select(one => one.Transfer.Amount.Fen), Is.EqualTo(Enumerable.Range(1, Many)));
    }

    [Test]
    public void An_act_that_is_not_committed_leaves_no_transfer()
    {
        StoredTransfer[] before = Transfers();
        using (ActTransaction act = Begin())
            Book(act, 2_000);

        Assert.That(Transfers(), Has.Length.EqualTo(before.Length));
    }

    [Test]
    public void Answers_of_several_words_are_each_written_to_their_own_payment_whether_they_fill_a_statement_or_not()
    {
        using ActTransaction act = Released();
        FirstAnswers answers = new(act);
        NearPayments near = new(act);
        DateOnly day = new(2026, 8, 1);

        foreach (int sequence in Enumerable.Range(1, Payments))
        {
            PaymentFacts payment = near.Find(_batch, sequence, Number(sequence))!;
            if (sequence % 7 == 0)
                answers.Add(payment, PaymentState.Failed, $"words {sequence % 3}", 5, 100 + sequence, null);
            else
                answers.Add(payment, PaymentState.Paid, null, 5, 100 + sequence, day);
        }

        act.WriteWaiting();

        var found = act.Db.Payments.Where(payment => payment.BatchNumber == _batch).OrderBy(payment => payment.Id).ToArray();
        Assert.That(found.Select(payment => (payment.State, payment.Note, payment.ReturnFile, payment.ReturnLine, payment.AnsweredOn)),
            Is.EqualTo(Enumerable.Range(1, Payments).Select(sequence => sequence % 7 == 0
                ? (PaymentState.Failed, $"words {sequence % 3}", (int?)5, (long?)100 + sequence, (DateOnly?)null)
                : (PaymentState.Paid, null, 5, 100 + sequence, day))));
    }

    [Test]
    public void An_answer_to_a_payment_that_left_its_state_within_the_act_is_refused_with_those_beside_it()
    {
        using ActTransaction act = Released();
        FirstAnswers answers = new(act);
        PaymentFacts payment = new NearPayments(act).Find(_batch, 1, Number(1))!;
        BatchPayments.Move(act, payment, PaymentState.Failed, "somebody else");

        answers.Add(payment, PaymentState.Paid, null, 5, 1, null);

        Assert.That(act.WriteWaiting, Throws.InvalidOperationException);
    }

    /// <summary>An act, never committed, in which every payment of the batch is released.</summary>
    private ActTransaction Released()
    {
        ActTransaction act = Begin();
        BatchPayments.Move(act, _batch, PaymentState.Proposed, PaymentState.Approved);
        BatchPayments.Move(act, _batch, PaymentState.Approved, PaymentState.Released);
        return act;
    }

    private static string Number(int sequence) => $"{Batch}-{sequence:000000}";

    private static void Book(ActTransaction act, int many)
    {
        TransferTags tags = new("2026-1", Batch, Number(1), new byte[16], "ocr");
        for (int fen = 1; fen <= many; fen++)
            act.Book(County).Add(Release.Booking(County), new Money(fen), tags, null, "li");
    }

    private StoredTransfer[] Transfers()
    {
        using System.Data.Common.DbConnection connection = _store.Connect();
        return [.. new ReadBooks(connection).Transfers(County)];
    }

    private ActTransaction Begin() => ActTransaction.Begin(_store, _inputs.Clock);
}
