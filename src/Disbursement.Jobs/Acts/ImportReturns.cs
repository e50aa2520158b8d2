using System.Globalization;
using System.Text;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Ledger.Bookings;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Returns;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.ReturnFiles;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Takes a bank's return file: good lines are booked, the others are kept in quarantine with their place. The whole file is one act, so a
/// reading that dies in the middle has booked nothing and is simply given again; a file that was taken already changes nothing.
/// </summary>
/// <param name="setting">Where.</param>
/// <param name="banks">The folder of the layouts of banks; null for our own forms alone.</param>
/// <param name="bank">The layout that the officer names; null where the file itself must tell.</param>
internal sealed class ImportReturns(ActSetting setting, string? banks = null, string? bank = null)
{
    private const int LongestFound = 200;
    private const int MostNamed = 5;

    private (long Paid, long Failed, long Quarantined) _lines;

    public ActOutcome Run(string file, Officer officer, CancellationToken stop)
    {
        string name = Path.GetFileName(file);
        if (officer.MayNot(OfficialAct.ImportReturns) is { } refusal)
            return Refused(officer, name, refusal);
        if (RegularFile.WhyNot(file) is { } reason)
            return Refused(officer, name, Unreadable(name, reason.English, reason.Chinese));
        if (!LyingFile.Exists(file))
            return Refused(officer, name, ActRefusal.NoSuch("文件", "file", name));

        (BankLayouts layouts, ReturnRemark? wrong) = ReadBankLayouts.Run(banks, bank);
        if (wrong is not null)
            return Refused(officer, name, Unreadable(name, wrong.English, wrong.Chinese));

        PlainCopy taken;
        try
        {
            taken = SealedInputs.Of(setting.Data, setting.Ring).Keep(file, copy => ReadReturnFile.WhyNot(copy, layouts, stop), stop);
        }
        catch (UnreadableFileException exception)
        {
            return Refused(officer, name, Unreadable(name, exception.Remark.English, exception.Remark.Chinese));
        }

        ActOutcome outcome;
        using PlainCopy kept = taken;
        try
        {
            outcome = PerformAct.Run(setting, officer, OfficialAct.ImportReturns, "import-returns", name, null,
                act => Take(act, officer, new TakenFile(kept.Path, name, kept.Sha256, kept.Bytes), layouts, stop));
        }
        catch (UnreadableFileException exception)
        {
            // A workbook may be damaged, or unpack to an absurd size, far behind its first rows: then nothing of it is booked.
            return Refused(officer, name, Unreadable(name, exception.Remark.English, exception.Remark.Chinese));
        }

        if (outcome is ActOutcome.Done { ChangedNothing: false })
            Measures.Answered(_lines.Paid, _lines.Failed, _lines.Quarantined);
        return outcome;
    }

    private static ActRefusal Unreadable(string name, string english, string chinese) =>
        new("UNREADABLE", $"{name}：{chinese}", $"{name}: {english}") { IsUsage = true };

    private ActOutcome.Refused Refused(Officer officer, string name, ActRefusal refusal)
    {
        PerformAct.Record(setting, officer, "import-returns", name, refusal);
        return new ActOutcome.Refused(refusal);
    }

