using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Cli.Words;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Cli;

/// <summary>
/// <c>batch show</c>: a batch or one payment with everything that happened to it. Whole numbers are shown on request, and that is recorded.
/// </summary>
internal static class BatchShow
{
    private const int Most = 50;

    public static Command Command()
    {
        Argument<string> subject = new("BATCH") { Description = "A batch, or a payment number" };
        Option<bool> unmask = new("--unmask")
        {
            Description = "With a payment number and --as: shows the whole id number and account; that is recorded",
        };
        Command command =
            new("show", "Totals, funding, files with SHA-256, acts, and the payments to look at; or one payment with its history")
        {
            subject, unmask, OfficerOptions.As, OfficerOptions.PasswordStdin, OfficerOptions.Reason,
        };
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            OpenFolder open = parsed.GetValue(unmask) ? OpenFolder.Existing(parsed) : OpenFolder.ToRead(parsed);
            string name = parsed.GetValue(subject)!;
            using DbConnection books = open.Store.Connect();
            if (ReadBatches.List(books, null, null, null, name).SingleOrDefault() is { } batch)
                return Batch(parsed, books, batch, isChinese);
            if (ReadBatches.Payment(books, name) is not { } payment)
                throw new ActNotDone(ActRefusal.NoSuch(isChinese ? "批次或付款" : "", "batch or payment", name));

            if (parsed.GetValue(unmask))
                RecordUnmasking(parsed, open, name, isChinese);
            using DisbursementDb db = open.Store.Model();
            return Payment(parsed, open, db, payment, parsed.GetValue(unmask), isChinese);
        })));
        return command;
    }

    private static void RecordUnmasking(ParseResult parsed, OpenFolder open, string payment, bool isChinese)
    {
        ActSetting setting = OfficerOptions.Setting(parsed, open);
        Officer officer = OfficerOptions.SignedIn(parsed, setting, isChinese);
        if (new Unmask(setting).Run(payment, officer, parsed.GetValue(OfficerOptions.Reason) ?? "") is ActOutcome.Refused refused)
            throw new ActNotDone(refused.Refusal);
    }

    private static int Batch(ParseResult parsed, OpenBooks books, ListedBatch batch, bool isChinese)
    {
        IReadOnlyDictionary<PaymentState, int> states = ReadBatches.States(books, batch.Batch.Number);
        IReadOnlyList<BatchActRecord> acts = ReadBatches.Acts(books, batch.Batch.Number);
        IReadOnlyList<PaymentRecord> remarkable = ReadBatches.Remarkable(books, batch.Batch.Number, Most);
        string[] makers = [.. OfficerBook.Makers(books, batch.Run.Number).Select(maker => maker.Name).Distinct()];
        if (parsed.GetValue(CommonOptions.Json))
        {
            using Stream output = Console.OpenStandardOutput();
            output.Write(JsonBytes.Of(new { Batch = BatchesVerb.Json(batch), States = states, Makers = makers,
                Acts = acts.Select(act => new { act.Act, act.Officer, act.Reviewed, act.FilesSha256, At = Time(act.RecordedAt) }),
                Payments = remarkable.Select(PaymentJson) }));
            return ExitCode.Done;
        }

        BatchRecord b = batch.Batch;
        string Say(string chinese, string english) => isChinese ? chinese : english;
        Console.WriteLine(Say($"批次 {b.Id}：{b.State.Say(isChinese)}，{b.Payments} 笔，{Yuan(b.TotalFen)} 元",
            $"Batch {b.Id}: {b.State.Word()}, {Counted.Of(b.Payments, "payment")}, {Yuan(b.TotalFen)} yuan"));
        Console.WriteLine(Say($"  本年 {Yuan(b.CurrentFen)}，补发 {Yuan(b.ArrearsFen)}，抵扣 {Yuan(-b.OffsetFen)}", $"  current "
            + $"{Yuan(b.CurrentFen)}, arrears {Yuan(b.ArrearsFen)}, recovery {Yuan(-b.OffsetFen)}"));
        if (b.Recoveries > 0)
            Console.WriteLine(Say($"  追回 {b.Recoveries} 项，{Yuan(b.RecoveredFen)} 元（名单见 {BatchFileId.Recoveries} 文件；随本批次审批或退回）",
                $"  takes back {Counted.Of(b.Recoveries, "time")}, {Yuan(b.RecoveredFen)} yuan (listed in the "
                    + $"{BatchFileId.Recoveries} file; approved or rejected with the batch)"));
        Console.WriteLine(
            Say($"  资金：中央 {Yuan(b.CentralFen)}，省 {Yuan(b.ProvinceFen)}，市 {Yuan(b.CityFen)}，县 {Yuan(b.CountyFen)}",
                $"  funded by: central {Yuan(b.CentralFen)}, province {Yuan(b.ProvinceFen)}, city {Yuan(b.CityFen)}, county "
                    + $"{Yuan(b.CountyFen)}"));
        Console.WriteLine(Say("  付款状态：", "  payments: ") + string.Join(
            ", ", states.OrderBy(state => state.Key.Word(), StringComparer.Ordinal)
                .Select(state => $"{state.Key.Say(isChinese)} {state.Value}")));
        if (b.IsAssumed)
            Console.WriteLine(Say("  ASSUMED：标准或限额中有假定值，付款前须确认", "  ASSUMED: rates or limits rest on assumed values; confirm them first"));
        Console.WriteLine(Say("  制作人（不得审批）：", "  makers (may not approve): ") + string.Join(", ", makers));
        if (PostingBook.Of(books, batch.Run.Id, b.County) is { } posting)
            Console.WriteLine(Say($"  公示：{posting.Posted:yyyy-MM-dd} 至 {posting.Until:yyyy-MM-dd}，还有 "
                + $"{posting.DaysLeft(AwaitPosting.Day(TimeProvider.System))} 天", $"  posted: {posting.Posted:yyyy-MM-dd} to "
                    + $"{posting.Until:yyyy-MM-dd}, {Counted.Of(posting.DaysLeft(AwaitPosting.Day(TimeProvider.System)), "day")} left"));
        foreach (BatchFileRecord file in batch.Files)
            Console.WriteLine($"  {file.Format,-11}{Path.Combine(batch.Run.OutFolder, file.Path)}\n          SHA-256 {file.Sha256}");
        if (b.State == BatchState.Proposed && acts is [.., { Act: BatchActs.FirstApprove } first] && first.FilesSha256 == b.FilesSha256)
            Console.WriteLine(Say($"  {first.Officer} 已审批，还差另一位审核人员", $"  approved by {first.Officer}; another reviewer is missing"));
        foreach (BatchActRecord act in acts)
            Console.WriteLine($"  {Time(act.RecordedAt)}  {new RecordedWords(isChinese).Act(act.Act)}  {act.Officer}  {act.Reviewed}");
        foreach (PaymentRecord payment in remarkable)
            Console.WriteLine($"    {payment.PaymentNo}  {payment.State.Say(isChinese)}  {Yuan(payment.AmountFen)}  "
                + $"{payment.Flags}  {Link(books, payment, isChinese)}{payment.Note}");
        if (remarkable.Count == Most)
            Console.WriteLine(
                Say($"    （仅列出前 {Most} 笔有提示的付款，其余见付款文件）", $"    (the first {Most} payments with a remark; the file has the rest)"));
        return ExitCode.Done;
    }

    private static int Payment(
        ParseResult parsed, OpenFolder open, DisbursementDb db, PaymentRecord payment, bool isUnmasked, bool isChinese)
    {
        ClaimantRecord claimant = db.Claimants.ToRead().Single(one => one.Number == payment.ClaimantNumber);
        using Sealer sealer = new(open.Ring);
        Person person = SealedPerson.Of(db, payment).Open(sealer);
        string id = isUnmasked
            ? person.Id
            : Masking.Id(person.Id), account = isUnmasked
            ? person.BankAccount
            : Masking.Account(person.BankAccount);
        AccountChange? change = AccountChange.Of(db, sealer, payment);
        AuditRecord[] acts = [.. db.Audit.ToRead().Where(act => act.Subject == payment.PaymentNo).OrderBy(act => act.Sequence)];
        TransferRecord[] transfers =
            [.. db.Transfers.ToRead().Where(transfer => transfer.Payment == payment.PaymentNo).OrderBy(transfer => transfer.Id)];
        if (parsed.GetValue(CommonOptions.Json))
        {
            using Stream output = Console.OpenStandardOutput();
            output.Write(JsonBytes.Of(new
            {
                Payment = PaymentJson(payment), claimant.RegionCode, Region = open.Region(claimant.RegionCode),
                claimant.HouseholdNo, claimant.Role, person.Name, Id = id,
                person.BankName, BankAccount = account, person.AccountName, AccountChange = change?.English,
                Transfers = transfers.Select(transfer => new { transfer.Book, transfer.Sequence, transfer.Event, transfer.Debit,
                    transfer.Credit, transfer.Fen, transfer.Year, transfer.Actor, At = Time(transfer.RecordedAt) }),
                Acts = acts.Select(act => new { act.Sequence, act.Act, act.Actor, act.Outcome, act.Reason, At = Time(act.RecordedAt) }),
            }));
            return ExitCode.Done;
        }

        Console.WriteLine($"{payment.PaymentNo}  {payment.State.Say(isChinese)}  {Yuan(payment.AmountFen)}  {payment.Flags}  "
            + $"{Link(db, payment, isChinese)}{payment.Note}");
        RecordedWords words = new(isChinese);
        Console.WriteLine($"  {open.Region(claimant.RegionCode)} {claimant.HouseholdNo} "
            + $"{PersonList.RoleText(claimant.Role, isChinese)}  {person.Name}  {id}");
        Console.WriteLine($"  {person.BankName}  {account}  {person.AccountName}");
        if (change is not null)
            Console.WriteLine($"  {(isChinese ? change.Chinese : change.English)}");
        foreach (TransferRecord transfer in transfers)
            Console.WriteLine($"  {Time(transfer.RecordedAt)}  {transfer.Book}/{transfer.Sequence}  {words.Event(transfer.Event)}  "
                + $"{transfer.Debit} → {transfer.Credit}  {Yuan(transfer.Fen)}  {transfer.Year}  {transfer.Actor}");
        foreach (AuditRecord act in acts)
            Console.WriteLine($"  {Time(act.RecordedAt)}  {words.Act(act.Act)}  {words.Result(act.Outcome)}  {act.Actor}  "
                + words.Reason(act.Reason));
        return ExitCode.Done;
    }

    private static string Link(OpenBooks books, PaymentRecord payment, bool isChinese) =>
        ReadBatches.Replaced(books, payment) is not { } before
            ? ""
            : isChinese
            ? $"（重发 {before.PaymentNo}{(before.Note is { } why ? $"，原因：{why}" : "")}）"
            : $"(pays {before.PaymentNo} again{(before.Note is { } because ? $", which had: {because}" : "")}) ";

    private static object PaymentJson(PaymentRecord payment) => new
    {
        payment.PaymentNo, payment.State, payment.Months, payment.CurrentFen, payment.ArrearsFen, RecoveryFen =
            -payment.OffsetFen, payment.AmountFen, payment.Flags, payment.Replaces, payment.Note, payment.AnsweredOn,
    };

    private static string Yuan(long fen) => BatchesVerb.Yuan(fen);

    private static string Time(long seconds) => Instants.Utc(seconds);
}
