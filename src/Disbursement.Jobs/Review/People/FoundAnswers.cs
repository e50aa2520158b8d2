using System.Collections.Concurrent;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Questions;

namespace Disbursement.Jobs.Review.People;

/// <summary>
/// What searches found, kept for a while under a word that nobody can guess, for the officer who sought alone: so that neither a number nor
/// a name stands in a link.
/// </summary>
internal sealed class FoundAnswers(Desk desk)
{
    private const int Most = 500;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<string, (int Officer, DateTimeOffset Until, Sought Found)> _answers = new();

    /// <summary>Keeps an answer; the word under which it is found again.</summary>
    public string Keep(int officer, Sought found)
    {
        foreach ((string old, _) in _answers.Where(one => one.Value.Until < desk.Now).Concat(_answers.Count < Most
            ? []
            : _answers.OrderBy(one => one.Value.Until).Take(1)).ToArray())
            _answers.TryRemove(old, out _);
        string ticket = DrawSessionId.Run();
        _answers[ticket] = (officer, desk.Now + Kept, found);
        return ticket;
    }

    /// <summary>The answer under a word; null where it is gone, or another officer's.</summary>
    public Sought? Of(string ticket, int officer) =>
        _answers.TryGetValue(ticket, out (int Officer, DateTimeOffset Until, Sought Found) kept) && kept.Officer == officer
            && kept.Until >= desk.Now ? kept.Found : null;
}
