using Disbursement.Domain.Officers;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Postings;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>Records that a county's payments of a run were put up in public: from that day on people may object.</summary>
internal sealed class RecordPosting(ActSetting setting)
{
    /// <param name="run">The run.</param>
    /// <param name="posting">What was put up.</param>
    /// <param name="posted">On which day; not in the future, and not before the run.</param>
    /// <param name="officer">Who says so.</param>
    public ActOutcome Run(string run, WrittenPosting posting, DateOnly posted, Officer officer) =>
        PerformAct.Run(setting, officer, OfficialAct.Post, PostingBook.Post, run, null, act =>
        {
            if (officer.NotFor([posting.County]) is { } notFor)
                return new ActOutcome.Refused(notFor);

            RunRecord? record = act.Db.Runs.FirstOrDefault(one => one.Id == run && one.State == RunState.Sealed);
            if (record is null)
                return new ActOutcome.Refused(ActRefusal.NoSuch("批次", "run", run));
            if (posted > new AwaitPosting(setting).Today || posted < DateOnly.FromDateTime(record.StartedAt.UtcDateTime))
                return new ActOutcome.Refused(new ActRefusal("POSTED-ON", $"公示日期 {posted:yyyy-MM-dd} 不在发放 {run} 产生之日至今天之间。",
                    $"{posted:yyyy-MM-dd} is not a day from the start of run {run} to today.") { IsUsage = true });

            return new ActOutcome.Done(
                $"{posting.County} 的公示已登记：{posted:yyyy-MM-dd} 至 {posting.Until:yyyy-MM-dd}，{posting.Lines} 笔。",
                $"The posting of {posting.County} is recorded: from {posted:yyyy-MM-dd} to {posting.Until:yyyy-MM-dd}, "
                    + $"{Counted.Of(posting.Lines, "payment")}.",
                PostingBook.Detail(posting.County, posted, posting.Until, posting.Sha256));
        });
}
