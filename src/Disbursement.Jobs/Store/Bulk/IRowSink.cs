namespace Disbursement.Jobs.Store.Bulk;

/// <summary>Takes the rows of a run on their way to the database.</summary>
internal interface IRowSink
{
    /// <summary>An empty buffer.</summary>
    RowBuffer Rent();

    /// <summary>Hands a buffer over; waits while too many are under way.</summary>
    void Submit(RowBuffer buffer);

    /// <summary>Sets numbers of claimants aside: the first of <paramref name="count"/> that nobody else gets.</summary>
    long ReserveNumbers(int count);
}
