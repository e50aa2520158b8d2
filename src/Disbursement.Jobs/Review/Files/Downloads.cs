using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Ledger;
using Disbursement.Jobs.Postings;
using Disbursement.Jobs.Review.Elements;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Books;
using Microsoft.AspNetCore.Routing;

namespace Disbursement.Jobs.Review.Files;

/// <summary>Files that officers take from the console.</summary>
internal static class Downloads
{
    public static void MapDownloads(this IEndpointRouteBuilder routes)
    {
        // The act checks the power to take the file, and records the refusal.
        Taking.Map(routes, "/files/batch", Batch);
        Taking.Map(routes, "/files/run", Run);
        Taking.Map(routes, "/files/list", ListExports.Take);
        Taking.Map(routes, "/files/letter", Letter);
        Taking.Map(routes, "/files/notice", Notice);
        Taking.Map(routes, "/files/ledger", Ledger);
    }

    private static Task Batch(Taking asked)
    {
        (ActOutcome outcome, string path) = new TakeFile(asked.Acting()).OfBatch(asked["batch"], asked["format"], asked.Officer);
        return asked.Hand(outcome, path, $"{asked["batch"]}-{Path.GetFileName(path)}");
    }

    private static Task Run(Taking asked)
    {
        string run = asked["run"], kind = asked["kind"];
        TakeFile take = new(asked.Acting());
        (ActOutcome outcome, string path) = kind == TakeFile.Registers
            ? take.OfRegister(run, asked["register"], asked.Officer)
            : take.OfRun(run, kind, asked["county"], asked.Officer);
        return asked.Hand(outcome, path, $"{run}-{kind}-{Path.GetFileName(path)}");
    }

    /// <summary>The letter that asks for a receivable. It names the person, so the act, which prints it, records who took it.</summary>
    private static Task Letter(Taking asked)
    {
        static string In(string folder) => Path.Combine(folder, "letter.html");
        return asked.Make(folder => new PrintLetter(asked.Acting()).Run(asked["number"], In(folder), asked.Officer, asked.IsChinese), In,
            $"letter-{asked["number"]}.html");
    }

    /// <summary>Page or workbook of a county's public posting, with masked numbers.</summary>
    private static Task Notice(Taking asked)
    {
        string run = asked["run"], county = asked["county"], kind = asked["kind"];
        if (kind is not ("page" or "sheet") || ReadFilter.Day(asked["day"]) is not { } day)
            return asked.Missing();

        return asked.Make(_ => new TakeFile(asked.Acting()).OfPosting(run, county, asked.Officer), folder =>
        {
            ActSetting reading = asked.Desk.Reading;
            WrittenPosting notice =
                new WritePostings(reading.Data, reading.Store, reading.Ring).Run(run, county, folder, day, asked.IsChinese).Single();
            return kind == "page" ? notice.Page : notice.Sheet;
        });
    }

    private static Task Ledger(Taking asked)
    {
        string format = asked["format"], county = asked["county"];
        if (!ExportLedger.Formats.Contains(format) || county.Length > 0 && !asked.Desk.Counties.ContainsKey(county))
            return asked.Missing();

        string ending = format switch { "hledger" => "journal", "beancount" => "beancount", _ => format };
        return asked.Make(
            _ => new TakeFile(asked.Acting()).OfList("ledger", $"{format} {county}".Trim(), OfficialAct.Supervise, asked.Officer),
            folder =>
            {
                string file = Path.Combine(folder, "ledger");
                using LedgerSnapshot ledger =
                    LedgerSnapshot.Take(asked.Desk.Store, county.Length == 0 ? null : county, asked.Context.RequestAborted);
                ExportLedger.ToFile(ledger, format, file, asked.IsChinese);
                return file;
            },
            $"ledger{(county.Length == 0 ? "" : "-" + county)}.{ending}");
    }
}
