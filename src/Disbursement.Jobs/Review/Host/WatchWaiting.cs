using System.Data.Common;
using System.Diagnostics.Metrics;
using Disbursement.Domain.Batches;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Schedule;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Review.Host;

/// <summary>
/// Reports how many batches wait, by state and by whether they have waited too long, and what else lies too long. The database is read
/// each time the metrics are read.
/// </summary>
internal sealed class WatchWaiting
{
    private readonly ScheduledWork _work;
    private readonly KeptWaiting _kept;

    public WatchWaiting(ScheduledWork work, KeptWaiting kept, IMeterFactory meters)
    {
        _work = work;
        _kept = kept;
        Meter meter = meters.Create(Measures.Name);
        meter.CreateObservableGauge("disburse.batches.waiting", Look, "{batch}", "Batches that wait for a reviewer, by state and age");
        meter.CreateObservableGauge("disburse.waiting", () => LookAll(isLateOnly: false), "{thing}", "What waits for an officer, by kind");
        meter.CreateObservableGauge("disburse.overdue", () => LookAll(isLateOnly: true), "{thing}",
            "What lies longer than its deadline, by kind");
    }

    private IEnumerable<Measurement<long>> LookAll(bool isLateOnly)
    {
        try
        {
            Database store = Database.OpenToRead(_work.Data, _work.Database);
            using DisbursementDb db = store.Model();
            ILookup<WaitingKind, Waiting> waiting =
                _kept.Of(db, store).Where(one => one.IsLate || !isLateOnly).ToLookup(one => one.Kind);
            return [.. WaitingKinds.All.Select(kind => new Measurement<long>(waiting[kind].Sum(one => one.Count),
                new KeyValuePair<string, object?>("kind", kind.Name())))];
        }
        catch (Exception exception) when (exception is StoreRefusal or DbException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private IEnumerable<Measurement<long>> Look()
    {
        try
        {
            using DisbursementDb db = Database.OpenToRead(_work.Data, _work.Database).Model();
            DateTimeOffset now = _work.Clock.GetUtcNow();
            ILookup<(BatchState, bool), WaitingBatch> waiting = WaitingBatches.List(db)
                .ToLookup(batch => (batch.State, batch.Days(now) > _kept.Limits.BatchDays));
            return
            [
                .. from state in new[] { BatchState.Proposed, BatchState.Approved }
                   from isLate in new[] { false, true }
                   select new Measurement<long>(waiting[(state, isLate)].LongCount(), new("state", state.Word()),
                       new("age", isLate ? "over-limit" : "within-limit")),
            ];
        }
        catch (Exception exception) when (exception is StoreRefusal or DbException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
