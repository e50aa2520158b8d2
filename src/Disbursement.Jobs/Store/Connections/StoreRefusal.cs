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

    /// <summary>A database that a newer version of this program has changed: what it keeps there this one does not know.</summary>
    public static StoreRefusal Newer(string name) => new($"{name} is of a newer version of this program. Use that version, or restore a "
        + "backup of this one's.")
    {
        Chinese = $"{name} 属于本程序的更新版本。请使用新版本，或恢复本版本的备份。",
    };

    /// <summary>Whether trying again later may work as it is.</summary>
    public bool IsResumable { get; init; }

    /// <summary>The sentence in Chinese, where there is one.</summary>
    public string? Chinese { get; init; }

    public string Say(bool isChinese) => isChinese ? Chinese ?? Message : Message;
}
