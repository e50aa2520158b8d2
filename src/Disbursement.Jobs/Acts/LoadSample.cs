using System.Globalization;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Samples;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Writes the synthetic sample into the inputs of an office that has neither a roster nor a run, so that a bureau can try everything
/// before its own rosters are there. Nobody in it is real.
/// </summary>
internal sealed class LoadSample(ActSetting setting)
{
    public const string Name = "load-sample";

    private const long Households = 2000;
    private const double FaultsPercent = 1;

    public ActOutcome Run(string inputs, Officer officer, CancellationToken stop)
    {
        int year = Instants.DayInChina(setting.Clock.GetUtcNow()).Year;
        OfficialAct power = officer.Role == OfficerRole.Administrator ? OfficialAct.Administer : OfficialAct.Run;
        // Where the act is begun again after a fault of the database, what the first try wrote is its own.
        SampleSummary? written = null;
        return PerformAct.Run(setting, officer, power, Name, year.ToString(CultureInfo.InvariantCulture), null, act =>
        {
            if (written is null && (act.Db.Runs.Any() || RosterNames.AnyIn(Path.Combine(inputs, "rosters"))))
            {
                return new ActOutcome.Refused(new ActRefusal("NOT-EMPTY", "已有名册或发放记录：合成样例只能装入空的单位。",
                    "There are rosters or runs already: the synthetic sample is for an empty office alone."));
            }

            SampleSummary sample = written ??= WriteSample.Run(inputs, Households, seed: 1, FaultsPercent, year, null, stop);
            return new ActOutcome.Done(
                $"已装入 {year} 年合成样例：{sample.Households} 户、{sample.Rows} 行，其中 {sample.FaultyHouseholds} 户带有错误。均为虚构，并非真实人员。",
                $"The synthetic sample of {year} is loaded: {Counted.Of(sample.Households, "household")}, "
                    + $"{Counted.Of(sample.Rows, "row")}, {sample.FaultyHouseholds} of them with faults. Nobody in it is real.",
                string.Create(CultureInfo.InvariantCulture, $"synthetic=yes households={sample.Households} rows={sample.Rows}"));
        });
    }
}
