using Disbursement.Jobs.Store;

namespace Disbursement.Jobs.Review;

/// <summary>Answers that cost a look through all payments, kept until somebody acts: every change of the books is an act on record.</summary>
internal sealed class KeptAnswers
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long State, object Answer)> _kept = [];

    /// <summary>The answer by its name, asked for anew only after an act.</summary>
    public T Of<T>(DisbursementDb db, string name, Func<DisbursementDb, T> ask)
        where T : class
    {
        lock (_gate)
        {
            long state = ReadPictures.StateOf(db);
            if (_kept.TryGetValue(name, out (long State, object Answer) kept) && kept.State == state)
                return (T)kept.Answer;

            T answer = ask(db);
            _kept[name] = (state, answer);
            return answer;
        }
    }
}
