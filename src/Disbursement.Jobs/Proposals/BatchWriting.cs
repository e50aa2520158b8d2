using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Batches;
using Disbursement.Jobs.PaymentFiles;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Proposals;

/// <summary>
/// What a batch comes to, told alike by its record and by the heading of its files, whoever writes them and however often.
/// </summary>
/// <param name="Run">The run that the batch belongs to.</param>
/// <param name="Bureau">The bureau as the run knew it.</param>
/// <param name="Terms">The terms of the batch's scheme in the policy pack of the run.</param>
/// <param name="Totals">Counts and sums of the payments that stand in the files.</param>
internal sealed record BatchWriting(RunRecord Run, Bureau Bureau, SchemeTerms Terms, ControlTotals Totals)
{
    /// <summary>The templates of the bureau, and names of regions.</summary>
    public ExportTerms Exports { get; init; } = ExportTerms.None;

    private LevelSums Funding { get; } = Totals.Funding(Terms.Funding);

    /// <summary>The heading of the files of a batch.</summary>
    public PaymentFileHeading Heading(BatchRecord batch) => new()
    {
        Run = Run.Id,
        Year = Run.Year,
        Batch = batch.Id,
        Bureau = Bureau,
        Scheme = batch.Scheme,
        SchemeTitle = Terms.Title,
        Count = Totals.Payments,
        Current = Totals.Current,
        Arrears = Totals.Arrears,
        Offset = Totals.Offsets,
        Total = Totals.Total,
        Funding = Funding,
        IsAssumed = batch.IsAssumed,
        ValueDate = PaymentFileHeading.ValueDateOf(Run.ValueDate, Run.StartedAt),
        CreatedAt = Run.StartedAt,
        IsChinese = Run.Headers == "zh",
        Exports = Exports,
    };

    /// <summary>Puts sums and funding of the payments and the hash over all files into the record of a batch.</summary>
    public void Record(BatchRecord batch, IReadOnlyList<WrittenFile> written)
    {
        (batch.Payments, batch.CurrentFen, batch.ArrearsFen) = (Totals.Payments, Totals.Current.Fen, Totals.Arrears.Fen);
        (batch.OffsetFen, batch.TotalFen) = (Totals.Offsets.Fen, Totals.Total.Fen);
        (batch.CentralFen, batch.ProvinceFen) = (Funding.Central.Fen, Funding.Province.Fen);
        (batch.CityFen, batch.CountyFen) = (Funding.City.Fen, Funding.County.Fen);
        batch.FilesSha256 = BatchFileTally.Sha256Of(written.Select(file => new BatchFileTally(file.Format, file.Path, file.Sha256)));
    }

    /// <summary>The record of a file that was written for the first time.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="file">The file.</param>
    /// <param name="place">Its place among the files of the batch, from 0.</param>
    public BatchFileRecord FileOf(BatchRecord batch, WrittenFile file, int place)
    {
        BatchFileRecord record = new()
        {
            Id = BatchFileId.Of(new(batch.Number), place).Value,
            BatchNumber = batch.Number,
            Format = file.Format,
            Path = $"{batch.County}/{file.Path}",
            Sha256 = "",
        };
        if (file.Format == BatchFileId.Recoveries)
            (record.Rows, record.TotalFen, record.Sha256) = (batch.Recoveries, batch.RecoveredFen, file.Sha256);
        else
            Record(record, file);
        return record;
    }

    /// <summary>Puts what a payment file holds now into its record.</summary>
    public void Record(BatchFileRecord record, WrittenFile file) =>
        (record.Rows, record.TotalFen, record.Sha256) = (Totals.Payments, Totals.Total.Fen, file.Sha256);
}
