using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Runs;

/// <summary>
/// The state of things that a person decides on to start a run. A start that names a state is refused once the state is another one.
/// </summary>
/// <param name="Run">The newest run of all years; null for none.</param>
/// <param name="State">The state of that run.</param>
/// <param name="Inputs">A digest of policy pack, bureaus, rosters and registers: their names, sizes and times of change.</param>
internal sealed record StartState(string? Run, RunState? State, string Inputs)
{
    public static StartState Of(Database store, RunInputs inputs)
    {
        RunRecord? newest = new RunBook(store).Newest();
        return new StartState(newest?.Id, newest?.State, Digest(inputs));
    }

    /// <summary>Why a start that was decided on this state is refused now, in both languages.</summary>
    public (string Chinese, string English) Against(StartState now)
    {
        if (Inputs != now.Inputs)
            return ("页面显示之后，输入文件夹中的文件有变动，未启动任何发放。请核对新的预览后再启动。", "Files of the inputs folder have changed since the page was shown. Nothing "
                + "was started: look at the new preview, then start.");

        return (
            $"页面显示之后，已有发放批次 {now.Run}（{(now.State == RunState.Sealed ? "已封账" : "未结束")}）。未启动任何发放，请核对新的预览后再启动。",
            $"There is run {now.Run} ({(now.State == RunState.Sealed ? "sealed" : "not ended")}) since the page was shown. Nothing was "
                + $"started: look at the new preview, then start.");
    }

    private static string Digest(RunInputs inputs)
    {
        StringBuilder text = new();
        text.Append(inputs.PackReading.Sha256).Append('|').Append(inputs.BureausSha256).Append('|').Append(inputs.Terms.Sha256)
            .Append('\n');
        foreach (RosterFile file in inputs.Rosters.Concat(inputs.Registers))
        {
            RosterAtRest? found = RosterAtRest.Look(file.FullPath);
            text.Append(CultureInfo.InvariantCulture, $"{file.Name}|{found?.Bytes ?? -1}|{found?.ChangedAt.Ticks ?? 0}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}

/// <summary>What a start would do.</summary>
internal enum StartKind
{
    /// <summary>It makes a new run.</summary>
    New,

    /// <summary>It goes on with a run that did not end.</summary>
    Resumes,

    /// <summary>It makes a new run that has nothing to pay.</summary>
    Nothing,
}

/// <summary>What a start of a year would do, as things stand.</summary>
/// <param name="State">The state that this was decided on.</param>
/// <param name="Kind">What it would do.</param>
/// <param name="Run">The number of the run that would be made or resumed.</param>
/// <param name="Since">The run since which nothing has changed; null where something has.</param>
internal sealed record StartOutlook(StartState State, StartKind Kind, string Run, string? Since)
{
    /// <summary>Acts after which a run over the same inputs may have something to pay.</summary>
    private static readonly string[] Moving =
    [
        "release", "close", "reject", "cancel", "unhold", "give-account", "import-returns", ObjectionBook.Decide, ResolutionBook.Confirm,
    ];

    /// <summary>Looks at the record and, where names and sizes of the files are those of the last run, at the bytes of the files.</summary>
    /// <exception cref="RunRefusal">A sealed run of the year goes through a later month.</exception>
    public static StartOutlook Of(Database store, RunOrder order, RunInputs inputs, Func<string, string> hash)
    {
        RunBook runs = new(store);
        StartState state = StartState.Of(store, inputs);
        OpenRun.RefuseGoingBack(store, order);
        if (runs.Unfinished(order.Year) is { } unfinished)
            return new StartOutlook(state, StartKind.Resumes, unfinished.Id, null);

        string next = string.Create(CultureInfo.InvariantCulture, $"{order.Year}-{runs.Next(order.Year).Ordinal}");
        return Unchanged(store, order, inputs, state, hash) is { } same
            ? new StartOutlook(state, StartKind.Nothing, next, same)
            : new StartOutlook(state, StartKind.New, next, null);
    }

    /// <summary>
    /// The newest run, where it paid the same counties through the same month from the same inputs and no act since has left anything to
    /// pay.
    /// </summary>
    private static string? Unchanged(Database store, RunOrder order, RunInputs inputs, StartState state, Func<string, string> hash)
    {
        using DisbursementDb db = store.Model();
        RunRecord? last = db.Runs.ToRead().FirstOrDefault(run => run.Id == state.Run && run.Year == order.Year
            && run.Kind == RunKind.Yearly && run.State == RunState.Sealed);
        if (last is null || last.PackSha256 != inputs.PackReading.Sha256 || last.BureausSha256 != inputs.BureausSha256
            || last.ThroughMonth != order.ThroughMonth
            || last.TermsSha256 != inputs.Terms.Sha256
            || !last.Counties.Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet().SetEquals(order.Counties))
            return null;

        long made = db.Audit.ToRead().Where(act => act.Act == "run" && act.Subject == last.Id && act.Outcome == ActResult.Done)
            .Max(act => (long?)act.Sequence) ?? 0;
        if (db.Audit.ToRead().Any(act => act.Sequence > made && Moving.Contains(act.Act) && act.Outcome == ActResult.Done))
            return null;

        RosterFile[] files = [.. inputs.Rosters, .. inputs.Registers];
        Dictionary<string, RunInputRecord> read = new RunBook(store).Inputs(last).ToDictionary(input => input.Path);
        bool isSame = files.Length == read.Count && files.All(file => RosterAtRest.Look(file.FullPath) is { } lies
            && read.TryGetValue(file.Name, out RunInputRecord? input) && input.Bytes == lies.Bytes)
            && files.All(file => read[file.Name].Sha256 == hash(file.FullPath));
        return isSame ? last.Id : null;
    }
}
