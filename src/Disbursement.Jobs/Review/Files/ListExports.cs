using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Households;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Review.Access;
using Disbursement.Jobs.Review.Elements;
using Disbursement.Jobs.Review.Words;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace Disbursement.Jobs.Review.Files;

/// <summary>
/// Exports the lists of the console as whole files, with the filter, the masking and the powers of the page. Each export is recorded.
/// </summary>
internal static class ListExports
{
    private const int Chunk = 10_000;

    /// <summary>A list that is asked for.</summary>
    /// <param name="Name">What the file is called.</param>
    /// <param name="Subject">What it is about, for the record.</param>
    /// <param name="Power">Whoever may see the page.</param>
    /// <param name="Header">Names of the columns.</param>
    /// <param name="Rows">The rows, read as they are written.</param>
    private sealed record Asked(string Name, string Subject, OfficialAct Power, Word[] Header, IEnumerable<IReadOnlyList<string>> Rows)
    {
        /// <summary>Writes a list that has a form of its own, as text or as a workbook; null for one that is a plain table.</summary>
        public Action<string, bool>? Write { get; init; }

        /// <summary>The same without the columns that the officer has hidden in the list; the first is always there.</summary>
        public Asked Without(string[] hidden)
        {
            int[] shown = [.. Header.Index().Where(head => head.Index == 0 || !hidden.Contains(head.Item.English))
                .Select(head => head.Index)];
            return shown.Length == Header.Length
                ? this
                : this with { Header = [.. shown.Select(place => Header[place])],
                    Rows = Rows.Select(row => (IReadOnlyList<string>)[.. shown.Select(place => row[place])]) };
        }
    }

