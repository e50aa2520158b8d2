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
using Disbursement.Jobs.Review.Lists;
using Disbursement.Jobs.Review.Words;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;
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
        /// <summary>What the page shows within another column, or in a heading: it goes with that one.</summary>
        public IReadOnlyDictionary<Word, Word> Within { get; init; } = new Dictionary<Word, Word>();

        /// <summary>The same without the columns that the officer has hidden in the list; the first is always there.</summary>
        public Asked Without(string[] hidden)
        {
            int[] shown = [.. Header.Index().Where(head => Within.GetValueOrDefault(head.Item, head.Item) is var column
                && (column == Header[0] || !hidden.Contains(column.English))).Select(head => head.Index)];
            return shown.Length == Header.Length
                ? this
                : this with { Header = [.. shown.Select(place => Header[place])],
                    Rows = Rows.Select(row => (IReadOnlyList<string>)[.. shown.Select(place => row[place])]) };
        }
    }

    public static async Task Take(Taking taking)
    {
        Language language = new(taking.IsChinese);
        using DisbursementDb db = taking.Desk.Read();
        string[] hidden = taking["hide"].ReplaceLineEndings("\n").Split('\n');
        string list = taking["list"];
        Asked asked = Of(db, taking.Desk, taking.Get<BatchNames>(), taking.Get<KeptAnswers>(), taking.Officer, language, taking.Form)
            ?.Without(hidden) ?? Nothing(list);
        string ending = taking["format"] == "xlsx" ? "xlsx" : "csv";
        await taking.Make(
            _ => new TakeFile(taking.Acting()).OfList(asked.Name, asked.Subject, asked.Power, taking.Officer, asked.Header.Length > 0),
            folder =>
            {
                string file = Path.Combine(folder, "list");
                IEnumerable<string> heads = asked.Header.Select(head => language[head]);
                if (ending == "xlsx")
                    ListTable.WriteWorkbook(file, asked.Name, heads, asked.Rows);
                else
                    ListTable.Write(file, heads, asked.Rows);
                return file;
            },
            $"{asked.Name}{(asked.Subject.Length == 0 ? "" : "-" + asked.Subject)}.{ending}").ConfigureAwait(false);
    }

    /// <summary>What there is not, or is another county's: refused on record, by the power of the list that was asked for.</summary>
    private static Asked Nothing(string list) =>
        new("list", "", list is "audit" or "transfers" ? OfficialAct.Supervise : OfficialAct.Read, [], []);

    private static Asked? Of(DisbursementDb db, Desk desk, BatchNames names, KeptAnswers kept, Officer officer, Language language,
        IFormCollection form) => form["list"].ToString() switch
    {
        "payments" => Payments(db, desk, names, officer, language, form),
        "receivables" => Receivables(db, desk, kept, officer, language, form),
        "quarantine" => Quarantine(db, desk, officer, language, form),
        "unpaid" => Unpaid(db, desk, officer, language, form),
        "objections" => Objections(desk, officer, language, form),
        "batches" => Batches(db, desk, officer, language, form),
        "audit" => Audit(db, desk, language, form),
        "transfers" => Transfers(db, desk, language, form),
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
            return Grouped("payments", batch.Id, grouping.Groups(db, batch.Number, filter, desk, language));

        return wrong is not null ? null : new Asked("payments", batch.Id, OfficialAct.Read,
            [Text.PaymentNo, Text.Name, Text.IdNumber, Text.Region, Text.Household, Text.State, Text.Flag, Text.Current, Text.Arrears,
                Text.Offset, Text.Amount, Text.Account],
            InChunks(skip => ListPayments.Run(db, desk.Ring, batch.Number, filter, skip, Chunk).Page).Select(line => (IReadOnlyList<string>)
            [
                line.Payment.PaymentNo, line.Person.Name, Masking.Id(line.Person.Id), desk.Region(line.RegionCode), line.HouseholdNo,
                language.State(line.Payment.State),
                string.Join(' ', (line.Payment.Flags ?? "").Split('+', StringSplitOptions.RemoveEmptyEntries).Select(language.Flag)),
                Yuan(line.Payment.CurrentFen), Yuan(line.Payment.ArrearsFen), Yuan(-line.Payment.OffsetFen),
                Yuan(line.Payment.AmountFen), Masking.Account(line.Person.BankAccount),
            ]));
    }

    private static Asked Unpaid(DisbursementDb db, Desk desk, Officer officer, Language language, IFormCollection form)
    {
        string county = form["county"].ToString(), state = form["state"].ToString();
        UnpaidPart[] parts = [.. ReadUnpaid.Parts(db).Where(part => officer.Covers(part.County)
            && (county.Length == 0 || part.County == county) && (state.Length == 0 || part.State.Word() == state))];
        return new Asked("unpaid", ReadLedger.IsBook(county) ? county : "", OfficialAct.Read,
            [Text.PaymentNo, Text.County, Text.State, Text.Scheme, Text.Amount, Text.DueSince, Text.Days, Text.Region, Text.Household,
                Text.Details],
            InChunks(skip => ReadUnpaid.Page(db, parts, skip, Chunk)).Select(line => (IReadOnlyList<string>)
                [line.PaymentNo, desk.County(line.County), language.State(line.State), language.Scheme(line.Scheme), Yuan(line.Amount.Fen),
                    Day(line.DueSince), Number(Instants.DayInChina(desk.Now).DayNumber - Instants.DayInChina(line.DueSince).DayNumber),
                    desk.Region(line.RegionCode), line.HouseholdNo, line.Note ?? ""]))
        {
            Within = new Dictionary<Word, Word> { [Text.County] = Text.PaymentNo, [Text.State] = Text.PaymentNo },
        };
    }

    private static Asked Receivables(
        DisbursementDb db, Desk desk, KeptAnswers kept, Officer officer, Language language, IFormCollection form)
    {
        IReadOnlyList<PlacedReceivable> fit = ReceivableList.Fit(
            ReceivableList.Of(db, desk, kept, officer), form["county"], form["age"], form["stand"]);
        return ReceivableList.Groups(form["group"], fit, desk, language) is { } groups
            ? Grouped("receivables", "", groups)
            : new Asked("receivables", "", OfficialAct.Read,
                [Text.ReceivableNumber, Text.County, Text.Region, Text.Household, Text.Amount, Text.DueSince, Text.Days, Text.Result],
                fit.Select(one => (IReadOnlyList<string>)
                    [one.One.Receivable.Number, desk.County(one.One.Receivable.County),
                        one.RegionCode.Length == 0 ? "" : desk.Region(one.RegionCode), one.HouseholdNo, Yuan(one.One.Receivable.Open.Fen),
                        Day(one.One.Receivable.Since), Number(one.One.Days), ReceivableLines.Told(one.One, language.IsChinese)]));
    }

    private static Asked? Quarantine(DisbursementDb db, Desk desk, Officer officer, Language language, IFormCollection form)
    {
        if (!int.TryParse(form["file"], NumberStyles.None, CultureInfo.InvariantCulture, out int file))
            return null;

        IReadOnlyList<ListedLine> fit =
            QuarantineList.Fit(QuarantineList.Of(db, file, officer.Counties), form["problem"], form["stand"]);
        if (QuarantineList.Groups(form["group"], fit, desk, language) is { } groups)
            return Grouped("quarantine", Number(file), groups);

        Dictionary<long, Resolution> said = fit.Where(line => line.Said is not null)
            .ToDictionary(line => line.Line.Line, line => line.Said!);
        return new Asked("quarantine", Number(file), OfficialAct.Read, [.. QuarantineList.Columns.All],
            fit.Chunk(Chunk).SelectMany(part => ReadConsole.Quarantined(db, [.. part.Select(line => line.Line.Id)]))
                .Select(one => (IReadOnlyList<string>)
                    [Number(one.Line.Line), $"{language[CodeWords.Of(one.Line.Code).Title]} {one.Line.Code}", one.Line.PaymentNo ?? "",
                        one.State is { } state ? language.State(state) : "", QuarantineList.Expected(one.Line, language),
                        QuarantineList.Found(one.Line, language),
                        QuarantineList.Told(said.GetValueOrDefault(one.Line.Line), language)]));
    }

    private static Asked Batches(DisbursementDb db, Desk desk, Officer officer, Language language, IFormCollection form)
    {
        BatchFilter filter = new(form["run"], form["state"], form["county"], form["scheme"]);
        IEnumerable<BatchLine> lines = ReadConsole.Batches(db, officer.Counties, null, null).Where(filter.Takes);
        return BatchList.Groups(form["group"], lines, desk, language) is { } groups
            ? Grouped("batches", "", groups)
            : new Asked("batches", "", OfficialAct.Read,
                [Text.Batch, Text.RunNo, .. BatchList.Columns.All.Skip(1)],
                lines.Select(line => (IReadOnlyList<string>)
                [line.Batch.Id, line.Run, desk.County(line.Batch.County), language.Scheme(line.Batch.Scheme),
                    language.State(line.Batch.State), Number(line.Batch.Payments), Yuan(line.Batch.TotalFen),
                    Yuan(line.Batch.RecoveredFen), Number(line.Held), Number(line.Failed),
                    BatchList.Waits(line, desk.Now) is { } days ? Number(days) : "",
                    line.Batch.IsAssumed ? language[Text.Assumed] : ""]))
            {
                Within = new Dictionary<Word, Word> { [Text.RunNo] = Text.Batch },
            };
    }

    private static Asked Grouped(string list, string subject, ListGroups groups) => new(
        list, subject, OfficialAct.Read, [groups.Title, .. groups.Counts, .. groups.Sums],
        groups.Groups.Select(group => (IReadOnlyList<string>)[group.Name, .. group.Counts.Select(Number), .. group.Fen.Select(Yuan)]));

    private static Asked Objections(Desk desk, Officer officer, Language language, IFormCollection form) => new(
        "objections", "", OfficialAct.Read, [Text.When, Text.PaymentNo, Text.County, Text.ObjectionBy, Text.ObjectionReason,
            Text.ObjectionRecorder, Text.Result, Text.ObjectionDecider, Text.DecidedAt, Text.ObjectionBecause],
        ListObjections.Run(desk.Store, officer.Counties, form["state"], form["county"]).Select(listed => (IReadOnlyList<string>)
        [
            Language.Time(listed.Objection.At), listed.Objection.PaymentNo, desk.County(listed.County), listed.Objection.By,
            listed.Objection.Reason, listed.Objection.Recorder, language.Objection(listed.Objection.Outcome),
            listed.Objection.Decider ?? "", Language.Time(listed.Objection.DecidedAt), listed.Objection.Because ?? "",
        ]));

    private static Asked Audit(DisbursementDb db, Desk desk, Language language, IFormCollection form)
    {
        AuditFilter filter = ReadFilter.Acts(form["what"], form["who"], form["subject"], form["outcome"], form["from"], form["until"]);
        return new Asked("audit", "", OfficialAct.Supervise,
            [Text.Number, Text.When, Text.Who, Text.RoleHead, Text.What, Text.Subject, Text.Result, Text.Reason, Text.Details,
                Text.AsRecorded, Text.Origin],
            InChunks(skip => ReadLedger.Acts(db, filter, skip, Chunk).Page).Select(act => (IReadOnlyList<string>)
                [Number(act.Sequence), Language.Time(act.RecordedAt), act.Actor, act.Role is { } role ? language.Role(role) : "",
                    language.Act(act.Act), act.Subject ?? "", language[act.Outcome == ActResult.Done ? Text.WasDone : Text.WasRefused],
                    act.Reason ?? "", string.Join(" · ", DetailWords.Of(act.Detail, desk, language)), act.Detail ?? "", act.Origin]))
        {
            Within = new Dictionary<Word, Word> 
            {
                [Text.RoleHead] = Text.Who, [Text.Origin] = Text.Details, [Text.AsRecorded] = Text.Details,
            },
        };
    }

    private static Asked? Transfers(DisbursementDb db, Desk desk, Language language, IFormCollection form)
    {
        string book = form["book"].ToString();
        return !ReadLedger.IsBook(book) ? null : new Asked("transfers", book, OfficialAct.Supervise,
            [Text.Number, Text.When, Text.LedgerEvent, Text.Debit, Text.DebitAccount, Text.Credit, Text.CreditAccount, Text.Amount,
                Text.RunNo, Text.Batch, Text.PaymentNo, Text.Year, Text.Who],
            InChunks(skip => ReadLedger.Transfers(db, book, ReadFilter.Given(form["account"]), ReadFilter.Given(form["happening"]), skip,
                Chunk).Page).Select(transfer => (IReadOnlyList<string>)
            [
                Number(transfer.Sequence), Language.Time(transfer.RecordedAt), language.Event(transfer.Event),
                AccountWords.Of(transfer.Debit, desk, language), transfer.Debit,
                AccountWords.Of(transfer.Credit, desk, language), transfer.Credit,
                Yuan(transfer.Fen), transfer.Run, transfer.Batch ?? "", transfer.Payment ?? "",
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

    private static string Day(DateTimeOffset time) => Language.Day(Instants.DayInChina(time));

    private static string Yuan(long fen) => new Money(fen).ToString();

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
