using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Ledger;
using Disbursement.Domain.Schemes;

namespace Disbursement.Jobs.Store.Tables;

/// <summary>
/// SQL text that goes from a row to the rows whose ids contain its number. It holds for both providers; sums are made of 64 bits.
/// </summary>
internal static class PackedIds
{
    /// <summary>
    /// Whether a payment is one of a batch. SQLite takes such a range for one that most rows are in, and would read every payment for each
    /// batch: batches that go before are joined by <c>CROSS JOIN</c>, which keeps the order, or by <c>LEFT JOIN</c>.
    /// </summary>
    /// <param name="payment">Id of the payment, as the query names it.</param>
    /// <param name="batch">Number of the batch, as the query names it.</param>
    public static string IsOfBatch(string payment, string batch) => IsWithin(payment, batch, PaymentId.PerBatch);

    /// <summary>Whether a payment is one of a run.</summary>
    public static string IsPaidBy(string payment, string run) => IsWithin(payment, run, PaymentId.PerRun);

    /// <summary>
    /// The id of the payment that has a number, as one value: its row is reached at once, however many payments its batch has. Null where
    /// no batch is named so. Whoever joins by it compares the number too: an id or a number that was altered then finds no row.
    /// </summary>
    /// <param name="number">The number of the payment, as the query names it.</param>
    public static string PaymentOf(string number) =>
        $"CASE WHEN {number} IS NULL THEN NULL ELSE (SELECT {Big("named.number")} * {Big(PaymentId.PerBatch)} + PLACE_OF({number}) FROM "
            + $"batches named WHERE named.id = BATCH_OF({number})) END";

    /// <summary>Whether a claimant's row is one of a run.</summary>
    public static string IsOfRun(string claimant, string run) => IsWithin(claimant, run, ClaimantNumber.PerRun);

    /// <summary>Whether a decision is about a claimant.</summary>
    public static string IsAbout(string decision, string claimant) =>
        $"{decision} >= {claimant} * {DecisionId.PerClaimant} AND {decision} < {claimant} * {DecisionId.PerClaimant} + "
            + $"{DecisionId.PerClaimant}";

    /// <summary>The id of an item of a run: of its roster, for one.</summary>
    public static string RunItem(string run, string place) => $"{Big(run)} * {Big(RunItemId.PerRun)} + {place}";

    /// <summary>The claimant that a decision is about.</summary>
    public static string ClaimantOf(string decision) => $"({decision} / {DecisionId.PerClaimant})";

    /// <summary>The scheme of a decision, as it stands in its id.</summary>
    public static string SchemeOf(string decision) => $"({decision} % {DecisionId.PerClaimant})";

    /// <summary>The id that a decision has where it is about another row of its claimant.</summary>
    public static string Again(string decision, string claimant) => $"{claimant} * {DecisionId.PerClaimant} + {SchemeOf(decision)}";

    /// <summary>The id of the first file of a batch.</summary>
    public static string FileOf(string batch) => $"{Big(batch)} * {BatchFileId.PerBatch}";

    /// <summary>The book of a transfer, as it stands in its id.</summary>
    public static string BookOf(string transfer) => $"({transfer} / {TransferId.PerBook})";

    /// <summary>The id before the first transfer of the book of another one.</summary>
    public static string StartOfBook(string transfer) => $"{BookOf(transfer)} * {TransferId.PerBook}";

    private static string IsWithin(string id, string number, long each) =>
        $"{id} > {Big(number)} * {Big(each)} AND {id} < ({Big(number)} + 1) * {Big(each)}";

    private static string Big(object number) => $"CAST({number} AS bigint)";
}
