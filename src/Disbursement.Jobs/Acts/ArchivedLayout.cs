using Disbursement.Jobs.Archive;
using Disbursement.Jobs.ReturnFiles;
using Disbursement.Jobs.Store.Books;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// The layout that a return file was read as when it was imported, from the archive: the folder of layouts may have changed.
/// </summary>
internal static class ArchivedLayout
{
    /// <summary>What the file can be read as again; null where the archive no longer holds the layout.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="detail">What the act of the import recorded.</param>
    public static BankLayouts? Of(string archive, string detail)
    {
        if (ReturnFileDetail.LayoutOf(detail) is not { } sha256)
            return BankLayouts.None;

        string place = InputArchive.PlaceOf(archive, sha256);
        return BatchAtHand.HashOf(place) == sha256 && ReadBankLayouts.Of("layout", File.ReadAllBytes(place)).Layout is { } layout
            ? BankLayouts.Only(layout)
            : null;
    }
}
