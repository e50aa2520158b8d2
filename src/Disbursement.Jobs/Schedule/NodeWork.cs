using Disbursement.Jobs.Notices;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Connections;
using Serilog;

namespace Disbursement.Jobs.Schedule;

/// <summary>What a node of a cluster does its parts of runs with: its folders, and where it says what happened.</summary>
internal sealed record NodeWork
{
    public required string Data { get; init; }

    public required DatabaseSettings Database { get; init; }

    /// <summary>Where the node finds the rosters: the same files as every other node.</summary>
    public required string Inputs { get; init; }

    /// <summary>Who is told of runs that are sealed, or have failed.</summary>
    public required RaiseNotices Raise { get; init; }

    public required ILogger Log { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The order of a part in the folders of this node; the rest of it is the run's.</summary>
    public RunOrder Here => new()
    {
        Year = 0, Inputs = Inputs, Out = "", Data = Data, Database = Database, Maker = Environment.UserName,
    };
}
