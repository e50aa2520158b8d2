namespace Disbursement.Jobs.Store.Connections;

/// <summary>Rows that an act writes many at once: they are in the database when it is committed, or when it asks for them.</summary>
internal interface IWaitingRows : IDisposable
{
    /// <summary>Writes every row that waits.</summary>
    void Write();
}
