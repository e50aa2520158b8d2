namespace Disbursement.Domain.Officers;

/// <summary>What became of something that was asked for.</summary>
public enum ActResult
{
    /// <summary>It was done.</summary>
    [StoredAs("done")]
    Done,

    /// <summary>It was refused, and nothing moved.</summary>
    [StoredAs("refused")]
    Refused,
}
