using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Runs;

/// <summary>
/// What becomes of a run: it goes into the books, it is thrown away, or it is held against the books. The story of the run is the same.
/// </summary>
internal interface IKeepRun
{
    /// <summary>How logs and summaries call the run, such as 2026-1 or dry-2026.</summary>
    string Title { get; }

    /// <summary>Whether the run is kept in a database, so that its files must not be lost once it is sealed.</summary>
    bool IsKept { get; }

    /// <summary>Whether the run looks for people who are missing since the year before.</summary>
    bool LooksForAbsent { get; }

    /// <summary>The run enters a state.</summary>
    void Enter(RunState state);

    /// <summary>The run before, where it went by another pack or other definitions; null where it did not, or there is none.</summary>
    PackBefore? Before { get; }

    /// <summary>Payments that came back from the bank or were left behind, and are to be paid again by this run.</summary>
    CarriedPayments Waiting(IReadOnlyList<string> counties);

    /// <summary>Persons to whom nothing is paid for the time being.</summary>
    StopBook Stops();

    /// <summary>Whether a payment stands in no file. The run decides it for itself where this is null.</summary>
    bool? IsLeftOut(string paymentNo);

    /// <summary>Makes everything visible at once.</summary>
    void Seal(Sealing sealing, RunSummary summary, CarriedPayments carried);
}
