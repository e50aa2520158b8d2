using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.PaymentFiles;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Signatures;
using Disbursement.Jobs.Store;

namespace Disbursement.Jobs.Acts;

/// <summary>Writes the files of a batch again, without what is held and with what was let go: files, totals, funding and manifest change together, or not at all.</summary>
internal sealed class RewriteFiles(ActTransaction act, ActSetting setting)
{
    /// <summary>Writes them; tells why not, where a file cannot carry a payment.</summary>
    public ActRefusal? Run(BatchAtHand batch)
    {
        BatchRecord record = batch.Record;
        RunRecord run = batch.Run;
        _ = SchemeCodes.TryParse(record.Scheme, out Scheme scheme);
        SchemeTerms terms = ArchivedTerms.PackOf(setting, run).TermsOf(scheme);
        Bureau bureau = RenewManifest.BureauOf(setting, run, record.County);
        ControlTotals totals = new();
        foreach (StoredLine line in StoredLines.Of(act, record.Number, setting.Ring))
        {
            if (FindFormatProblems.Run(Line(line, record.Scheme), bureau).FirstOrDefault(one => !one.IsWrittenOtherwise) is { } problem)
                return new ActRefusal("FORMAT", $"付款 {line.PaymentNo} 无法写入付款文件：{problem.Chinese}。请更正花名册。", $"No file can carry payment {line.PaymentNo}: {problem.English}. Correct the roster.");
            totals.Add(new CarriedPayment("", scheme, run.Year, line.Months, line.Current, line.Arrears, line.Offset, line.Layers, line.Flags));
        }

        LevelSums funding = totals.Funding(terms.Funding);
        PaymentFileHeading heading = new()
        {
            Run = run.Id, Year = run.Year, Batch = record.Id, Bureau = bureau, Scheme = record.Scheme, SchemeTitle = terms.Title,
            Count = totals.Payments, Current = totals.Current, Arrears = totals.Arrears, Offset = totals.Offsets, Total = totals.Total, Funding = funding, IsAssumed = record.IsAssumed,
            ValueDate = PaymentFileHeading.ValueDateOf(run.ValueDate, run.StartedAt), CreatedAt = run.StartedAt, IsChinese = run.Headers == "zh",
        };
        IReadOnlyList<WrittenFile> written = WritePaymentFiles.Run(
            name => Stage(batch, name), heading, StoredLines.Of(act, record.Number, setting.Ring).Select(line => Line(line, record.Scheme)));
        Record(batch, written, totals);
        (record.Payments, record.CurrentFen, record.ArrearsFen, record.OffsetFen, record.TotalFen) = (totals.Payments, totals.Current.Fen, totals.Arrears.Fen, totals.Offsets.Fen, totals.Total.Fen);
        (record.CentralFen, record.ProvinceFen, record.CityFen, record.CountyFen) = (funding.Central.Fen, funding.Province.Fen, funding.City.Fen, funding.County.Fen);
        record.FilesSha256 = BatchFileTally.Sha256Of(written.Select(file => new BatchFileTally(file.Format, file.Path, file.Sha256)));
        RenewManifest.Run(act, setting, run, record.County, RenewManifest.IsSigned(act, run, record.County) ? Signing() : null);
        return null;
    }

    private string Stage(BatchAtHand batch, string name)
    {
        string place = Path.Combine(batch.Folder, name);
        act.Stage(place + StagedFiles.Ending, place);
        return place + StagedFiles.Ending;
    }

    private void Record(BatchAtHand batch, IReadOnlyList<WrittenFile> written, ControlTotals totals)
    {
        foreach (WrittenFile file in written)
        {
            BatchFileRecord? known = batch.Files.FirstOrDefault(one => one.Format == file.Format);
            if (known is null)
            {
                known = new BatchFileRecord { Id = BatchFileId.Of(new(batch.Record.Number), batch.Files.Count == 0 ? 0 : batch.Files.Max(one => new BatchFileId(one.Id).Place) + 1).Value, BatchNumber = batch.Record.Number, Format = file.Format, Path = $"{batch.Record.County}/{file.Path}", Sha256 = "" };
                act.Db.BatchFiles.Add(known);
            }

            (known.Sha256, known.Rows, known.TotalFen) = (file.Sha256, totals.Payments, totals.Total.Fen);
        }
    }

    private SignManifest Signing()
    {
        (SignManifest? signing, string? problem) = SignManifest.Open(setting.Signing, act.Now);
        return signing ?? throw new RunRefusal(problem!);
    }

    private static PaymentLine Line(StoredLine line, string scheme) => new()
    {
        PaymentNo = line.PaymentNo, RegionCode = line.RegionCode, HouseholdNo = line.HouseholdNo, Name = line.Person.Name, IdNumber = line.Person.Id, Scheme = scheme, Months = line.Months,
        Current = line.Current, Arrears = line.Arrears, Offset = line.Offset, Amount = line.Amount,
        BankName = line.Person.BankName, BankCode = line.Person.BankCode, BankAccount = line.Person.BankAccount, AccountName = line.Person.AccountName, Flags = line.Flags,
    };
}
