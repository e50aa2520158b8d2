namespace Disbursement.Jobs.Store.Connections;

/// <summary>What is wrong with a database file, and how far its books reach.</summary>
/// <param name="Problems">Sentences; none for a sound file.</param>
/// <param name="Heads">The last sequence of each book, and of the acts under <c>audit</c>.</param>
internal sealed record DatabaseFindings(IReadOnlyList<string> Problems, IReadOnlyDictionary<string, long> Heads)
{
    /// <summary>Whether a newer version of this program has changed it, which is among the problems then.</summary>
    public bool IsNewer { get; init; }
}
