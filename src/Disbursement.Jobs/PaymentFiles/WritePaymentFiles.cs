using Disbursement.Domain.Amounts;
using Disbursement.Domain.Words;

namespace Disbursement.Jobs.PaymentFiles;

/// <summary>A file of a batch as it was written.</summary>
/// <param name="Format">Of csv, xlsx, pain001, bank, or the name of a template.</param>
/// <param name="Path">Below the county's folder.</param>
/// <param name="Sha256">Of the bytes, lower-case hexadecimal.</param>
internal sealed record WrittenFile(string Format, string Path, string Sha256);

/// <summary>
/// Writes a batch in all formats of its bureau. A run comes here, and so does whoever writes a batch again from its stored lines: the same
/// lines give the same bytes.
/// </summary>
internal static class WritePaymentFiles
{
    /// <summary>Writes the files in the order in which the bureau names the formats.</summary>
    /// <param name="grow">Makes the path where a file of a given name grows; whoever writes again moves it to its place when all are
    /// whole. It gives null where nothing but the hashes is asked for.</param>
    /// <param name="heading">What the files say of the batch; its count and sums must be those of the lines.</param>
    /// <param name="lines">In the order of payment numbers, read once.</param>
    /// <param name="stop">Ends the work early.</param>
    /// <exception cref="InvalidOperationException">The lines do not add up to the heading.</exception>
    public static IReadOnlyList<WrittenFile> Run(Func<string, string?> grow, PaymentFileHeading heading, IEnumerable<PaymentLine> lines,
        CancellationToken stop = default) =>
        Run(grow, heading, FormatsOf(heading), lines, stop);

    /// <summary>Writes some of the formats.</summary>
    public static IReadOnlyList<WrittenFile> Run(
        Func<string, string?> grow, PaymentFileHeading heading, IReadOnlyList<string> formats, IEnumerable<PaymentLine> lines,
        CancellationToken stop)
    {
        List<IPaymentFile> files = [];
        try
        {
            foreach (string format in formats)
                files.Add(PaymentFormats.Open(grow(PaymentFormats.FileName(heading, format)), format, heading));

            LineSums sums = new();
            foreach (PaymentLine line in lines)
            {
                stop.ThrowIfCancellationRequested();
                sums.Add(line);
                foreach (IPaymentFile file in files)
                    file.Add(line);
            }

            sums.MustBe(heading);
            return [.. formats.Zip(
                files, (format, file) => new WrittenFile(format, PaymentFormats.FileName(heading, format), file.Finish()))];
        }
        finally
        {
            foreach (IPaymentFile file in files)
                file.Dispose();
        }
    }

    /// <summary>
    /// The formats in which a batch can be written: those of its bureau; a message without a payment is none in pain.001.
    /// </summary>
    public static IReadOnlyList<string> FormatsOf(PaymentFileHeading heading) =>
        [.. heading.Bureau.Formats.Distinct().Where(format => heading.Count > 0 || format != PaymentFormats.Pain001)];
}

/// <summary>Counts and sums of lines as they pass, to be held against a heading.</summary>
internal sealed class LineSums
{
    private int _count;
    private Money _current;
    private Money _arrears;
    private Money _offset;
    private Money _total;

    public void Add(PaymentLine line)
    {
        _count++;
        _current += line.Current;
        _arrears += line.Arrears;
        _offset += line.Offset;
        _total += line.Amount;
    }

    /// <exception cref="InvalidOperationException">The heading says something else.</exception>
    public void MustBe(PaymentFileHeading heading)
    {
        if ((_count, _current, _arrears, _offset, _total) == (
            heading.Count, heading.Current, heading.Arrears, heading.Offset, heading.Total))
            return;

        throw new InvalidOperationException(
            $"Batch {heading.Batch}: the heading says {Counted.Of(heading.Count, "payment")}, {heading.Current} + {heading.Arrears} - "
                + $"{heading.Offset} = {heading.Total.Grouped()} yuan; "
            + $"the lines are {Counted.Of(_count, "payment")}, {_current} + {_arrears} - {_offset} = {_total.Grouped()} yuan.");
    }
}
