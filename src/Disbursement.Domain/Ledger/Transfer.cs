using System.Globalization;
using System.Security.Cryptography;
using System.Text.Unicode;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Periods;

namespace Disbursement.Domain.Ledger;

/// <summary>
/// One movement of money: one debit account, one credit account, one amount above zero; appended to its book and never changed.
/// </summary>
/// <param name="Book">The county whose book it is.</param>
/// <param name="Sequence">1, 2, 3 … in the book, without gaps.</param>
/// <param name="Event">accrue, recover, offset, release, paid, failed, bounced, late, duplicate, returned, repaid, waived,
/// withdrawn or cancel.</param>
/// <param name="Debit">Debit account.</param>
/// <param name="Credit">Credit account.</param>
/// <param name="Amount">Above zero.</param>
/// <param name="Run">Run number.</param>
/// <param name="Batch">Batch, where there is one.</param>
/// <param name="Payment">Payment number, where there is one.</param>
/// <param name="Claimant">Claimant key in lower-case hexadecimal.</param>
/// <param name="Scheme">Scheme code.</param>
/// <param name="Year">Entitlement year, where the event has one.</param>
/// <param name="RecordedAt">When it was recorded, UTC, whole seconds.</param>
/// <param name="Actor">Who did it.</param>
public sealed record Transfer(
    string Book,
    long Sequence,
    string Event,
    Account Debit,
    Account Credit,
    Money Amount,
    string Run,
    string? Batch,
    string? Payment,
    string Claimant,
    string Scheme,
    int? Year,
    DateTimeOffset RecordedAt,
    string Actor)
{
    /// <summary>Writes the canonical bytes: UTF-8, fields joined by <c>|</c>, absent fields empty (life cycle, section 3).</summary>
    /// <returns>The number of bytes written.</returns>
    /// <exception cref="ArgumentException">The destination is too small.</exception>
    public int WriteCanonical(Span<byte> destination) =>
        Utf8.TryWrite(destination, CultureInfo.InvariantCulture,
            $"{Book}|{Sequence}|{Event}|{Debit.Name}|{Credit.Name}|{Amount.Fen}|{Run}|{Batch}|{Payment}|{Claimant}|{Scheme}|{Year}|"
                + $"{Instants.Utc(RecordedAt)}|{Actor}",
            out int written)
            ? written
            : throw new ArgumentException("A transfer's canonical bytes do not fit.", nameof(destination));
}

/// <summary>The hash chain of one book: each hash covers the one before and the transfer's canonical bytes.</summary>
/// <remarks><c>hash = SHA-256(previous hash ‖ canonical bytes)</c>; before the first transfer stand 32 zero bytes.</remarks>
public sealed class TransferChain
{
    private readonly byte[] _buffer = new byte[2048];
    private readonly byte[] _head = new byte[SHA256.HashSizeInBytes];

    /// <summary>Starts or continues a chain.</summary>
    /// <param name="sequence">Sequence of the last transfer, 0 for an empty book.</param>
    /// <param name="head">Hash of the last transfer; ignored for an empty book.</param>
    public TransferChain(long sequence, ReadOnlySpan<byte> head)
    {
        Sequence = sequence;
        if (sequence > 0)
            head.CopyTo(_head);
    }

    /// <summary>Sequence of the last transfer, 0 for an empty book.</summary>
    public long Sequence { get; private set; }

    /// <summary>Hash of the last transfer, or 32 zero bytes.</summary>
    public ReadOnlySpan<byte> Head => _head;

    /// <summary>Appends a transfer, which must carry the next sequence.</summary>
    /// <exception cref="InvalidOperationException">The sequence leaves a gap or repeats.</exception>
    public void Append(Transfer transfer)
    {
        if (transfer.Sequence != Sequence + 1)
            throw new InvalidOperationException($"Book {transfer.Book}: sequence {transfer.Sequence} cannot follow {Sequence}.");

        _head.CopyTo(_buffer, 0);
        int written = transfer.WriteCanonical(_buffer.AsSpan(_head.Length));
        SHA256.HashData(_buffer.AsSpan(0, _head.Length + written), _head);
        Sequence = transfer.Sequence;
    }
}
