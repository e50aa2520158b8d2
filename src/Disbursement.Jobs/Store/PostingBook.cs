using System.Globalization;
using System.Text.RegularExpressions;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store;

/// <summary>A public posting of a county's payments of a run, as the record of acts has it.</summary>
/// <param name="Run">The run.</param>
/// <param name="County">The county.</param>
/// <param name="Posted">The day it was put up.</param>
/// <param name="Until">Its last day.</param>
/// <param name="Officer">Who says so.</param>
/// <param name="Sha256">SHA-256 of the page that was put up.</param>
internal sealed record Posting(string Run, string County, DateOnly Posted, DateOnly Until, string Officer, string Sha256)
{
    /// <summary>Days for which people may still object, today included; 0 once it is over.</summary>
    public int DaysLeft(DateOnly today) => Math.Max(0, Until.DayNumber - today.DayNumber + 1);
}

/// <summary>Public postings. The record of acts itself is the book; of two postings of a county the later one counts.</summary>
internal static partial class PostingBook
{
    public const string Post = "post-notice";

    /// <summary>What the act keeps of a posting.</summary>
    public static string Detail(string county, DateOnly posted, DateOnly until, string sha256) =>
        string.Create(CultureInfo.InvariantCulture, $"county={county} posted={posted:yyyy-MM-dd} until={until:yyyy-MM-dd} sha256={sha256}");

    /// <summary>The posting of a county that counts; null where it was not posted.</summary>
    public static Posting? Of(OpenBooks books, string run, string county) =>
        AuditTable.Table.Read(books, $"WHERE act = @act AND outcome = {ActResult.Done.Quoted()} AND subject = @run ORDER BY sequence DESC",
            ("@act", Post), ("@run", run))
            .Select(act => One(act, run)).FirstOrDefault(posting => posting?.County == county);

    private static Posting? One(AuditRecord act, string run) => Kept().Match(act.Detail ?? "") is { Success: true } kept
        ? new Posting(run, kept.Groups[1].Value, Day(kept.Groups[2].Value), Day(kept.Groups[3].Value), act.Actor, kept.Groups[4].Value)
        : null;

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex("^county=([0-9]{6}) posted=([0-9-]{10}) until=([0-9-]{10}) sha256=([0-9a-f]{64})$")]
    private static partial Regex Kept();
}
