using Disbursement.Domain.Officers;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Disbursement.Jobs.Store;

/// <summary>Officers as the database holds them.</summary>
internal static class OfficerBook
{
    public static bool HasAny(OpenBooks books) => books.Has("officers", "id > 0");

    /// <summary>The record of an officer by their present name.</summary>
    public static OfficerRecord? Find(DisbursementDb db, string name)
    {
        string folded = OfficerNames.Fold(name);
        return db.Officers.AsEnumerable().FirstOrDefault(officer => OfficerNames.Fold(officer.Name) == folded);
    }

    /// <summary>The officer with every name they ever had.</summary>
    public static Officer Of(DisbursementDb db, OfficerRecord record)
    {
        string[] names = [.. db.OfficerNames.AsNoTracking().Where(name => name.OfficerId == record.Id).Select(name => name.Name)];
        return new Officer(record.Id, record.Name, record.Role, record.Counties.Split(',', StringSplitOptions.RemoveEmptyEntries), names);
    }

    public static IReadOnlyList<Maker> Makers(OpenBooks books, int run) =>
        [.. RunMakersTable.Table.Read(books, "WHERE run_number = @run ORDER BY id", ("@run", run))
            .Select(maker => new Maker(maker.OfficerId, maker.Name))];
}
