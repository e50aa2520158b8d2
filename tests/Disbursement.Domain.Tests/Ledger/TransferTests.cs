using System.Security.Cryptography;
using System.Text;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Ledger;

namespace Disbursement.Domain.Tests.Ledger;

internal sealed class TransferTests
{
    private const string FirstBytes =
        "320302|1|accrue|expense:320302:sab|payable:320302|59000|R2026-1|R2026-1-320302-sab|R2026-1-320302-sab-1|"
            + "0123456789abcdef0123456789abcdef|sab|2026|2026-03-01T00:00:05Z|officer 王";

    private const string SecondBytes =
        "320302|2|offset|payable:320302|receivable:320302:assistance|41400|R2026-1|||0123456789abcdef0123456789abcdef|sad||"
            + "2026-03-01T00:00:05Z|officer 王";

    private static readonly Transfer First = new(
        "320302", 1, "accrue", new Account("expense:320302:sab"), new Account("payable:320302"), new Money(59000), "R2026-1",
        "R2026-1-320302-sab", "R2026-1-320302-sab-1",
        "0123456789abcdef0123456789abcdef", "sab", 2026, new DateTimeOffset(2026, 3, 1, 8, 0, 5, 999, TimeSpan.FromHours(8)), "officer 王");

    private static readonly Transfer Second = First with
    {
        Sequence = 2, Event = "offset", Debit = new Account("payable:320302"), Credit = new Account("receivable:320302:assistance"),
        Amount = new Money(41400),
        Batch = null, Payment = null, Scheme = "sad", Year = null,
    };

    [Test]
    public void Writes_its_fields_in_order_joined_by_bars_with_the_time_in_UTC()
    {
        Assert.That(Canonical(First), Is.EqualTo(FirstBytes));
    }

    [Test]
    public void Leaves_absent_fields_empty() => Assert.That(Canonical(Second), Is.EqualTo(SecondBytes));

    [Test]
    public void Refuses_a_destination_that_is_a_byte_too_small()
    {
        int needed = Encoding.UTF8.GetByteCount(FirstBytes);

        Assert.That(First.WriteCanonical(new byte[needed]), Is.EqualTo(needed));
        Assert.That(() => First.WriteCanonical(new byte[needed - 1]), Throws.ArgumentException);
    }

    [Test]
    public void Each_hash_covers_the_one_before_and_the_bytes_of_the_transfer()
    {
        TransferChain chain = new(0, []);
        Assert.That(chain.Head.ToArray(), Is.EqualTo(new byte[32]));

        chain.Append(First);
        byte[] first = SHA256.HashData([.. new byte[32], .. Encoding.UTF8.GetBytes(FirstBytes)]);
        Assert.That(chain.Head.ToArray(), Is.EqualTo(first));
        Assert.That(Convert.ToHexStringLower(first), Is.EqualTo("c5d48578bbd9ba1a7163b3431dcbbcd68739b65accd1d0d88f79486ffe3d2ae4"));

        chain.Append(Second);
        Assert.That(chain.Head.ToArray(), Is.EqualTo(SHA256.HashData([.. first, .. Encoding.UTF8.GetBytes(SecondBytes)])));
        Assert.That(Convert.ToHexStringLower(chain.Head), Is.EqualTo("5fd6d1259b0cb8ef8274d7582d8ecfbced223b7ccd39e92e57d0eff237e7d144"));
        Assert.That(chain.Sequence, Is.EqualTo(2));
    }

    [Test]
    public void A_chain_goes_on_from_a_stored_head_as_if_it_had_never_stopped()
    {
        TransferChain whole = new(0, []), before = new(0, []);
        whole.Append(First);
        whole.Append(Second);
        before.Append(First);

        TransferChain after = new(before.Sequence, before.Head);
        after.Append(Second);

        Assert.That(after.Head.ToArray(), Is.EqualTo(whole.Head.ToArray()));
    }

    [Test]
    public void An_empty_book_starts_from_zeros_whatever_head_is_given()
    {
        TransferChain chain = new(0, Enumerable.Repeat((byte)7, 32).ToArray());

        Assert.That(chain.Head.ToArray(), Is.EqualTo(new byte[32]));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(3)]
    public void Refuses_a_sequence_that_repeats_or_leaves_a_gap(long sequence)
    {
        TransferChain chain = new(0, []);
        chain.Append(First);
        byte[] head = chain.Head.ToArray();

        Assert.That(() => chain.Append(Second with { Sequence = sequence }),
            Throws.InvalidOperationException.With.Message.Contains("320302"));
        Assert.That(chain.Head.ToArray(), Is.EqualTo(head));
    }

    [Test]
    public void A_change_of_one_fen_changes_the_hash()
    {
        TransferChain chain = new(0, []), changed = new(0, []);
        chain.Append(First);
        changed.Append(First with { Amount = new Money(59001) });

        Assert.That(changed.Head.ToArray(), Is.Not.EqualTo(chain.Head.ToArray()));
    }

    private static string Canonical(Transfer transfer)
    {
        byte[] bytes = new byte[1024];
        return Encoding.UTF8.GetString(bytes, 0, transfer.WriteCanonical(bytes));
    }
}
