using System.Globalization;

namespace Disbursement.Domain.Ledger;

/// <summary>
/// Id of a transfer in the database: its book (the code of a county) in the upper bits, its sequence in the book (from 1) in the lower
/// ones.
/// </summary>
public readonly record struct TransferId(long Value)
{
    private const int SequenceBits = 32;

    /// <summary>How many ids each book has.</summary>
    public const long PerBook = 1L << SequenceBits;

    /// <summary>The last sequence that a book has room for.</summary>
    public const uint LastSequence = uint.MaxValue;

    /// <summary>The book: the six digits of a county.</summary>
    public string Book => (Value >> SequenceBits).ToString("D6", CultureInfo.InvariantCulture);

    /// <summary>The place in the book, from 1.</summary>
    public long Sequence => Value & LastSequence;

    /// <summary>The end of the ids that the book of this transfer can have: the next book begins there.</summary>
    public long EndOfBook => ((Value >> SequenceBits) + 1) * PerBook;

    /// <summary>The id of a transfer.</summary>
    public static TransferId Of(string book, long sequence) => new(Code(book) << SequenceBits | sequence);

    /// <summary>The ids that transfers of a book can have: after the first, before the end.</summary>
    public static (long First, long End) OfBook(string book) => (Code(book) * PerBook, (Code(book) + 1) * PerBook);

    private static long Code(string book) => long.Parse(book, CultureInfo.InvariantCulture);
}
