using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Notices;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Signatures;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Serilog;

namespace Disbursement.Jobs.Schedule;

/// <summary>What scheduled jobs work on: the folders and settings that the verbs take from the command line.</summary>
internal sealed record ScheduledWork
{
    public required string Data { get; init; }

    /// <summary>What stands behind the business database.</summary>
    public DatabaseSettings Database { get; init; } = DatabaseSettings.Default;

    public required string Inputs { get; init; }

    public required string Out { get; init; }

    /// <summary>The heads file, where it is not beside the database.</summary>
    public string? Heads { get; init; }

    public required SigningSettings Signing { get; init; }

    /// <summary>How many reviewers approve a batch.</summary>
    public ApprovalLevels Levels { get; init; } = ApprovalLevels.One;

    public required ScheduleSettings Schedules { get; init; }

    /// <summary>Who is told of what happened.</summary>
    public NoticeSettings Notices { get; init; } = NoticeSettings.Off;

    /// <summary>Where the service says what it does.</summary>
    public ILogger Log { get; init; } = Serilog.Log.Logger;

    public RaiseNotices Raise => new(Notices, Data, Clock, Log);

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public bool IsChinese { get; init; }

    /// <summary>What a node of a cluster does its parts of runs with.</summary>
    public NodeWork Node => new()
    {
        Data = Data, Database = Database, Inputs = Inputs, Raise = Raise, Log = Log, Clock = Clock,
    };

    /// <summary>Opens the data folder anew, as each verb does: keys may have been rotated since.</summary>
    /// <exception cref="RunRefusal">The key ring is missing, damaged, or another database's.</exception>
    /// <exception cref="StoreRefusal">The database cannot be used.</exception>
    public ActSetting Open(string origin)
    {
        Database store = Store.Connections.Database.Open(Data, Database);
        if (Heads is not null)
            store.Heads = new HeadsFile(Heads);
        return new ActSetting(Data, store, OpenRing.Of(Data, store), Clock, origin, Signing)
        {
            Levels = Levels, Budgets = Path.Combine(Inputs, BudgetAtHand.Folder),
        };
    }

    /// <summary>What a start would come to nothing for, as things stand: nobody should learn it on the first of June.</summary>
    public IEnumerable<string> Problems(ActSetting setting) =>
        new[] { (Schedules.Of(ScheduleName.YearlyRun), OfficialAct.Run),
            (Schedules.Of(ScheduleName.ReturnInbox), OfficialAct.ImportReturns) }
            .Where(one => one.Item1.IsEnabled).Select(one => OperatorOf(setting, one.Item1, one.Item2).Problem).OfType<string>();

    /// <summary>The operator for whom a schedule acts; null, and no problem, while there are no officers at all.</summary>
    public static (Officer? Officer, string? Problem) OperatorOf(ActSetting setting, ScheduleSetting schedule, OfficialAct act)
    {
        using DisbursementDb db = setting.Store.Model();
        if (!OfficerBook.HasAny(db))
            return (null, null);

        string key = $"{ScheduleSettings.Section}:{schedule.Name.Section}:As";
        if (schedule.As is not { } name)
            return (null, $"{key} names nobody: since there are officers, it must name the operator for whom {schedule.Name.Name} acts.");
        if (OfficerBook.Find(db, name) is not { IsDisabled: false } record)
            return (null, $"{key} names {name}, who is no officer or is disabled.");

        Officer officer = OfficerBook.Of(db, record);
        return officer.MayNot(act) is { } refusal ? (null, $"{key}: {refusal.English}") : (officer, null);
    }
}
