using Disbursement.Jobs.Files;

namespace Disbursement.Jobs.Runs;

/// <summary>Why a run did not come about: a sentence, with what to do, and the lines behind it.</summary>
internal sealed class RunRefusal : Exception
{
    private readonly IReadOnlyList<FileRemark>? _mistakes;

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

    public RunRefusal(string message, IEnumerable<FileRemark> mistakes)
        : base(message)
    {
        _mistakes = [.. mistakes];
        Lines = LinesIn(isChinese: false);
    }

    /// <summary>One line for each mistake, in English.</summary>
    public IReadOnlyList<string> Lines { get; } = [];

    /// <summary>Whether starting again later may work as it is.</summary>
    public bool IsResumable { get; init; }

    /// <summary>The sentence in Chinese, where there is one.</summary>
    public string? Chinese { get; init; }

    /// <summary>One line for each mistake; those of the configuration, whose keys are English, are in English alone.</summary>
    public IReadOnlyList<string> LinesIn(bool isChinese) =>
        _mistakes is null ? Lines : [.. _mistakes.Select(mistake => mistake.Say(isChinese))];

    /// <summary>The sentence, and then a line for each mistake.</summary>
    public IReadOnlyList<string> SayAll(bool isChinese) => [Say(isChinese), .. LinesIn(isChinese)];

    public string Say(bool isChinese) => isChinese ? Chinese ?? Message : Message;

    /// <summary>The run that a scheduled start has been made by already, or that the cluster has sealed.</summary>
    public string? MadeAs { get; init; }

    /// <summary>Where the files of the run are that the cluster has sealed.</summary>
    public string? MadeIn { get; init; }
}
