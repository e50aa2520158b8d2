namespace Disbursement.Jobs.Store.Bulk;

/// <summary>Writes packed rows into the database, inside a transaction of the caller.</summary>
internal interface IBulkWriter : IDisposable
{
    /// <summary>Rows written so far.</summary>
    long Rows { get; }

    /// <summary>Writes every row of a buffer.</summary>
    void Write(ReadOnlySpan<byte> rows);

    /// <summary>Nothing comes any more: what still waits is written.</summary>
    void Finish();
}
