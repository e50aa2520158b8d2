using System.Diagnostics;
using System.Diagnostics.Metrics;
using Disbursement.Domain.Policies;

namespace Disbursement.Jobs.Runs;

/// <summary>
/// What is counted and traced of the work. Counted once a piece of work has ended, never row by row; where nobody listens it costs nothing.
/// </summary>
internal static class Measures
{
    /// <summary>The name under which meters and activities are listened to.</summary>
    public const string Name = "disburse";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> RunsCounted = Meter.CreateCounter<long>("disburse.runs", "{run}", "Runs, by how they ended");
    private static readonly Counter<long> Rows =
        Meter.CreateCounter<long>("disburse.rows.read", "{row}", "Roster rows that sealed runs read");
    private static readonly Counter<long> Accepted =
        Meter.CreateCounter<long>("disburse.households.accepted", "{household}", "Households that sealed runs accepted");
    private static readonly Counter<long> Rejected =
        Meter.CreateCounter<long>("disburse.households.rejected", "{household}", "Households that sealed runs rejected");
    private static readonly Counter<long> Payments =
        Meter.CreateCounter<long>("disburse.payments", "{payment}", "Payments that sealed runs made, by scheme");
    private static readonly Counter<long> Fen =
        Meter.CreateCounter<long>("disburse.payments.fen", "{fen}", "Their amount in fen, by scheme");
    private static readonly Counter<long> Lines =
        Meter.CreateCounter<long>("disburse.returns.lines", "{line}", "Lines of return files, by what became of them");
    private static readonly Counter<long> Checks =
        Meter.CreateCounter<long>("disburse.verification.checks", "{check}", "Checks of the books that were carried out, by number");
    private static readonly Counter<long> Breaks =
        Meter.CreateCounter<long>("disburse.verification.breaks", "{check}", "Checks that did not hold, by number");
    private static readonly Counter<long> Misfires =
        Meter.CreateCounter<long>("disburse.schedule.misfires", "{start}", "Starts that were missed, by schedule");
    private static readonly Counter<long> Failures =
        Meter.CreateCounter<long>("disburse.schedule.failures", "{start}", "Starts that came to nothing, by schedule");
    private static readonly Counter<long> NoticesSent =
        Meter.CreateCounter<long>("disburse.notices.sent", "{notice}", "Notices that arrived, by channel");
    private static readonly Counter<long> NoticesFailed =
        Meter.CreateCounter<long>("disburse.notices.failed", "{try}", "Notices that did not leave, by channel and by what becomes of them");
    private static readonly UpDownCounter<long> Running =
        Meter.CreateUpDownCounter<long>("disburse.schedule.running", "{job}", "Jobs that are running, by schedule");

    public static ActivitySource Activities { get; } = new(Name);

    public static void Sealed(RunSummary summary)
    {
        RunsCounted.Add(1, Tag("outcome", "sealed"));
        Rows.Add(summary.Files.Sum(file => file.Rows));
        Accepted.Add(summary.Accepted);
        Rejected.Add(summary.Rejected);
        foreach (Scheme scheme in summary.Inputs.Pack.Schemes)
        {
            (_, _, _, int payments, long fen) = summary.Of(scheme);
            if (payments == 0)
                continue;

            Payments.Add(payments, Tag("scheme", scheme.Code));
            Fen.Add(fen, Tag("scheme", scheme.Code));
        }
    }

    /// <summary>A run that ended without being sealed.</summary>
    public static void NotSealed(bool isStopped) => RunsCounted.Add(1, Tag("outcome", isStopped ? "stopped" : "failed"));

    public static void Answered(long paid, long failed, long quarantined)
    {
        Lines.Add(paid, Tag("outcome", "paid"));
        Lines.Add(failed, Tag("outcome", "failed"));
        Lines.Add(quarantined, Tag("outcome", "quarantined"));
    }

    /// <summary>A check of the books was carried out.</summary>
    public static void Verified(int check, bool holds)
    {
        Checks.Add(1, Tag("check", check));
        Breaks.Add(holds ? 0 : 1, Tag("check", check));
    }

    public static void Missed(string schedule) => Misfires.Add(1, Tag("schedule", schedule));

    public static void CameToNothing(string schedule) => Failures.Add(1, Tag("schedule", schedule));

    public static void Started(string schedule) => Running.Add(1, Tag("schedule", schedule));

    public static void Ended(string schedule) => Running.Add(-1, Tag("schedule", schedule));

    public static void NoticeSent(string channel) => NoticesSent.Add(1, Tag("channel", channel));

    public static void NoticeFailed(string channel, bool isGivenUp) =>
        NoticesFailed.Add(1, Tag("channel", channel), Tag("outcome", isGivenUp ? "given-up" : "tried-again"));

    /// <summary>A notice that did not even reach the outbox.</summary>
    public static void NoticeNotKept() => NoticesFailed.Add(1, Tag("channel", "outbox"), Tag("outcome", "not-kept"));

    private static KeyValuePair<string, object?> Tag(string name, object value) => new(name, value);
}
