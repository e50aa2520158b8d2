using System.Data.Common;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Ledger;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Standings;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Books;

/// <summary>A transfer with the hash that stands beside it, and the id under which it is found.</summary>
internal sealed record StoredTransfer(Transfer Transfer, byte[] Hash, long Id);

/// <summary>A batch with what its payments add up to: those in its files, and how many there are in all.</summary>
internal sealed record StoredBatch(
    int Number, string Id, string Run, string County, string Scheme, BatchState State, int Payments, long TotalFen, int CountedPayments,
    long SummedFen, int AllPayments, int LastSequence, string OutFolder, string FilesSha256,
    int Recoveries, long RecoveredFen)
{
    /// <summary>Whether its sums of current, arrears and recovery are those of the payments in its files.</summary>
    public bool AgreesInParts { get; init; }
}

/// <summary>A file of a batch as recorded.</summary>
internal sealed record StoredFile(string Batch, string Format, string Path, int Rows, long TotalFen, string Sha256);

/// <summary>Reads the books in order, a row at a time.</summary>
internal sealed partial class ReadBooks(DbConnection connection)
{
    public IReadOnlyList<string> Books()
    {
        List<string> books = [];
        using StoredRows reader = Query("SELECT DISTINCT book FROM transfers ORDER BY book");
        while (reader.Read())
            books.Add(reader.GetString(0));
        return books;
    }

    /// <summary>The transfers of one book in the order of their sequence.</summary>
    public IEnumerable<StoredTransfer> Transfers(string book) => Transfers(book, 1, uint.MaxValue);

    /// <summary>A stretch of one book, both sequences included.</summary>
    public IEnumerable<StoredTransfer> Transfers(string book, long first, long last)
    {
        // The rows are read by the column, not by the id: an id that was altered must not hide one.
        using StoredRows reader = Query(
            $"SELECT {TransfersTable.Shown} FROM transfers WHERE id BETWEEN @first AND @last ORDER BY id",
            ("@first", TransferId.Of(book, first).Value), ("@last", TransferId.Of(book, last).Value));
        while (reader.Read())
            yield return TransferOf(reader);
    }

    /// <summary>Reads a row of all columns of a transfer.</summary>
    public static StoredTransfer TransferOf(StoredRows row) => new(
        new Transfer(
            row.Repeated(1), row.Long(2), row.Repeated(3), new Account(row.Repeated(4)), new Account(row.Repeated(5)),
            new Money(row.Long(6)), row.Repeated(7), row.IsDBNull(8) ? null : row.Repeated(8), row.TextOrNull(9),
            Convert.ToHexStringLower(row.Bytes(10)), row.Repeated(11), row.IsDBNull(12) ? null : row.Int(12),
            DateTimeOffset.FromUnixTimeSeconds(row.Long(13)), row.Repeated(14)),
        row.Bytes(15), row.Long(0));

    /// <summary>All accounts with their sums, by name.</summary>
    public TrialBalance Balance()
    {
        using StoredRows reader = Query("SELECT debit, credit, SUM(fen) FROM transfers GROUP BY debit, credit");
        List<(string Debit, string Credit, Money Moved)> moved = [];
        while (reader.Read())
            moved.Add((reader.GetString(0), reader.GetString(1), new Money(reader.Long(2))));
        return TrialBalance.Of(moved);
    }

    /// <summary>What is kept of each claimant, in the order of keys.</summary>
    public IEnumerable<(ClaimantKey Claimant, Standing Standing)> Standings()
    {
        using StoredRows reader = Query("SELECT claimant_key, value FROM standings ORDER BY claimant_key");
        while (reader.Read())
            yield return (ClaimantKey.Read(reader.BytesInPlace(0)), Standing.Read(reader.BytesInPlace(1)));
    }

