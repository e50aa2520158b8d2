using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Notices;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Signatures;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
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

    public required SigningSettings Signing { get; init; }

    /// <summary>How many reviewers approve a batch.</summary>
    public ApprovalLevels Levels { get; init; } = ApprovalLevels.One;

    /// <summary>What a sign-in asks for.</summary>
    public SignInTerms Terms { get; init; } = SignInTerms.Default;

    /// <summary>Whether acts go through the service alone.</summary>
    public bool IsOnlyThroughService { get; init; }

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
        return new ActSetting(Data, store, OpenRing.Of(Data, store), Clock, origin, Signing)
        {
            Levels = Levels, Terms = Terms, IsOnlyThroughService = IsOnlyThroughService,
            Budgets = Path.Combine(Inputs, BudgetAtHand.Folder),
        };
    }

    /// <summary>
    /// What waits in the books and in the schedules. A run that every node of a cluster has left is none of it: the service is a node
    /// itself and goes on with it. Who asks without being one, as <c>report overdue</c>, has to look whether one is up.
    /// </summary>
    public IReadOnlyList<Waiting> Waiting(Database store) =>
        new FindWaiting(Data, store, Path.Combine(Inputs, BudgetAtHand.Folder), Schedules.Overdue, Clock.GetUtcNow())
        {
            IdleSchedules = [.. IdleSchedule.All(store, Schedules).Select(one => one.Name.Name)],
        }.Run();
}
