namespace Disbursement.Jobs.Runs.Parts;

/// <summary>A part of a run on a cluster, as one job of the engine: its names and those of the run make a key that is given once.</summary>
/// <param name="Run">The number of the run.</param>
/// <param name="Start">Which start of the run.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Name">The part of the stage.</param>
internal sealed record PartJob(int Run, string Start, RunStage Stage, string Name)
{
    /// <summary>The name of a part that is the whole of its stage.</summary>
    public const string Whole = "whole";

    /// <summary>The job that begins a start of a run.</summary>
    public static PartJob First(int run, string start) => new(run, start, RunStage.Beginning, Whole);

    /// <summary>Another part of the same start.</summary>
    public PartJob Other(RunStage stage, string name) => this with { Stage = stage, Name = name };
}

/// <summary>
/// The engine of a cluster: it decides which node does which job, who is alive, and what is taken over from the dead. Nothing that is paid
/// rests on it: it may do a job twice, or at a time when it counts no more.
/// </summary>
internal interface IRunEngine
{
    /// <summary>Gives jobs to the cluster; those that it has, or has done, stay as they are.</summary>
    void HandOut(IReadOnlyList<PartJob> jobs);

    /// <summary>Whether any job of a start waits or is done at present.</summary>
    bool IsAtWork(int run, string start);

    /// <summary>Forgets the jobs of a start that counts no more.</summary>
    void Forget(int run, string start);

    /// <summary>Whether any node is up.</summary>
    bool HasNodes();

    /// <summary>Makes this process a node until it is disposed of.</summary>
    IDisposable BeNode();
}