    /// <summary>Batches with what their payments add up to.</summary>
    public IReadOnlyList<StoredBatch> Batches(string? run)
    {
        using StoredRows reader = Query($"""
            SELECT b.number, b.id, r.id, b.county, b.scheme, b.state, b.payments, b.total_fen, s.counted, s.fen, s.all_of_them, s.last_id,
              r.out_folder, b.files_sha256, b.recoveries, b.recovered_fen,
              CASE WHEN b.current_fen = s.current_fen AND b.arrears_fen = s.arrears_fen AND b.offset_fen = s.offset_fen THEN 1 ELSE 0 END
            FROM (SELECT n.number, COALESCE(SUM(CASE WHEN p.is_left_out = 0 THEN 1 ELSE 0 END), 0) AS counted,
                    COALESCE(SUM(CASE WHEN p.is_left_out = 0 THEN p.amount_fen ELSE 0 END), 0) AS fen,
                    COALESCE(SUM(CASE WHEN p.is_left_out = 0 THEN p.current_fen ELSE 0 END), 0) AS current_fen,
                    COALESCE(SUM(CASE WHEN p.is_left_out = 0 THEN p.arrears_fen ELSE 0 END), 0) AS arrears_fen,
                    COALESCE(SUM(CASE WHEN p.is_left_out = 0 THEN p.offset_fen ELSE 0 END), 0) AS offset_fen,
                    COUNT(p.id) AS all_of_them, COALESCE(MAX(p.id), 0) AS last_id
                  FROM batches n LEFT JOIN payments p ON {PackedIds.IsOfBatch("p.id", "n.number")}
                  GROUP BY n.number) AS s
            JOIN batches b ON b.number = s.number JOIN runs r ON r.number = b.run_number
            WHERE @run IS NULL OR r.id = @run ORDER BY b.number
            """, ("@run", run));
        List<StoredBatch> batches = [];
        while (reader.Read())
        {
            batches.Add(new StoredBatch(
                reader.Int(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
                reader.Word<BatchState>(5), reader.Int(6), reader.Long(7),
                reader.Int(8), reader.Long(9), reader.Int(10), (int)(reader.Long(11) & int.MaxValue), reader.GetString(12),
                reader.GetString(13), reader.Int(14), reader.Long(15))
            {
                AgreesInParts = reader.Long(16) != 0,
            });
        }

        return batches;
    }

    /// <summary>The files of one batch.</summary>
    public IReadOnlyList<StoredFile> Files(StoredBatch batch)
    {
        using StoredRows reader = Query("SELECT format, path, rows, total_fen, "
            + "sha256 FROM batch_files WHERE batch_number = @batch ORDER BY id", ("@batch", batch.Number));
        List<StoredFile> files = [];
        while (reader.Read())
            files.Add(
                new StoredFile(batch.Id, reader.GetString(0), reader.GetString(1), reader.Int(2), reader.Long(3), reader.GetString(4)));
        return files;
    }

    /// <summary>Every decision of a run in the order of region, household, role and scheme.</summary>
    public IEnumerable<(string RegionCode, string HouseholdNo, string Role, StoredDecision Decision, string Roster,
        RowNumber Line)> Decisions(string run, string? county)
    {
        using StoredRows reader = Query($"""
            SELECT c.region_code, c.household_no, c.role, d.scheme, d.outcome, coalesce(d.codes, ''), coalesce(d.months, ''), d.due_fen,
              i.path, c.line
            FROM runs r JOIN claimants c ON {PackedIds.IsOfRun("c.number", "r.number")}
            JOIN decisions d ON {PackedIds.IsAbout("d.id", "c.number")}
            JOIN run_inputs i ON i.id = {PackedIds.RunItem("r.number", "c.input_ordinal")}
            WHERE r.id = @run AND (@county IS NULL OR SUBSTRING(c.region_code, 1, 6) = @county)
            ORDER BY c.region_code, c.household_no, c.role DESC, d.id
            """, ("@run", run), ("@county", county));
        while (reader.Read())
        {
            StoredDecision decision =
                new(reader.GetString(3), reader.Word<Outcome>(4), reader.GetString(5), reader.GetString(6), reader.Long(7));
            yield return (reader.GetString(0), reader.GetString(1), reader.GetString(2), decision, reader.GetString(8), reader.Long(9));
        }
    }

    private StoredRows Query(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        StoredRows.Of(connection, sql, parameters);
}
