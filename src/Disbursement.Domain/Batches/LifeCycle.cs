namespace Disbursement.Domain.Batches;

/// <summary>States of a batch (life cycle, section 2).</summary>
public enum BatchState
{
    /// <summary>Sealed by a run; waits for a reviewer.</summary>
    [StoredAs("proposed", "待审核")]
    Proposed,

    /// <summary>A reviewer answered for the bytes of its files.</summary>
    [StoredAs("approved", "已审批")]
    Approved,

    /// <summary>Sent to the bank: its manifest is signed.</summary>
    [StoredAs("released", "已放行")]
    Released,

    /// <summary>Every released payment is paid or failed.</summary>
    [StoredAs("settled", "已结清")]
    Settled,

    /// <summary>Refused by a reviewer: its payments are cancelled and the next run computes them again.</summary>
    [StoredAs("rejected", "已退回")]
    Rejected,
}

/// <summary>States of a payment (life cycle, section 2).</summary>
public enum PaymentState
{
    /// <summary>Waits for a reviewer, with its batch.</summary>
    [StoredAs("proposed", "待审核")]
    Proposed,

    /// <summary>Approved with its batch.</summary>
    [StoredAs("approved", "已审批")]
    Approved,

    /// <summary>Kept back by a reviewer: its batch goes on without it.</summary>
    [StoredAs("held", "暂扣")]
    Held,

    /// <summary>On its way to the bank.</summary>
    [StoredAs("released", "已放行")]
    Released,

    /// <summary>The bank paid it.</summary>
    [StoredAs("paid", "已到账")]
    Paid,

    /// <summary>The bank could not pay it: it is still owed.</summary>
    [StoredAs("failed", "失败")]
    Failed,

    /// <summary>Another payment takes its place.</summary>
    [StoredAs("reissued", "已重发")]
    Reissued,

    /// <summary>Taken back in the ledger: a later run computes what is due.</summary>
    [StoredAs("cancelled", "已撤销")]
    Cancelled,
}

/// <summary>Which states follow which; the database refuses every other step by itself.</summary>
public static class LifeCycle
{
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
        (PaymentState.Reissued, PaymentState.Paid), (PaymentState.Cancelled, PaymentState.Paid),
    ];

    /// <summary>States of payments that are owed and not paid.</summary>
    public static IReadOnlyList<PaymentState> Owed { get; } =
        [PaymentState.Proposed, PaymentState.Approved, PaymentState.Held, PaymentState.Released, PaymentState.Failed];

    /// <summary>States of payments that are with the bank or paid: their money has left, and has not come back.</summary>
    public static IReadOnlyList<PaymentState> Sent { get; } = [PaymentState.Released, PaymentState.Paid];

    /// <summary>What officers call a stored state of a batch or a payment.</summary>
    /// <returns>Its word; the text itself where it is no state.</returns>
    public static string Say(string state, bool isChinese) => StoredWords.Find<PaymentState>(state)?.Say(isChinese)
        ?? StoredWords.Find<BatchState>(state)?.Say(isChinese) ?? state;
}