    public static async Task Take(HttpContext context, IAntiforgery antiforgery, Desk desk, Sessions sessions, BatchNames names)
    {
        if (await SessionRoutes.Form(context, antiforgery).ConfigureAwait(false) is not { } form
            || sessions.OfficerOf(context.User) is not { } officer)
            return;

        Language language = new(Spoken.IsChinese(context));
        using DisbursementDb db = desk.Read();
        string[] hidden = form["hide"].ToString().ReplaceLineEndings("\n").Split('\n');
        if (Of(db, desk, names, officer, language, form)?.Without(hidden) is not { } asked)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        string folder = Directory.CreateTempSubdirectory("disburse-list-").FullName, file = Path.Combine(folder, "list.csv");
        try
        {
            ActOutcome outcome = await Desk.Carry(() => new TakeFile(sessions.Acting(context.User))
                .OfList(asked.Name, asked.Subject, asked.Power, officer)).ConfigureAwait(false);
            bool isWorkbook = form["format"] == "xlsx";
            if (outcome is ActOutcome.Done)
                await Task.Run(() =>
                {
                    if (asked.Write is { } write)
                        write(file, isWorkbook);
                    else if (isWorkbook)
                        ListTable.WriteWorkbook(file, asked.Name, asked.Header.Select(head => language[head]), asked.Rows);
                    else
                        ListTable.Write(file, asked.Header.Select(head => language[head]), asked.Rows);
                }).ConfigureAwait(false);
            string ending = isWorkbook ? "xlsx" : "csv";
            await Downloads.Hand(
                context, (outcome, file), "", $"{asked.Name}{(asked.Subject.Length == 0 ? "" : "-" + asked.Subject)}.{ending}")
                .ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Asked? Of(DisbursementDb db, Desk desk, BatchNames names, Officer officer, Language language, IFormCollection form) =>
        form["list"].ToString() switch
    {
        "payments" => Payments(db, desk, names, officer, language, form),
        "receivables" => Receivables(db, desk, officer, language),
        "unpaid" => Unpaid(db, desk, officer, language, form),
        "objections" => Objections(desk, officer, language, form),
        "batches" => Batches(db, desk, officer, language, form),
        "audit" => Audit(db, language, form),
        "transfers" => Transfers(db, language, form),
        _ => null,
    };

    private static Asked? Payments(DisbursementDb db, Desk desk, BatchNames names, Officer officer, Language language, IFormCollection form)
    {
        if (ReadBatches.Find(db, form["batch"].ToString()) is not { } batch || !officer.Covers(batch.County))
            return null;

        (PaymentFilter filter, Word? wrong) = ReadFilter.Of(form["state"], form["flag"], form["least"], form["most"], form["township"],
            form["no"], form["sort"], form["down"] == "True");
        if (ReadFilter.Given(form["name"]) is { } name)
            filter = filter with { Ids = names.Find(desk.Store, desk.Ring, batch.Number, name) };
        if (wrong is null && PaymentGrouping.Of(form["group"]) is { } grouping)
        {
            return new Asked("payments", batch.Id, OfficialAct.Read,
                [grouping.Title, Text.Payments, Text.Current, Text.Arrears, Text.Offset, Text.Amount],
                ListPayments.Groups(db, batch.Number, filter, grouping.By).Select(group => (IReadOnlyList<string>)
                [grouping.Say(group.Key, desk, language), Number(group.Payments), Yuan(group.CurrentFen), Yuan(group.ArrearsFen),
                    Yuan(-group.OffsetFen), Yuan(group.AmountFen)]));
        }

        return wrong is not null ? null : new Asked("payments", batch.Id, OfficialAct.Read,
            [Text.PaymentNo, Text.Name, Text.IdNumber, Text.Region, Text.Household, Text.State, Text.Current, Text.Arrears, Text.Offset,
                Text.Amount, Text.Account, Text.Flag],
            InChunks(skip => ListPayments.Run(db, desk.Ring, batch.Number, filter, skip, Chunk).Page).Select(line => (IReadOnlyList<string>)
            [
                line.Payment.PaymentNo, line.Person.Name, Masking.Id(line.Person.Id), desk.Region(line.RegionCode), line.HouseholdNo,
                language.State(line.Payment.State), Yuan(line.Payment.CurrentFen), Yuan(line.Payment.ArrearsFen),
                Yuan(-line.Payment.OffsetFen),
                Yuan(line.Payment.AmountFen), Masking.Account(line.Person.BankAccount),
                string.Join(' ', (line.Payment.Flags ?? "").Split('+', StringSplitOptions.RemoveEmptyEntries).Select(language.Flag)),
            ]));
    }

    private static Asked Unpaid(DisbursementDb db, Desk desk, Officer officer, Language language, IFormCollection form)
    {
        string county = form["county"].ToString(), state = form["state"].ToString();
        UnpaidPart[] parts = [.. ReadUnpaid.Parts(db).Where(part => officer.Covers(part.County)
            && (county.Length == 0 || part.County == county) && (state.Length == 0 || part.State == state))];
        return new Asked("unpaid", ReadLedger.IsBook(county) ? county : "", OfficialAct.Read,
            [Text.PaymentNo, Text.County, Text.Scheme, Text.State, Text.Amount, Text.DueSince, Text.Region, Text.Household, Text.Details],
            InChunks(skip => ReadUnpaid.Page(db, parts, skip, Chunk)).Select(line => (IReadOnlyList<string>)
                [line.PaymentNo, desk.County(line.County), language.Scheme(line.Scheme), language.State(line.State), Yuan(line.Amount.Fen),
                    Language.Time(line.DueSince)[..10], desk.Region(line.RegionCode), line.HouseholdNo, line.Note ?? ""]));
    }

    private static Asked Receivables(DisbursementDb db, Desk desk, Officer officer, Language language)
    {
        using System.Data.Common.DbConnection connection = desk.Store.Connect();
        ListedReceivable[] listed = [.. ListReceivables.Run(db, connection, Instants.DayInChina(desk.Now))
            .Where(one => officer.Covers(one.Receivable.County))];
        RegionNames regions = RegionsInUse.Of(desk.Reading.Data, desk.Store);
        ReceivableLine[] lines = [.. ReceivableLines.Of(connection, listed, regions, language.IsChinese)];
        return new Asked("receivables", "", OfficialAct.Read, [], [])
        {
            Write = (file, isWorkbook) => WriteReceivables.Run(file, lines, isWorkbook, language.IsChinese),
        };
    }

    private static Asked Batches(DisbursementDb db, Desk desk, Officer officer, Language language, IFormCollection form)
    {
        string county = form["county"].ToString();
        return new Asked("batches", "", OfficialAct.Read,
            [Text.Batch, Text.RunNo, Text.County, Text.Scheme, Text.State, Text.Payments, Text.Amount, Text.TakenBack,
                Text.Held, Text.Failed],
            ReadConsole.Batches(db, officer.Counties, ReadFilter.Given(form["run"]), ReadFilter.Given(form["state"]))
                .Where(line => county.Length == 0 || line.Batch.County == county).Select(line => (IReadOnlyList<string>)
                [line.Batch.Id, line.Run, desk.County(line.Batch.County), language.Scheme(line.Batch.Scheme),
                    language.State(line.Batch.State), Number(line.Batch.Payments), Yuan(line.Batch.TotalFen),
                    Yuan(line.Batch.RecoveredFen), Number(line.Held),
                    Number(line.Failed)]));
    }

    private static Asked Objections(Desk desk, Officer officer, Language language, IFormCollection form) => new(
        "objections", "", OfficialAct.Read, [Text.When, Text.PaymentNo, Text.County, Text.ObjectionBy, Text.ObjectionReason,
            Text.ObjectionRecorder, Text.Result, Text.ObjectionDecider, Text.DecidedAt, Text.ObjectionBecause],
        ListObjections.Run(desk.Store, officer.Counties, form["state"], form["county"]).Select(listed => (IReadOnlyList<string>)
        [
            Language.Time(listed.Objection.At), listed.Objection.PaymentNo, desk.County(listed.County), listed.Objection.By,
            listed.Objection.Reason, listed.Objection.Recorder, language.Objection(listed.Objection.Outcome),
            listed.Objection.Decider ?? "", Language.Time(listed.Objection.DecidedAt), listed.Objection.Because ?? "",
        ]));

    private static Asked Audit(DisbursementDb db, Language language, IFormCollection form)
    {
        AuditFilter filter = ReadFilter.Acts(form["what"], form["who"], form["subject"], form["outcome"], form["from"], form["until"]);
        return new Asked("audit", "", OfficialAct.Supervise,
            [Text.Number, Text.When, Text.Who, Text.RoleHead, Text.What, Text.Subject, Text.Result, Text.Reason, Text.Details, Text.Origin],
            InChunks(skip => ReadLedger.Acts(db, filter, skip, Chunk).Page).Select(act => (IReadOnlyList<string>)
                [Number(act.Sequence), Language.Time(act.RecordedAt), act.Actor, act.Role is { } role ? language.Role(role) : "",
                    language.Act(act.Act), act.Subject ?? "", language[act.Outcome == "done" ? Text.WasDone : Text.WasRefused],
                    act.Reason ?? "", act.Detail ?? "", act.Origin]));
    }

    private static Asked? Transfers(DisbursementDb db, Language language, IFormCollection form)
    {
        string book = form["book"].ToString();
        return !ReadLedger.IsBook(book) ? null : new Asked("transfers", book, OfficialAct.Supervise,
            [Text.Number, Text.When, Text.LedgerEvent, Text.Debit, Text.Credit, Text.Amount, Text.RunNo, Text.Batch, Text.PaymentNo,
                Text.Year, Text.Who],
            InChunks(skip => ReadLedger.Transfers(db, book, ReadFilter.Given(form["account"]), ReadFilter.Given(form["happening"]), skip,
                Chunk).Page).Select(transfer => (IReadOnlyList<string>)
            [
                Number(transfer.Sequence), Language.Time(transfer.RecordedAt), language.Event(transfer.Event), transfer.Debit,
                transfer.Credit, Yuan(transfer.Fen), transfer.Run, transfer.Batch ?? "", transfer.Payment ?? "",
                transfer.Year is { } year ? Number(year) : "", transfer.Actor,
            ]));
    }

    private static IEnumerable<T> InChunks<T>(Func<int, IReadOnlyList<T>> page)
    {
        for (int skip = 0; ; skip += Chunk)
        {
            IReadOnlyList<T> rows = page(skip);
            foreach (T row in rows)
                yield return row;
            if (rows.Count < Chunk)
                yield break;
        }
    }

    private static string Yuan(long fen) => new Money(fen).ToString();

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
