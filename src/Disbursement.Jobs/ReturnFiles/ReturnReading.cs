using Disbursement.Domain.Returns;
using Disbursement.Domain.Words;

namespace Disbursement.Jobs.ReturnFiles;

/// <summary>The forms in which banks answer.</summary>
internal enum ReturnLayout : byte
{
    /// <summary>A header row names the columns, in any order; or a layout tells their places.</summary>
    Columns,

    /// <summary>
    /// The bank text that a batch was sent as, its control line first, and after the eight fields of each line payment_no, status and,
    /// where the bank says more, reason and settled_on; or the same without payment_no.
    /// </summary>
    BankText,

    /// <summary>Lines of <c>payment_no|amount|status|reason|settled_on</c> and nothing else.</summary>
    BareLines,
}

/// <summary>Something said of a return file as a whole: why it is refused, or what a person should look at.</summary>
/// <param name="English">In English.</param>
/// <param name="Chinese">In Chinese.</param>
internal sealed record ReturnRemark(string English, string Chinese)
{
    public string Say(bool isChinese) => isChinese ? Chinese : English;
}

/// <summary>What a line without a payment number says of the payment that it answers.</summary>
/// <param name="Sequence">Its place in the file that was sent, from 1; 0 where the line names none.</param>
/// <param name="Account">The account, digits alone.</param>
/// <param name="Name">The holder of the account, as <see cref="ReturnValues.NameKey"/> has it; empty where the line names none.</param>
/// <param name="County">The county; empty where the line names none.</param>
internal sealed record ReturnClue(int Sequence, string Account, string Name, string County);

/// <summary>One line of a return file that is neither blank nor a heading.</summary>
/// <param name="Line">Its number in the file, from 1; of one of several sheets, the row with the number of the sheet above it.</param>
/// <param name="Raw">The line as it stands, to be kept sealed: it may hold names, id numbers and accounts. Of a line over 64 KiB, the
/// beginning.</param>
internal abstract record ReturnItem(long Line, string Raw)
{
    /// <summary>A line that answers a payment.</summary>
    public sealed record Answer(long Line, string Raw, ReturnLine Said) : ReturnItem(Line, Raw)
    {
        /// <summary>How its payment is found; null where the line carries the payment number.</summary>
        public ReturnClue? Clue { get; init; }
    }

    /// <summary>
    /// A line that cannot be understood. It has at least one fault, in the order of columns; of Q-ROW, Q-FORMAT and Q-STATUS alone.
    /// </summary>
    public sealed record Broken(long Line, string Raw, IReadOnlyList<Quarantine> Faults) : ReturnItem(Line, Raw)
    {
        /// <summary>The payment number that stands on it all the same; empty for none.</summary>
        public string PaymentNo { get; init; } = "";
    }

    /// <summary>A sum, a signature or a remark of whoever made the file: no answer, and named all the same.</summary>
    public sealed record PassedOver(long Line, string Raw) : ReturnItem(Line, Raw);
}

/// <summary>A return file that was looked at once, from start to end.</summary>
internal sealed class ReturnReading
{
    /// <summary>Why the whole file is refused; null where its lines can be read.</summary>
    public ReturnRemark? Refusal { get; init; }

    /// <summary><c>utf-8</c>, <c>gb18030</c>, <c>xlsx</c>, <c>xls</c> or <c>xml</c>; empty where it is none of them.</summary>
    public string Encoding { get; init; } = "";

    /// <summary>The form; null for a refused file.</summary>
    public ReturnLayout? Layout { get; init; }

    /// <summary>The layout that it was read as.</summary>
    public BankLayout Bank { get; init; } = BankLayout.Own;

    /// <summary>What a person should look at before the file is believed, such as control totals that differ.</summary>
    public IReadOnlyList<ReturnRemark> Warnings { get; init; } = [];

    /// <summary>What was passed over above the lines.</summary>
    public IReadOnlyList<ReturnRemark> Remarks { get; init; } = [];

    /// <summary>The fields of the control line of bank text; none elsewhere.</summary>
    public IReadOnlyList<string> Control { get; init; } = [];

    /// <summary>Rows of headers and control lines.</summary>
    public int HeaderLines { get; init; }

    /// <summary>Rows above headers that say something.</summary>
    public int TitleLines { get; init; }

    /// <summary>The lines in their order, read from the file as they are asked for; none of a refused file.</summary>
    /// <remarks>The file is opened again: read a kept copy, which nobody changes meanwhile.</remarks>
    public required IEnumerable<ReturnItem> Lines { get; init; }

    /// <summary>A file that is refused.</summary>
    public static ReturnReading Refused(ReturnRemark refusal, string encoding = "") => new()
    {
        Refusal = refusal,
        Encoding = encoding,
        Lines = [],
    };

    /// <summary>That rows stand above a header; none where there are none.</summary>
    public static IReadOnlyList<ReturnRemark> Titles(int rows) => rows == 0
        ? []
        : [new ReturnRemark($"{Counted.Of(rows, "line")} above the header {(rows == 1 ? "was" : "were")} passed over", $"表头之上的{rows}行已略过")];
}
