using Disbursement.Domain.Batches;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.PaymentFiles;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Proposals;

/// <summary>
/// Writes the files of a batch again from its recorded payments, without what is held; the record of the batch and of its files changes
/// with them.
/// </summary>
internal static class WriteBatchAgain
{
    /// <summary>Writes them, or tells the first payment that no file can carry, and why.</summary>
    /// <param name="act">The act inside which it happens.</param>
    /// <param name="ring">Opens personal data.</param>
    /// <param name="terms">The terms of the run that made the batch.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="files">Its files as they are recorded.</param>
    /// <param name="stage">Makes the path where a file of a given name is written.</param>
    public static (string PaymentNo, FormatProblem Problem)? Run(
        ActTransaction act, KeyRing ring, ProposalTerms terms, BatchRecord batch, IReadOnlyList<BatchFileRecord> files,
        Func<string, string> stage)
    {
        _ = SchemeCodes.TryParse(batch.Scheme, out Scheme scheme);
        Bureau bureau = terms.Bureaus.First(bureau => bureau.County == batch.County);
        BatchFacts facts = terms.FactsOf(batch.Id, bureau, scheme);
        ControlTotals totals = new();
        foreach (StoredLine line in StoredLines.Of(act, batch.Number, ring))
        {
            PaymentLine shown = StoredPaymentLine.Of(line, batch.Scheme);
            if (FindFormatProblems.Run(shown, bureau, terms.Exports, facts).FirstOrDefault(one => !one.IsWrittenOtherwise) is { } problem)
                return (line.PaymentNo, problem);

            totals.Add(new CarriedPayment(
                "", scheme, terms.Run.Year, line.Months, line.Current, line.Arrears, line.Offset, line.Layers, line.Flags));
        }

        BatchWriting writing = new(terms.Run, bureau, terms.Pack.TermsOf(scheme), totals) { Exports = terms.Exports };
        IReadOnlyList<WrittenFile> written = WritePaymentFiles.Run(
            stage, writing.Heading(batch), StoredLines.Of(act, batch.Number, ring)
                .Select(line => StoredPaymentLine.Of(line, batch.Scheme)));
        writing.Record(batch, written);
        int next = files.Count == 0 ? 0 : files.Max(file => new BatchFileId(file.Id).Place) + 1;
        foreach (WrittenFile file in written)
        {
            if (files.FirstOrDefault(one => one.Format == file.Format) is { } known)
                writing.Record(known, file);
            else
                act.Db.BatchFiles.Add(writing.FileOf(batch, file, next++));
        }

        return null;
    }
}
