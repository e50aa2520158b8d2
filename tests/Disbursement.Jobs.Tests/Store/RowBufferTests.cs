
using Disbursement.Jobs.Store.Bulk;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Tests.Store;

public sealed class RowBufferTests
{
    [Test]
    public void A_row_that_an_error_cut_short_is_not_handed_to_the_writer()
    {
        RowBuffer rows = new();
        rows.Begin(BulkTable.Standings).Blob([1, 2, 3]).Blob([4]).EndRows();
        byte[] whole = rows.Bytes.ToArray();

        rows.Begin(BulkTable.Standings).Blob([5]);

        Assert.That((rows.Bytes.ToArray(), rows.Length > whole.Length), Is.EqualTo((whole, true)));
    }
}