    private ActOutcome Take(ActTransaction act, Officer officer, TakenFile file, BankLayouts layouts, CancellationToken stop)
    {
        if (act.Db.ReturnFiles.FirstOrDefault(known => known.Sha256 == file.Sha256) is { } known)
        {
            return new ActOutcome.Done(
                $"{file.Name}：此文件已由 {known.Officer} 导入过（第 {known.Id} 号），没有变化。", $"{file.Name}: {known.Officer} has imported this very file "
                    + $"before (number {known.Id}); nothing changes.", $"sha256={file.Sha256} repeated") { ChangedNothing = true };
        }

        ReturnReading reading = ReadReturnFile.Open(file.Copy, layouts, stop);
        if (reading.Refusal is { } whole)
            return new ActOutcome.Refused(Unreadable(file.Name, whole.English, whole.Chinese));

        if (reading.Bank.Sha256.Length > 0)
            KeepInArchive.Run(InputArchive.Of(setting.Data), reading.Bank.Text, reading.Bank.Sha256);
        string work = Path.Combine(setting.Data, "work", $"returns-{file.Sha256[..16]}");
        Directory.CreateDirectory(work);
        try
        {
            using Tally tally = new(act, setting, officer, (act.Db.ReturnFiles.Max(one => (int?)one.Id) ?? 0) + 1);
            IEnumerable<ReturnItem.Answer> answers = Answers(reading, tally);
            if (reading.Bank.Find != FindBy.Number)
                answers = new FindPayments(act, setting.Ring, work).Run(answers, reading, tally.Quarantine);
            foreach (IReadOnlyList<ReturnItem.Answer> group in GroupByPayment.Run(answers, work))
            {
                stop.ThrowIfCancellationRequested();
                tally.Judge(group);
            }

            _lines = tally.Answers;
            return tally.Close(file, reading);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static IEnumerable<ReturnItem.Answer> Answers(ReturnReading reading, Tally tally)
    {
        foreach (ReturnItem item in reading.Lines)
        {
            switch (item)
            {
                case ReturnItem.Answer answer:
                    tally.Lines++;
                    yield return answer;
                    break;
                case ReturnItem.Broken broken:
                    tally.Lines++;
                    tally.Quarantine(item, broken.Faults[0], tally.Known(broken.PaymentNo));
                    break;
                default:
                    tally.PassOver(item);
                    break;
            }
        }
    }

    private sealed record TakenFile(string Copy, string Name, string Sha256, long Bytes);

    /// <summary>What one file does to the books.</summary>
    private sealed class Tally(ActTransaction act, ActSetting setting, Officer officer, int number) : IDisposable
    {
        private readonly BookAnswers _book = new(act);
        private readonly Sealer _sealer = new(setting.Ring);
        private readonly SortedDictionary<string, long> _codes = new(StringComparer.Ordinal);
        private long _paid;
        private long _failed;
        private long _quarantined;
        private long _takenBack;
        private long _returned;
        private long _passedOver;
        private long _firstPassedOver;

        public long Lines { get; set; }

        public (long Paid, long Failed, long Quarantined) Answers => (_paid, _failed, _quarantined);

        /// <summary>The number, if there is such a payment.</summary>
        public string? Known(string paymentNo) => paymentNo.Length == 0 ? null : _book.Find(paymentNo)?.PaymentNo;

        /// <summary>A line that is no answer is counted and named.</summary>
        public void PassOver(ReturnItem item)
        {
            if (_passedOver++ == 0)
                _firstPassedOver = item.Line;
        }

        public void Judge(IReadOnlyList<ReturnItem.Answer> group)
        {
            PaymentFacts? payment = _book.Find(group[0].Said.PaymentNo);
            KnownPayment? known = payment is null
                ? null
                : new KnownPayment(payment.PaymentNo, new Money(payment.AmountFen), payment.State)
                {
                    Answers = payment.State is PaymentState.Paid or PaymentState.Failed ? _book.AnswersTo(payment) : [],
                    RepeatedOn = payment.State is PaymentState.Paid or PaymentState.Failed ? _book.RepeatedOn(payment) : null,
                    Days = _book.ReleasedOn(payment) is { } release ? new PossibleDays(release, Instants.DayInChina(act.Now)) : null,
                };
            IReadOnlyList<ReturnVerdict> verdicts = JudgeReturns.Run([.. group.Select(answer => answer.Said)], known);
            for (int i = 0; i < group.Count; i++)
            {
                if (verdicts[i] is ReturnVerdict.Booked booked)
                    Book(payment!, booked.Status, group[i]);
                else
                    Quarantine(group[i], ((ReturnVerdict.Quarantined)verdicts[i]).Reason, payment?.PaymentNo);
            }
        }

        public void Quarantine(ReturnItem item, Quarantine reason, string? paymentNo)
        {
            byte[] sealedRaw = _sealer.Seal(
                Encoding.UTF8.GetBytes(item.Raw), SealedPlace.ReturnLine(QuarantineId.Of(number, item.Line).Value));
            _book.Quarantine(number, item.Line, reason.Code, paymentNo, Shown(reason.Expected), Shown(reason.Found), sealedRaw);
            _codes[reason.Code] = _codes.GetValueOrDefault(reason.Code) + 1;
            _quarantined++;
        }

        public ActOutcome.Done Close(TakenFile file, ReturnReading reading)
        {
            act.Db.ReturnFiles.Add(new ReturnFileRecord
            {
                Id = number, Sha256 = file.Sha256, Name = Wording.NameWithoutNumbers(file.Name), Bytes = file.Bytes, Lines = Lines,
                Paid = _paid, Failed = _failed, Quarantined = _quarantined, Officer = officer.Name, RecordedAt = act.NowSeconds,
            });
            string[] settled = [.. _book.Batches.Select(batch => SettleBatch.Run(act, batch, officer)).OfType<string>()];
            string codes = string.Join(' ', _codes.Select(code => $"{code.Key}={code.Value}"));
            string back = (_takenBack == 0 ? "" : $"其中 {_takenBack} 笔改变了此前的回盘（隔日退汇或补记到账）。")
                    + (_returned == 0 ? "" : $"其中 {_returned} 笔曾重复支付，退回后不再应收。"),
                backEnglish = (_takenBack == 0 ? "" : $" {_takenBack} of them took back what the bank had said before.")
                    + (_returned == 0 ? "" : $" {_returned} had been paid twice: nothing is owed back for them any more.");
            ReturnRemark[] told =
            [
                .. reading.Remarks, .. reading.Warnings,
                .. _passedOver == 0 ? [] : new[] { new ReturnRemark(
                    $"{Counted.Of(_passedOver, "line of a sum or signature was", "lines of sums or signatures were")} passed over, "
                        + $"the first is line {_firstPassedOver}",
                    $"略过{_passedOver}行合计或签章，首个为第{_firstPassedOver}行") },
            ];
            string remarks = string.Concat(told.Select(one => $" {one.English}.")),
                zh = string.Concat(told.Select(one => $" {one.Chinese}。"));
            return new ActOutcome.Done(
                $"{file.Name}：{Lines} 行，成功 {_paid}，失败 {_failed}，待核 "
                    + $"{_quarantined}{(codes.Length > 0 ? $"（{codes}；见 returns list --file {number}）" : "")}；按“{reading.Bank.Name}”读取。"
                    + $"{back}{zh}{(settled.Length > 0 ? $" 已结清 {settled.Length} 个批次：{Few(settled, "、")}" : "")}",
                $"{file.Name}: {Counted.Of(Lines, "line")}, {_paid} paid, {_failed} failed, {_quarantined} in "
                    + $"quarantine{(codes.Length > 0 ? $" ({codes}; see returns list --file {number})" : "")}; "
                    + $"read as {reading.Bank.English}.{backEnglish}{remarks}"
                    + $"{(settled.Length > 0 ? $" Settled {settled.Length}: {Few(settled, ", ")}" : "")}",
                ReturnFileDetail.Of(file.Sha256, number, Lines, _paid, _failed, _quarantined,
                    QuarantineDigest.Of(act.Connection, act.Transaction, number), codes)
                    + ReturnFileDetail.OfLayout(reading.Bank.Sha256, reading.Bank.Id))
            {
                NeedsPerson = _quarantined > 0 || _failed > 0 || reading.Warnings.Count > 0,
            };
        }

        public void Dispose()
        {
            _book.Dispose();
            _sealer.Dispose();
        }

        private void Book(PaymentFacts payment, ReturnStatus status, ReturnItem.Answer answer)
        {
            Booking booking = Answered.By(status, payment);
            _takenBack += booking.Event is "bounced" or "late" ? 1 : 0;
            act.Book(payment.County).Add(booking, new Money(payment.AmountFen), payment, null, officer.Name);
            string? note = answer.Said.Reason.Length == 0 ? null : Wording.WithoutNumbers(answer.Said.Reason);
            _book.Answer(payment, status == ReturnStatus.Paid ? PaymentState.Paid : PaymentState.Failed, note, number, answer.Line,
                answer.Said.SettledOn);
            if (payment.State == PaymentState.Paid && new PaidTwice(setting, act).Return(payment, note, officer.Name))
                _returned++;
            if (status == ReturnStatus.Paid)
                _paid++;
            else
                _failed++;
        }

        private static string Few(string[] batches, string separator) =>
            string.Join(separator, batches.Take(MostNamed)) + (batches.Length > MostNamed ? " …" : "");

        private static string? Shown(string text)
        {
            string shown = Wording.WithoutNumbers(text);
            return shown.Length == 0 ? null : shown[..Math.Min(shown.Length, LongestFound)];
        }
    }
}
