using System.Diagnostics;
using System.Diagnostics.Metrics;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Runs;

[NonParallelizable]
public sealed class MeasuresTests
{
    [Test]
    public void A_run_is_traced_stage_by_stage()
    {
        using TestInputs inputs = new();
        List<string> stages = [];
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == Measures.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => stages.Add(activity.OperationName),
        };
        ActivitySource.AddActivityListener(listener);

        inputs.Roster("a.csv", A.Household(1)).Run();

        Assert.That((string.Join(", ", stages), Activity.Current),
            Is.EqualTo(("run reading, run assessing, run paying, run sealing", (Activity?)null)));
    }

    [Test]
    public void A_sealed_run_is_counted_once_with_its_payments_and_a_dry_run_is_not()
    {
        using TestInputs inputs = new();
        Dictionary<string, long> counted = [];
        using MeterListener listener = new() { InstrumentPublished = (instrument, self) => Listen(instrument, self) };
        listener.SetMeasurementEventCallback<long>(
            (instrument, value, _, _) => counted[instrument.Name] = counted.GetValueOrDefault(instrument.Name) + value);
        listener.Start();

        inputs.Roster("a.csv", A.Household(1)).Read();
        int dry = counted.Count;
        inputs.Run();

        Assert.That((dry, counted["disburse.runs"], counted["disburse.rows.read"], counted["disburse.payments"],
            counted["disburse.households.rejected"]), Is.EqualTo((0, 1, 3, 2, 0)));
    }

    private static void Listen(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Name == Measures.Name)
            listener.EnableMeasurementEvents(instrument);
    }
}
