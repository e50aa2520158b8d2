
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Review;

/// <summary>
/// Keeps answers that need a scan of all payments until the next act that changes something; every change of the books is one.
/// </summary>
internal sealed class KeptAnswers
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ((long Act, string Stamp) State, object Answer)> _kept = [];

    /// <summary>The answer of this name; it is asked for again after the next act.</summary>
    public T Of<T>(DisbursementDb db, string name, Func<DisbursementDb, T> ask)
        where T : class =>
        Of(db, name, "", ask);

    /// <summary>The same of an answer that also rests on something beside the books, which the stamp stands for.</summary>
    public T Of<T>(DisbursementDb db, string name, string stamp, Func<DisbursementDb, T> ask)
        where T : class
    {
        lock (_gate)
        {
            (long, string) state = (SeenAct.LastChange(db), stamp);
            if (_kept.TryGetValue(name, out ((long, string) State, object Answer) kept) && kept.State == state)
                return (T)kept.Answer;

            T answer = ask(db);
            _kept[name] = (state, answer);
            return answer;
        }
    }
}
