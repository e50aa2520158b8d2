using Disbursement.Domain.Batches;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Books;

/// <summary>An account of a person as it became known, and how.</summary>
/// <param name="Key">Whose it is.</param>
/// <param name="At">When the program first read it.</param>
/// <param name="Source">The roster and its run, or the payment that an officer gave it for.</param>
/// <param name="Officer">Who brought it in; null for a roster that lay in its folder.</param>
/// <param name="Personal">The person with the account, sealed.</param>
internal sealed record AccountSeen(ClaimantKey Key, DateTimeOffset At, string Source, string? Officer, SealedPerson Personal);

/// <summary>Acts, return files and accounts, as an auditor reads them.</summary>
internal sealed partial class ReadAudit
{
    /// <summary>
    /// The batches of the runs of a year with everything that officers did to them. They are few: one a run, county and scheme.
    /// </summary>
    public IReadOnlyList<AuditBatch> Batches(int year)
    {
        ILookup<int, AuditAct> acts = Acts(year).ToLookup(act => act.Batch, act => act.Act);
        ILookup<int, string> makers = Makers(year).ToLookup(maker => maker.Run, maker => maker.Name);
        List<AuditBatch> batches = [];
        using StoredRows reader = Query("""
            SELECT b.number, b.id, r.id, r.number, r.pack_sha256, b.county, b.scheme, b.state, b.payments, b.total_fen, r.maker,
              r.started_at, r.sealed_at
            FROM runs r JOIN batches b ON b.run_number = r.number WHERE r.year = @year ORDER BY b.number
            """, ("@year", year));
        while (reader.Read())
        {
            int number = reader.Int(0), run = reader.Int(3);
            batches.Add(new AuditBatch(
                number, reader.GetString(1), reader.GetString(2), run, reader.GetString(4), year, reader.GetString(5), reader.GetString(6),
                reader.Word<BatchState>(7), reader.Int(8), reader.Long(9), reader.GetString(10),
                reader.Time(11), reader.IsDBNull(12) ? null : reader.Time(12), [.. makers[run].Distinct()], [.. acts[number]]));
        }

        return batches;
    }

    /// <summary>When each return file was taken.</summary>
    public IReadOnlyDictionary<int, DateTimeOffset> ReturnFiles()
    {
        Dictionary<int, DateTimeOffset> taken = [];
        using StoredRows reader = Query("SELECT id, recorded_at FROM return_files");
        while (reader.Read())
            taken[reader.Int(0)] = DateTimeOffset.FromUnixTimeSeconds(reader.Long(1));
        return taken;
    }

    /// <summary>
    /// Every account that the runs up to a year knew of whom they paid, and every one that an officer gave: run by run, not in the order of
    /// persons.
    /// </summary>
    public IEnumerable<AccountSeen> Accounts(int lastYear)
    {
        Dictionary<string, (string Officer, DateTimeOffset At)> imports = [];
        using (StoredRows corrections = Query("SELECT sha256, officer, recorded_at FROM roster_imports ORDER BY id"))
        {
            while (corrections.Read())
                imports.TryAdd(corrections.GetString(0),
                    (corrections.GetString(1), DateTimeOffset.FromUnixTimeSeconds(corrections.Long(2))));
        }

        using (StoredRows rows = Query($"""
            SELECT c.claimant_key, c.number, c.personal, r.id, r.started_at, i.path, i.sha256, c.line FROM runs r
            JOIN claimants c ON {PackedIds.IsOfRun("c.number", "r.number")}
            JOIN run_inputs i ON i.id = {PackedIds.RunItem("r.number", "c.input_ordinal")}
            WHERE r.year <= @year AND c.personal IS NOT NULL
            """, ("@year", lastYear)))
        {
            while (rows.Read())
            {
                string? officer = null;
                DateTimeOffset at = rows.Time(4);
                if (imports.TryGetValue(rows.GetString(6), out (string Officer, DateTimeOffset At) import) && import.At <= at)
                    (officer, at) = (import.Officer, import.At);
                yield return new AccountSeen(ClaimantKey.Read(rows.Bytes(0)), at,
                    $"{rows.GetString(3)} {rows.GetString(5)}:{rows.Long(7)}", officer,
                    new SealedPerson(rows.Long(1), rows.Bytes(2)));
            }
        }

        using StoredRows given = Query("SELECT claimant_key, -id, personal, payment_no, officer, recorded_at FROM payees ORDER BY id");
        while (given.Read())
            yield return new AccountSeen(ClaimantKey.Read(given.Bytes(0)), DateTimeOffset.FromUnixTimeSeconds(given.Long(5)),
                given.GetString(3), given.GetString(4), new SealedPerson(given.Long(1), given.Bytes(2)));
    }

    private IEnumerable<(int Batch, AuditAct Act)> Acts(int year)
    {
        using StoredRows reader = Query("""
            SELECT a.batch_number, a.act, a.officer, a.recorded_at FROM runs r JOIN batches b ON b.run_number = r.number
              JOIN batch_acts a ON a.batch_number = b.number WHERE r.year = @year ORDER BY a.id
            """, ("@year", year));
        while (reader.Read())
            yield return (reader.Int(0),
                new AuditAct(reader.GetString(1), reader.GetString(2), DateTimeOffset.FromUnixTimeSeconds(reader.Long(3))));
    }

    private IEnumerable<(int Run, string Name)> Makers(int year)
    {
        using StoredRows reader = Query("SELECT m.run_number, m.name FROM runs r JOIN run_makers m ON m.run_number = r.number WHERE r.year "
            + "= @year ORDER BY m.id", ("@year", year));
        while (reader.Read())
            yield return (reader.Int(0), reader.GetString(1));
    }
}
