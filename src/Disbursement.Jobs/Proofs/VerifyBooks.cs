using System.Data.Common;
using System.Runtime.ExceptionServices;
using Disbursement.Domain.Ledger;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Signatures;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Proofs;

/// <summary>The result of one check.</summary>
/// <param name="Number">
/// Its number in the life cycle's list; 0 for what the others rest on: the guards of the database, sealed values.
/// </param>
/// <param name="English">What was checked.</param>
/// <param name="Chinese">The same in Chinese.</param>
/// <param name="Checked">How many things were looked at.</param>
/// <param name="FirstBreak">The first one that breaks it, or null.</param>
internal sealed record Check(int Number, string English, string Chinese, long Checked, string? FirstBreak)
{
    /// <summary>What breaks nothing and is to be known all the same.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The run that was computed again, or what stands between the runs; null for the books as they are recorded.</summary>
    public string? Of { get; init; }
}

/// <summary>Proves the books: guards, chains, balances, payments, batches against files, signatures.</summary>
internal sealed class VerifyBooks(Database store, KeyRing ring)
{
    /// <summary>
    /// Carries out the checks side by side, each with a connection of its own, and tells them in order; each stops at its first break.
    /// </summary>
    public IReadOnlyList<Check> Run(string? run, CancellationToken stop)
    {
        // Reading the batches moves their files to their place, before any check looks at one.
        using ReadOnce<IReadOnlyList<StoredBatch>> batches = new(() => Batches(run));
        using ReadOnce<SumTransfers> sums = new(() => Sums(stop));
        Func<Check>[] checks =
        [
            () => Guard(0, "tables, indexes and triggers are those that this program makes", "数据表、索引和触发器与本程序所建一致",
                () => Guarded(store)),
            () => Guard(0, "every sealed person stands in the row that it was sealed for, and is the one whom the row is about",
                "每份加密的人员资料都在其所属的行，且与该行的申领人一致", () => With((_, connection) => new ProveSealed(connection, ring).Run(stop))),
            () => Guard(0, "everybody whom a run decided about is found by their number", "每次运行认定的人员均可按证件号码查到",
                () => With((_, connection) => ProveIndex.Run(connection, stop))),
            () => Guard(0, "every roster, register, correction and return file is in the archive as it was read",
                "所读取的花名册、比对名单、更正和回盘文件均完好存于档案", () =>
                {
                    using DisbursementDb db = store.Model();
                    return ListArchived.Prove(db, SealedInputs.Of(store.Data, ring), stop);
                }),
            () => Guard(1, "every chain is whole, and its heads are those of the manifests and the heads file",
                "各账簿链和操作记录链完整，链头与清单和链头文件一致",
                () => With((books, connection) => new ProveChains(books, store, connection, batches.Value).Run(stop))),
            () =>
            {
                IReadOnlyList<string> notes = [];
                return Guard(1, "every head is signed, and stands in each copy that can be reached", "链头均有签名，且与可访问的各副本一致",
                    () => With((_, connection) =>
                    {
                        (long count, string? first, notes) = new ProveHeads(store.Heads, connection).Run(stop);
                        return (count, first);
                    })) with { Notes = notes };
            },
            () => Guard(2, "debits equal credits, no expense is negative, and what runs go by is what the ledger has",
                "借贷平衡，支出均不为负，且运行所依据的余额与账簿一致", () => With((books, _) => ProveBalances.Run(books, sums.Value, stop))),
            () => Guard(3, "payable, transit and treasury equal the payments, one by one", "应付、在途、国库科目与付款逐笔一致",
                () => With((books, _) => ProvePayments.Run(books, sums.Value.Balance, batches.Value, run is null, stop))),
            () => Guard(4, "each batch equals its payments, its acts, its manifest and its files", "各批次与付款、操作记录、清单、文件一致",
                () => With((books, _) =>
                {
                    using DisbursementDb db = store.Model();
                    return new ProveBatches(db, books, ring, InputArchive.Of(store.Data)).Run(batches.Value, stop);
                })),
            () => Guard(4, "each payment file is, byte for byte, what the rows of its batch give", "各付款文件与由批次明细重新生成的文件逐字节一致",
                () => new ProveFiles(store, ring).Run(batches.Value, stop)),
            () => Guard(5, "each released manifest has its signature", "各已放行清单的签名有效", () =>
            {
                _ = batches.Value;
                using DisbursementDb db = store.Model();
                (long count, string? first) = ProveSignatures.Run(db, run);
                return (count, first ?? TrialSigning.Break(KeyRing.FolderOf(store.Data)));
            }),
        ];
        Check[] told = new Check[checks.Length];
        try
        {
            Parallel.For(0, checks.Length, i => told[i] = checks[i]());
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }

        foreach (Check check in told)
            Measures.Verified(check.Number, check.FirstBreak is null);
        return told;
    }

    private (long Checked, string? FirstBreak) With(Func<ReadBooks, DbConnection, (long, string?)> check)
    {
        using DbConnection connection = store.Connect();
        return check(new ReadBooks(connection), connection);
    }

    private IReadOnlyList<StoredBatch> Batches(string? run)
    {
        using DisbursementDb db = store.Model();
        using DbConnection connection = store.Connect();
        FinishMoves(db);
        return new ReadBooks(connection).Batches(run);
    }

    private SumTransfers Sums(CancellationToken stop)
    {
        using DbConnection connection = store.Connect();
        return SumTransfers.Read(connection, stop);
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
    /// that is locked or away says nothing of its rows: only a proof that ran may accuse. From a server that comes back in the middle of a
    /// proof, anything may come, so what it is said to have is read a second time.
    /// </summary>
    /// <exception cref="DbException">The database could not be asked.</exception>
    /// <exception cref="StoreRefusal">The same, told with what to do.</exception>
    private Check Guard(int number, string english, string chinese, Func<(long Checked, string? FirstBreak)> check)
    {
        Patience patience = new(store.Settings, tries: 1);
        for (bool isSecond = store.Settings.Provider == DatabaseProvider.Sqlite; ;)
        {
            try
            {
                (long count, string? first) = check();
                return new Check(number, english, chinese, count, first);
            }
            catch (Exception exception) when (patience.Bears(exception))
            {
                patience.Wait();
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException or StoreRefusal)
                && Faults.OfMachine(exception) is null)
            {
                if (isSecond)
                    return new Check(number, english, chinese, 0, $"a row or file cannot be read: {exception.Message}");
                isSecond = true;
            }
        }
    }

    /// <summary>What several checks need: the first that asks reads it, and the others wait. What went wrong is tried again.</summary>
    private sealed class ReadOnce<T>(Func<T> read) : IDisposable
        where T : class
    {
        private readonly Lock _gate = new();
        private T? _value;

        public T Value
        {
            get
            {
                lock (_gate)
                    return _value ??= read();
            }
        }

        public void Dispose() => (_value as IDisposable)?.Dispose();
    }
}
