using Disbursement.Domain.Officers;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.ReturnFiles;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// The layout that a return file was read as when it was imported, from the archive: the folder of layouts may have changed.
/// </summary>
internal static class ArchivedLayout
{
    /// <summary>The layout that a file was read as; null where the archive has lost it, or the import did not record it.</summary>
    public static BankLayout? Of(DisbursementDb db, string data, int file)
    {
        string detail = DetailOf(db, file);
        if (ReturnFileDetail.LayoutOf(detail) is { } sha256)
            return Kept(InputArchive.Of(data), sha256);

        return ReturnFileDetail.FormOf(detail) is { } form ? BankLayout.BuiltIn.FirstOrDefault(one => one.Id == form) : null;
    }

    /// <summary>What the act recorded that imported a file; empty where there is none.</summary>
    public static string DetailOf(DisbursementDb db, int file)
    {
        string mark = $" file={file} ";
        return db.Audit.ToRead().Where(one => one.Act == "import-returns" && one.Outcome == ActResult.Done && one.Detail!.Contains(mark))
            .Select(one => one.Detail).FirstOrDefault() ?? "";
    }

    /// <summary>What the file can be read as again; null where the archive no longer holds the layout.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="detail">What the act of the import recorded.</param>
    public static BankLayouts? Of(string archive, string detail)
    {
        if (ReturnFileDetail.LayoutOf(detail) is not { } sha256)
            return BankLayouts.None;

        return Kept(archive, sha256) is { } layout ? BankLayouts.Only(layout) : null;
    }

    private static BankLayout? Kept(string archive, string sha256)
    {
        string place = InputArchive.PlaceOf(archive, sha256);
        return FileHash.OfAny(place) == sha256 ? ReadBankLayouts.Of("layout", File.ReadAllBytes(place)).Layout : null;
    }
}
