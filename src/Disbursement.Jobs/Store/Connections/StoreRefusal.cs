namespace Disbursement.Jobs.Store.Connections;

/// <summary>Why the database cannot be used, in a sentence that says what to do.</summary>
internal sealed class StoreRefusal : Exception
{
    public StoreRefusal()
    {
    }

    public StoreRefusal(string message)
        : base(message)
    {
    }

    public StoreRefusal(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether trying again later may work as it is.</summary>
    public bool IsResumable { get; init; }

    /// <summary>The sentence in Chinese, where there is one.</summary>
    public string? Chinese { get; init; }

    public string Say(bool isChinese) => isChinese ? Chinese ?? Message : Message;
}
