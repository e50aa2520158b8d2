namespace Disbursement.Domain.Batches;

/// <summary>States of a batch (life cycle, section 2).</summary>
public enum BatchState
{
    /// <summary>Sealed by a run; waits for a reviewer.</summary>
    Proposed,

    /// <summary>A reviewer answered for the bytes of its files.</summary>
    Approved,

    /// <summary>Sent to the bank: its manifest is signed.</summary>
    Released,

    /// <summary>Every released payment is paid or failed.</summary>
    Settled,

    /// <summary>Refused by a reviewer: its payments are cancelled and the next run computes them again.</summary>
    Rejected,
}

/// <summary>States of a payment (life cycle, section 2).</summary>
public enum PaymentState
{
    /// <summary>Waits for a reviewer, with its batch.</summary>
    Proposed,

    /// <summary>Approved with its batch.</summary>
    Approved,

    /// <summary>Kept back by a reviewer: its batch goes on without it.</summary>
    Held,

    /// <summary>On its way to the bank.</summary>
    Released,

    /// <summary>The bank paid it.</summary>
    Paid,

    /// <summary>The bank could not pay it: it is still owed.</summary>
    Failed,

    /// <summary>Another payment takes its place.</summary>
    Reissued,

    /// <summary>Taken back in the ledger: a later run computes what is due.</summary>
    Cancelled,
}

/// <summary>Which states follow which; the database refuses every other step by itself.</summary>
public static class LifeCycle
{
    private static readonly Dictionary<string, string> Chinese = new(StringComparer.Ordinal)
    {
        ["proposed"] = "待审核", ["approved"] = "已审批", ["held"] = "暂扣", ["released"] = "已放行", ["settled"] = "已结清",
        ["rejected"] = "已退回", ["paid"] = "已到账", ["failed"] = "失败", ["reissued"] = "已重发", ["cancelled"] = "已撤销",
    };

    /// <summary>All states of batches and payments, as they are stored.</summary>
    public static IEnumerable<string> States => Chinese.Keys;

    /// <summary>Steps of a batch. An approval is void, and the batch proposed again, when its files change.</summary>
    public static IReadOnlyList<(BatchState From, BatchState To)> BatchSteps { get; } =
    [
        (BatchState.Proposed, BatchState.Approved), (BatchState.Proposed, BatchState.Rejected), (BatchState.Approved, BatchState.Proposed),
        (BatchState.Approved, BatchState.Released), (BatchState.Approved, BatchState.Rejected), (BatchState.Released, BatchState.Settled),
    ];

    /// <summary>Steps of a payment. A bank may take its answer back: money comes back after it was paid, or arrives after all.</summary>
    public static IReadOnlyList<(PaymentState From, PaymentState To)> PaymentSteps { get; } =
    [
        (PaymentState.Proposed, PaymentState.Approved), (PaymentState.Proposed, PaymentState.Held),
        (PaymentState.Proposed, PaymentState.Cancelled),
        (PaymentState.Approved, PaymentState.Proposed), (PaymentState.Approved, PaymentState.Held),
        (PaymentState.Approved, PaymentState.Released), (PaymentState.Approved, PaymentState.Cancelled),
        (PaymentState.Held, PaymentState.Proposed), (PaymentState.Held, PaymentState.Cancelled), (PaymentState.Held, PaymentState.Reissued),
        (PaymentState.Released, PaymentState.Paid), (PaymentState.Released, PaymentState.Failed),
        (PaymentState.Paid, PaymentState.Failed), (PaymentState.Failed, PaymentState.Paid),
        (PaymentState.Failed, PaymentState.Reissued), (PaymentState.Failed, PaymentState.Cancelled),
    ];

    /// <summary>The state as it is stored and shown: lower case.</summary>
    public static string Text(BatchState state) => state switch
    {
        BatchState.Proposed => "proposed",
        BatchState.Approved => "approved",
        BatchState.Released => "released",
        BatchState.Settled => "settled",
        _ => "rejected",
    };

    /// <summary>The state as it is stored and shown: lower case.</summary>
    public static string Text(PaymentState state) => state switch
    {
        PaymentState.Proposed => "proposed",
        PaymentState.Approved => "approved",
        PaymentState.Held => "held",
        PaymentState.Released => "released",
        PaymentState.Paid => "paid",
        PaymentState.Failed => "failed",
        PaymentState.Reissued => "reissued",
        _ => "cancelled",
    };

    /// <summary>The words of a stored state of a batch or a payment.</summary>
    /// <returns>What officers call it; the text itself where it is no state.</returns>
    public static string Say(string state, bool isChinese) => isChinese ? Chinese.GetValueOrDefault(state, state) : state;

    /// <summary>Reads the state of a payment.</summary>
    /// <exception cref="ArgumentException">The text names none.</exception>
    public static PaymentState Parse(string text)
    {
        foreach (PaymentState state in Enum.GetValues<PaymentState>())
        {
            if (Text(state) == text)
                return state;
        }

        throw new ArgumentException($"'{text}' is no state of a payment.", nameof(text));
    }
}
