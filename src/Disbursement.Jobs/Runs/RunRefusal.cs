namespace Disbursement.Jobs.Runs;

/// <summary>Why a run did not come about: a sentence, with what to do, and the lines behind it.</summary>
internal sealed class RunRefusal : Exception
{
    public RunRefusal()
    {
    }

    public RunRefusal(string message)
        : base(message)
    {
    }

    public RunRefusal(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public RunRefusal(string message, IEnumerable<string> lines)
        : base(message) => Lines = [.. lines];

    /// <summary>One line for each mistake.</summary>
    public IReadOnlyList<string> Lines { get; } = [];

    /// <summary>Whether starting again later may work as it is.</summary>
    public bool IsResumable { get; init; }

    /// <summary>The sentence in Chinese, where there is one.</summary>
    public string? Chinese { get; init; }

    public string Say(bool isChinese) => isChinese ? Chinese ?? Message : Message;

    /// <summary>The run that a scheduled start has been made by already, or that the cluster has sealed.</summary>
    public string? MadeAs { get; init; }

    /// <summary>Where the files of the run are that the cluster has sealed.</summary>
    public string? MadeIn { get; init; }
}
