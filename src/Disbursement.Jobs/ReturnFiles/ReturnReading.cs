using Disbursement.Domain.Returns;

namespace Disbursement.Jobs.ReturnFiles;

/// <summary>The forms in which banks answer.</summary>
internal enum ReturnLayout : byte
{
    /// <summary>A header row names the columns, in any order.</summary>
    Columns,

    /// <summary>
    /// The bank text that a batch was sent as, its control line first, and after the eight fields of each line payment_no, status and,
    /// where the bank says more, reason and settled_on.
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

/// <summary>One line of a return file that is neither blank nor a heading.</summary>
/// <param name="Line">Its number in the file, from 1.</param>
/// <param name="Raw">The line as it stands, to be kept sealed: it may hold names, id numbers and accounts. Of a line over 64 KiB, the
/// beginning.</param>
internal abstract record ReturnItem(long Line, string Raw)
{
    /// <summary>A line that answers a payment.</summary>
    public sealed record Answer(long Line, string Raw, ReturnLine Said) : ReturnItem(Line, Raw);

    /// <summary>
    /// A line that cannot be understood. It has at least one fault, in the order of columns; of Q-ROW, Q-FORMAT and Q-STATUS alone.
    /// </summary>
    public sealed record Broken(long Line, string Raw, IReadOnlyList<Quarantine> Faults) : ReturnItem(Line, Raw);
}

/// <summary>A return file that was looked at once, from start to end.</summary>
internal sealed class ReturnReading
{
    /// <summary>Why the whole file is refused; null where its lines can be read.</summary>
    public ReturnRemark? Refusal { get; init; }

    /// <summary><c>utf-8</c> or <c>gb18030</c>; empty where it is neither.</summary>
    public string Encoding { get; init; } = "";

    /// <summary>The form; null for a refused file.</summary>
    public ReturnLayout? Layout { get; init; }

    /// <summary>What a person should look at before the file is believed, such as control totals that differ.</summary>
    public IReadOnlyList<ReturnRemark> Warnings { get; init; } = [];

    /// <summary>The lines in their order, read from the file as they are asked for; none of a refused file.</summary>
    /// <remarks>The file is opened again: read a kept copy, which nobody changes meanwhile.</remarks>
    public required IEnumerable<ReturnItem> Lines { get; init; }
}
