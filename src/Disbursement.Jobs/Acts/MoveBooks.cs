using Disbursement.Domain.Officers;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Sqlite;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Moves the books into another database. It is recorded first, so that the record goes along, and both databases know of it.
/// </summary>
internal sealed class MoveBooks(ActSetting setting)
{
    private const string Name = "move-database";

    /// <exception cref="StoreRefusal">The other database is not empty, or did not take everything.</exception>
    public (ActOutcome Outcome, IReadOnlyList<(string Table, long Rows)> Moved) Run(Database target, Officer? officer,
        CancellationToken stop)
    {
        if (officer?.MayNot(OfficialAct.Administer) is { } refusal)
        {
            PerformAct.Record(setting, officer, Name, target.Name, refusal);
            return (new ActOutcome.Refused(refusal), []);
        }

        SqliteDatabase file = (SqliteDatabase)setting.Store;
        file.TakeBack(target);
        Record(officer, target, null);
        try
        {
            IReadOnlyList<(string Table, long Rows)> moved = MoveDatabase.Run(file, target, stop);
            long rows = moved.Sum(table => table.Rows);
            return (new ActOutcome.Done(
                $"{rows} 行已移至 {target.Name}。请把 Database:Provider 设为 sqlserver 并写入连接串，此后只用新库；{setting.Store.Name} 留作凭证，不再接受操作。",
                $"{Counted.Of(rows, "row is", "rows are")} in {target.Name}. Set Database:Provider to sqlserver and give its connection "
                    + $"string; from now on use that one alone, and keep {setting.Store.Name} as a record: it takes no acts "
                    + $"any more."), moved);
        }
        catch (Exception exception)
            when (exception is StoreRefusal or IOException or System.Data.Common.DbException or OperationCanceledException)
        {
            Record(officer, target, "the rows could not be moved");
            throw;
        }
    }

    private void Record(Officer? officer, Database target, string? failure) =>
        InTurn.Record(setting.Store, setting.Clock, act => new AuditEntry(
        act.Now, officer?.Name ?? Environment.UserName, officer?.Id, officer?.Role, setting.Origin, Name, AuditEntry.Line(target.Name),
            IsDone: failure is null, failure, null));
}
