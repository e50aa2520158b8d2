using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Anchors;
using Disbursement.Jobs.Batches;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Proofs;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;

namespace Disbursement.Jobs.Notices;

/// <summary>
/// Writes notices. Ids go by <paramref name="place"/>, which no other data folder has, so that two offices with one mailbox do not drop
/// each other's.
/// </summary>
internal sealed class ComposeNotice(string place, TimeProvider clock)
{
    /// <summary>More batches than this are counted and not named.</summary>
    private const int MostBatches = 200;

    /// <summary>Days are counted in China, where the notices are read.</summary>
    private string Today => Instants.InChina(clock.GetUtcNow()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public Notice Sealed(SealedRun sealing)
    {
        string run = sealing.Run.Id;
        NoticeText chinese = new($"发放 {run} 已封存", [
            Say($"受理 {sealing.Accepted:N0} 户，退回 {sealing.Rejected:N0} 户，整份拒收文件 {sealing.RefusedFiles:N0} 个；核定 {sealing.Heads:N0} 人。"),
            Say($"形成 {sealing.Batches:N0} 个付款批次，{sealing.Payments:N0} 笔，共 {Yuan(sealing.Fen)} 元。"),
            "下一步：财政部门审核各批次。"]);
        NoticeText english = new($"Run {run} is sealed", [
            Say($"{Counted.Of(sealing.Accepted, "household")} accepted, {sealing.Rejected:N0} rejected, ")
                + $"{Counted.Of(sealing.RefusedFiles, "file")} refused whole; {Counted.Of(sealing.Heads, "claimant")} assessed.",
            $"{Counted.Of(sealing.Batches, "batch", "batches")}, {Counted.Of(sealing.Payments, "payment")}, "
                + $"{Yuan(sealing.Fen)} yuan in all.",
            "Next: the finance bureaus review their batches."]);
        return New(NoticeKind.RunSealed, run, chinese, english, run, Notice.Time(sealing.Run.StartedAt)) with
        {
            Numbers = Numbers(("accepted", sealing.Accepted), ("rejected", sealing.Rejected), ("refusedFiles", sealing.RefusedFiles),
                ("heads", sealing.Heads), ("batches", sealing.Batches), ("payments", sealing.Payments), ("fen", sealing.Fen)),
        };
    }

    /// <summary>A run that did not come about. The same failure on the same day is one notice, however often the scheduler tries.</summary>
    /// <param name="run">Its number; null where none began.</param>
    /// <param name="year">Its year.</param>
    /// <param name="exception">What ended it: its kind is told, its words are not.</param>
    public Notice Failed(string? run, int year, Exception exception)
    {
        (string reason, string chinese, string english) = Why(exception);
        string subject = run ?? year.ToString(CultureInfo.InvariantCulture);
        return New(
            NoticeKind.RunFailed,
            subject,
            new NoticeText(run is null ? $"{year} 年的发放未能开始" : $"发放 {run} 未能完成", [chinese, "未付出任何款项；具体原因见本机日志，处理后用同一命令或由定时任务重新开始。"]),
            new NoticeText(run is null ? $"The run of {year} did not begin" : $"Run {run} did not end well", [english,
                "No money moved. The log on the machine says more; mend it, and the same command, or the schedule, starts the run again."]),
            subject, reason, Today) with { Reason = reason };
    }

    /// <summary>All batches that wait too long, once a day.</summary>
    public Notice Waiting(IReadOnlyList<WaitingBatch> late, int limit)
    {
        DateTimeOffset now = clock.GetUtcNow();
        LateBatch[] batches = [.. late.Select(batch => new LateBatch(batch.Id, batch.State, batch.Days(now)))
            .OrderByDescending(batch => batch.Days).ThenBy(batch => batch.Batch, StringComparer.Ordinal)];
        LateBatch[] named = [.. batches.Take(MostBatches)];
        long payments = late.Sum(batch => (long)batch.Payments), fen = late.Sum(batch => batch.Fen);
        int oldest = batches.Max(batch => batch.Days);
        string[] unnamedChinese = batches.Length > named.Length ? [Say($"另有 {batches.Length - named.Length:N0} 个批次未列出。")] : [];
        string[] unnamedEnglish = batches.Length > named.Length
            ? [Say($"{batches.Length - named.Length:N0} more are not named here.")]
            : [];
        NoticeText chinese = new(Say($"{batches.Length:N0} 个批次超过 {limit} 天未办结"), [
            Say($"共 {payments:N0} 笔，{Yuan(fen)} 元，最长已等待 {oldest:N0} 天。"),
            .. named.Select(batch => Say($"{batch.Batch}：{(batch.State == BatchState.Approved ? "待放行" : "待审批")}，{batch.Days:N0} 天")),
            .. unnamedChinese]);
        NoticeText english = new($"{Counted.Of(batches.Length, "batch waits", "batches wait")} longer than "
            + Counted.Of(limit, "day"), [
            Say($"{Counted.Of(payments, "payment")}, {Yuan(fen)} yuan; the oldest has waited {Counted.Of(oldest, "day")}."),
            .. named.Select(batch => Say($"{batch.Batch}: {batch.State.Word()} for {Counted.Of(batch.Days, "day")}")), .. unnamedEnglish]);
        return New(NoticeKind.BatchesWaiting, "batches", chinese, english, Today) with
        {
            Numbers =
                Numbers(("batches", batches.Length), ("payments", payments), ("fen", fen), ("daysWaiting", oldest), ("limitDays", limit)),
            Batches = named,
        };
    }

    /// <summary>What else lies too long, once a day: a line for each kind, and the names of batches and lines.</summary>
    public Notice Overdue(IReadOnlyList<Waiting> overdue, OverdueLimits limits)
    {
        IReadOnlyList<WaitingLine> lines = WaitingLine.Of(overdue);
        Waiting[] named = [.. overdue.Where(one => one.Kind is WaitingKind.Unanswered or WaitingKind.Quarantine).Take(MostBatches)];
        long count = lines.Sum(line => line.Count);
        NoticeText chinese = new(Say($"{count:N0} 项事务超期"), [
            .. lines.Select(line => line.Say(limits, isChinese: true) + "。"),
            .. named.Select(one => Say($"{one.Name}：{one.Days:N0} 天"))]);
        NoticeText english = new(Say($"{Counted.Of(count, "thing lies", "things lie")} too long"), [
            .. lines.Select(line => line.Say(limits, isChinese: false) + "."),
            .. named.Select(one => Say($"{one.Name}: {Counted.Of(one.Days, "day")}"))]);
        return New(NoticeKind.Overdue, "overdue", chinese, english, Today) with
        {
            Numbers = Numbers([.. WaitingKinds.All.Where(kind => !kind.IsOfBatch())
                .Select(kind => (kind.Name(), overdue.LongCount(one => one.Kind == kind)))]),
        };
    }

    /// <summary>
    /// Checks of the books that do not hold. What breaks them stands in the log and in what <c>verify</c> says: it may quote what somebody
    /// wrote.
    /// </summary>
    public Notice Broken(IReadOnlyList<Check> checks)
    {
        Check[] broken = [.. checks.Where(check => check.FirstBreak is not null)];
        int[] numbers = [.. broken.Select(check => check.Number).Distinct()];
        NoticeText chinese = new("账目核对发现问题", [
            Say($"{checks.Count} 项核对中有 {broken.Length} 项不成立："), .. broken.Select(check => Say($"{check.Number}  {check.Chinese}")),
            "请暂停付款，保持 data/ 与 out/ 原样；运行 disburse verify 可见第一处不符。"]);
        NoticeText english = new("The books do not hold", [
            Say($"Of {Counted.Of(checks.Count, "check")} {broken.Length} {(broken.Length == 1 ? "does" : "do")} not hold:"),
            .. broken.Select(check => Say($"{check.Number}  {check.English}")),
            "Stop paying and keep data/ and out/ as they are; disburse verify names the first row or file that breaks each."]);
        return New(NoticeKind.VerificationFailed, "books", chinese, english, string.Join(',', numbers), Today) with
        {
            Numbers = Numbers(("checks", checks.Count), ("broken", broken.Length)),
            Checks = numbers,
        };
    }

    /// <summary>Where the record of acts stands, for keeping elsewhere, once a day.</summary>
    public Notice Heads(HeadLine head)
    {
        string[] line = [head.Content];
        return New(NoticeKind.Heads, "heads", new NoticeText("操作记录链头", ["请妥善保存：日后可据此核对操作记录是否被改写。", .. line]),
            new NoticeText("The head of the record of acts",
                ["Keep this: with it anybody can see later whether the record was rewritten.", .. line]), Today) with
        {
            Numbers = Numbers(("sequence", head.Sequence)),
            Head = head.Write(),
        };
    }

    public Notice Trial() => New(
        NoticeKind.Trial,
        "trial",
        new NoticeText("试发通知", ["这是一条试发通知，说明此通道可用；无需处理。"]),
        new NoticeText("A trial notice", ["This is a trial: it shows that this way works. There is nothing to do."]),
        clock.GetUtcNow().UtcTicks.ToString(CultureInfo.InvariantCulture));

    private Notice New(string kind, string subject, NoticeText chinese, NoticeText english, params string[] event_) => new()
    {
        Id = Notice.IdOf([kind, place, .. event_]),
        Kind = kind,
        Subject = subject,
        At = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds()),
        Chinese = Checked(chinese),
        English = Checked(english),
    };

