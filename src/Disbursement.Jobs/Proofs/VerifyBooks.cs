using System.Data.Common;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Proofs;

/// <summary>The result of one check.</summary>
/// <param name="Number">Its number in the life cycle's list; 0 for what the others rest on, the guards of the database.</param>
/// <param name="English">What was checked.</param>
/// <param name="Chinese">The same in Chinese.</param>
/// <param name="Checked">How many things were looked at.</param>
/// <param name="FirstBreak">The first one that breaks it, or null.</param>
internal sealed record Check(int Number, string English, string Chinese, long Checked, string? FirstBreak);

/// <summary>Proves the books: guards, chains, balances, payments, batches against files, signatures.</summary>
internal sealed class VerifyBooks(Database store, KeyRing ring)
{
    /// <summary>Carries out the checks in order; each stops at its first break.</summary>
    public IReadOnlyList<Check> Run(string? run, CancellationToken stop)
    {
        using DisbursementDb db = store.Model();
        using DbConnection connection = store.Connect();
        ReadBooks books = new(connection);
        Lazy<IReadOnlyList<StoredBatch>> batches = new(() =>
        {
            FinishMoves(db);
            return books.Batches(run);
        });
        IReadOnlyList<Check> checks =
        [
            Guard(0, "tables, indexes and triggers are those that this program makes", "数据表、索引和触发器与本程序所建一致", () => Guarded(store)),
            Guard(1, "every chain is whole, and its heads are those of the manifests and the heads file", "各账簿链和操作记录链完整，链头与清单和链头文件一致",
                () => new ProveChains(books, store, connection, batches.Value).Run(stop)),
            Guard(2, "debits equal credits, no expense is negative, and what runs go by is what the ledger has",
                "借贷平衡，支出均不为负，且运行所依据的余额与账簿一致", () => ProveBalances.Run(books, stop)),
            Guard(3, "payable, transit and treasury equal the payments, one by one", "应付、在途、国库科目与付款逐笔一致",
                () => ProvePayments.Run(books, run, stop)),
            Guard(4, "each batch equals its payments, its acts, its manifest and its files", "各批次与付款、操作记录、清单、文件一致",
                () => new ProveBatches(db, books, ring, InputArchive.Of(store.Data)).Run(batches.Value, stop)),
            Guard(5, "each released manifest has its signature", "各已放行清单的签名有效", () => ProveSignatures.Run(db, run)),
        ];
        foreach (Check check in checks)
            Measures.Verified(check.Number, check.FirstBreak is null);
        return checks;
    }

    private static (long Checked, string? FirstBreak) Guarded(Database store)
    {
        SchemaFindings findings = store.CompareSchema();
        return (findings.Compared, findings.Problems.Count == 0 ? null : findings.Problems[0]);
    }

    /// <summary>Moves files to their place where a program died before it did.</summary>
    private static void FinishMoves(DisbursementDb db)
    {
        foreach (RunRecord one in db.Runs.ToRead().Where(one => one.State == RunState.Sealed).ToList())
        {
            RunFolders.Recover(one.OutFolder);
            foreach (string county in db.Batches.ToRead().Where(batch => batch.RunNumber == one.Number).Select(batch => batch.County)
                .Distinct().ToList())
                StagedFiles.Recover(db, one, county, mayForget: false);
        }
    }

    /// <summary>
    /// What cannot even be read breaks the check that reads it, whatever it is: an altered value can be nonsense in any way. A database
    /// that is locked says nothing of its rows.
    /// </summary>
    private static Check Guard(int number, string english, string chinese, Func<(long Checked, string? FirstBreak)> check)
    {
        try
        {
            (long count, string? first) = check();
            return new Check(number, english, chinese, count, first);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException)
            && !(exception is DbException fault && Database.IsBusy(fault)))
        {
            return new Check(number, english, chinese, 0, $"a row or file cannot be read: {exception.Message}");
        }
    }
}
