using System.Data.Common;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.PaymentFiles;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Proposals;

/// <summary>
/// The payment files of a batch, written from its recorded payments: the same rows give the same bytes, for whoever writes them again and
/// for whoever proves them.
/// </summary>
/// <param name="connection">Reads the payments.</param>
/// <param name="transaction">The transaction that it reads in; null for none.</param>
/// <param name="ring">Opens personal data.</param>
/// <param name="terms">The terms of the run that made the batch.</param>
/// <param name="batch">The batch.</param>
internal sealed class StoredBatchFiles(
    DbConnection connection, DbTransaction? transaction, KeyRing ring, ProposalTerms terms, BatchRecord batch)
{
    private readonly Bureau _bureau = terms.Bureaus.First(bureau => bureau.County == batch.County);

    /// <summary>What the payments come to.</summary>
    public BatchWriting Writing => field ??= Count();

    /// <summary>The first payment that no file can carry, and why; null where files carry all.</summary>
    public (string PaymentNo, FormatProblem Problem)? FirstProblem()
    {
        _ = Scheme.TryParse(batch.Scheme, out Scheme scheme);
        BatchFacts facts = terms.FactsOf(batch.Id, _bureau, scheme);
        foreach (PaymentLine line in Lines())
        {
            if (FindFormatProblems.Run(line, _bureau, terms.Exports, facts).FirstOrDefault(one => !one.IsWrittenOtherwise) is { } problem)
                return (line.PaymentNo, problem);
        }

        return null;
    }

    /// <summary>Writes them.</summary>
    /// <param name="grow">Makes the path where a file of a given name is written.</param>
    /// <param name="stop">Ends the work early.</param>
    public IReadOnlyList<WrittenFile> Write(Func<string, string> grow, CancellationToken stop = default) =>
        WritePaymentFiles.Run(grow, Writing.Heading(batch), Lines(), stop);

    /// <summary>
    /// The first file whose recorded bytes are not those that the payments give; null where there is none. The bytes are hashed as they
    /// come, and no file is made.
    /// </summary>
    /// <param name="files">Format and SHA-256 of each recorded file; what is taken back is no payment, and is passed over.</param>
    /// <param name="stop">Ends the work early.</param>
    public string? FirstDifference(IEnumerable<(string Format, string Sha256)> files, CancellationToken stop = default)
    {
        Dictionary<string, string> recorded =
            files.Where(file => file.Format != BatchFileId.Recoveries).ToDictionary(file => file.Format, file => file.Sha256);

        // A batch that takes money back and pays nobody has no payment file.
        if (recorded.Count == 0 && Writing.Totals.Payments == 0)
            return null;

        IReadOnlyList<WrittenFile> written = WritePaymentFiles.Run(_ => null, Writing.Heading(batch), Lines(), stop);
        return written.FirstOrDefault(file => recorded.GetValueOrDefault(file.Format) != file.Sha256)?.Path
            ?? recorded.Keys.Except(written.Select(file => file.Format)).FirstOrDefault();
    }

    private IEnumerable<PaymentLine> Lines()
    {
        using Sealer sealer = new(ring);
        foreach (StoredLine line in StoredLines.Of(connection, transaction, batch.Number))
            yield return StoredPaymentLine.Of(line, batch.Scheme, sealer);
    }

    private BatchWriting Count()
    {
        _ = Scheme.TryParse(batch.Scheme, out Scheme scheme);
        return new BatchWriting(terms.Run, _bureau, terms.Pack.TermsOf(scheme), StoredLines.Totals(connection, transaction, batch.Number))
        {
            Exports = terms.Exports,
        };
    }
}