    /// <summary>Nothing here comes from a person. Should a number of one get in all the same, it is blotted out as everywhere.</summary>
    private static NoticeText Checked(NoticeText text) =>
        new(Wording.WithoutNumbers(text.Title), [.. text.Lines.Select(Wording.WithoutNumbers)]);

    private static (string Reason, string Chinese, string English) Why(Exception exception) => exception switch
    {
        RunRefusal { IsResumable: true } or StoreRefusal { IsResumable: true } => ("busy", "数据库或文件夹正被占用。",
            "The database or a folder was in use by another program."),
        RunRefusal or StoreRefusal => ("refused", "名册、政策包、设置、密钥或文件夹不符合要求，运行被拒绝。",
            "It was refused: rosters, policy pack, settings, keys or folders are not in order."),
        IOException or UnauthorizedAccessException => ("storage", "文件无法读写：请检查磁盘空间和文件夹权限。",
            "A file could not be read or written: check the room on the disk and the rights on the folders."),
        DbException => ("database", "数据库无法读写。", "The database could not be read or written."),
        CryptographicException => ("unopened", "有加密内容无法解开：密钥文件可能不是最新的。",
            "A sealed value could not be opened: the key ring may be an old one."),
        _ => ("broken-invariant", "程序内部错误。", "An error inside the program stopped it."),
    };

    private static Dictionary<string, long> Numbers(params (string Name, long Value)[] numbers) =>
        numbers.ToDictionary(number => number.Name, number => number.Value);

    private static string Yuan(long fen) => new Money(fen).Grouped();

    private static string Say(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
