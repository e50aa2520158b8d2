namespace Disbursement.Jobs.Store.Tables;

/// <summary>States of a run (life cycle, section 2).</summary>
internal enum RunState
{
    [StoredAs("Created")]
    Created,

    [StoredAs("Reading")]
    Reading,

    [StoredAs("Assessing")]
    Assessing,

    [StoredAs("Sealed")]
    Sealed,

    [StoredAs("Failed")]
    Failed,

    [StoredAs("Abandoned")]
    Abandoned,
}

/// <summary>Kinds of runs.</summary>
internal enum RunKind
{
    /// <summary>Reads rosters.</summary>
    [StoredAs("yearly")]
    Yearly,

    /// <summary>Pays again what came back or was left behind.</summary>
    [StoredAs("reissue")]
    Reissue,
}
