using System.Data.Common;
using System.Security.Cryptography;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Postings;

/// <summary>The files of a county's public posting.</summary>
/// <param name="County">The county.</param>
/// <param name="Page">The page to print.</param>
/// <param name="Sheet">The workbook.</param>
/// <param name="Sha256">SHA-256 of the page.</param>
/// <param name="Until">The last day, both ends counted as posted.</param>
/// <param name="Lines">Payments on it.</param>
/// <param name="Sum">What they come to.</param>
internal sealed record WrittenPosting(string County, string Page, string Sheet, string Sha256, DateOnly Until, int Lines, Money Sum);

/// <summary>
/// Writes the public posting 公示 of a run, county by county: masked names and id numbers, scheme and amount, by township and village.
/// </summary>
internal sealed class WritePostings(string data, Database store, KeyRing ring)
{
    /// <summary>Writes page and workbook of every county of a run that has payments to post, or of one.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="county">Only this county; null for all.</param>
    /// <param name="folder">Where the files go.</param>
    /// <param name="posted">The day they are put up.</param>
    /// <param name="isChinese">The language.</param>
    /// <exception cref="RunRefusal">There is no such sealed run, or it has no batch of the county.</exception>
    public IReadOnlyList<WrittenPosting> Run(string runId, string? county, string folder, DateOnly posted, bool isChinese)
    {
        using DisbursementDb db = store.Model();
        RunRecord run = db.Runs.ToRead().FirstOrDefault(one => one.Id == runId
            && one.State == RunState.Sealed) ?? throw new RunRefusal($"There is no sealed run {runId}.") { Chinese = $"没有已封账的批次 {runId}。" };
        string[] counties = [.. db.Batches.ToRead().Where(batch => batch.RunNumber == run.Number
            && (county == null || batch.County == county)).Select(batch => batch.County).Distinct().Order()];
        if (counties.Length == 0)
            throw new RunRefusal($"Run {runId} has no batch{(county is null ? "" : $" of county {county}")}: there is nothing to post.")
            {
                Chinese = $"批次 {runId} 没有{(county is null ? "" : $" {county} 的")}付款批次，无需公示。",
            };

        ArchivedTerms archived = new(data);
        PolicyPack pack = archived.PackOf(run);
        IReadOnlyList<Bureau> bureaus = archived.BureausOf(run);
        RegionNames regions = archived.TermsOf(run).Regions;
        Directory.CreateDirectory(folder);
        return
        [
            .. counties.Select(one => Write(
                run, pack, regions, bureaus.First(bureau => bureau.County == one), folder, posted, isChinese)),
        ];
    }

    private WrittenPosting Write(
        RunRecord run, PolicyPack pack, RegionNames regions, Bureau bureau, string folder, DateOnly posted, bool isChinese)
    {
        PostingHeading heading = new(run.Id, run.Year, bureau.County, bureau.CountyName, posted, pack.PostingTerms.Until(posted),
            pack.PostingTerms.Days, pack.PostingTerms.Objections, regions);
        string page = Path.Combine(folder, $"{run.Id}-{bureau.County}-notice.html"), sheet = Path.ChangeExtension(page, ".xlsx");
        (int lines, Money sum) = (0, Money.Zero);
        Whole(page, file => (lines, sum) = WritePostingPage.Run(file, heading, Lines(run, pack, bureau.County, isChinese), isChinese));
        Whole(sheet, file => WritePostingSheet.Run(file, heading, Lines(run, pack, bureau.County, isChinese), isChinese));
        using FileStream written = File.OpenRead(page);
        return new WrittenPosting(
            bureau.County, page, sheet, Convert.ToHexStringLower(SHA256.HashData(written)), heading.Until, lines, sum);
    }

    private IEnumerable<PostingLine> Lines(RunRecord run, PolicyPack pack, string county, bool isChinese)
    {
        using DbConnection connection = store.Connect();
        foreach (PostedPayment payment in ReadPosting.Run(connection, ring, run.Number, county))
        {
            string title = !Scheme.TryParse(payment.Scheme, out Scheme scheme) ? payment.Scheme
                : !isChinese && SchemeTitles.Of(scheme) is { } known ? known.English
                : pack.TermsOf(scheme).Title;
            yield return new PostingLine(
                payment.PaymentNo, payment.RegionCode, payment.Role, payment.Name, payment.Id, title, payment.Amount);
        }
    }

    /// <summary>A file appears under its name once it is whole.</summary>
    private static void Whole(string path, Action<Stream> write)
    {
        string beside = path + ".part";
        try
        {
            using (FileStream file = File.Create(beside))
                write(file);
            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }
}
