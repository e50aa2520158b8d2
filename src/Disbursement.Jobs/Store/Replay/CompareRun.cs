using System.Globalization;
using System.Security.Cryptography;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Tables;
using Microsoft.Data.Sqlite;

namespace Disbursement.Jobs.Store.Replay;

/// <summary>
/// Compares a run as recorded with its replay, row by row and in both directions. Numbers of claimants are the only thing that may differ.
/// </summary>
internal sealed class CompareRun(SqliteConnection connection, RunRecord run, Sealer sealer)
{
    /// <summary>
    /// A run keeps nothing personal of who is not paid; a reissue that pays by such a row has filled it in since.
    /// </summary>
    private const string PersonalData = """
        (same_personal(r.number, r.personal, a.number, a.personal) OR a.personal IS NULL AND r.personal IS NOT NULL AND EXISTS (SELECT 1
          FROM recorded.payments again WHERE again.claimant_number = r.number AND again.replaces IS NOT NULL))
        """;

    private readonly (long First, long End) _claimants = ClaimantNumber.OfRun(run.Number);

    /// <summary>The first row that is not the same on both sides, or null.</summary>
    /// <param name="leftOut">Numbers of payments that stand in no file any more: totals of their batches are not compared.</param>
    /// <param name="stop">Stops it between two tables.</param>
    public string? FirstBreak(IReadOnlySet<string> leftOut, CancellationToken stop)
    {
        connection.CreateFunction("same_personal", (long? at, byte[]? recorded, long? atAgain, byte[]? again) =>
            IsSamePersonal(at, recorded, atAgain, again));
        LeaveOut(leftOut);
        foreach (Func<string?> part in new Func<string?>[] { Inputs, Claimants, Decisions, Payments, Batches, Transfers, Files })
        {
            stop.ThrowIfCancellationRequested();
            if (part() is { } first)
                return first;
        }

        return null;
    }

    private string? Inputs()
    {
        RowColumn[] columns = [.. Replayed(RunInputsTable.Table)];
        return Differing("input", "a.path", "main.run_inputs a LEFT JOIN recorded.run_inputs r ON r.id = a.id", "r.id", columns, "a.id")
            ?? Extra("input", "r.path", $"recorded.run_inputs r WHERE r.run_number = {run.Number} AND NOT EXISTS (SELECT 1 FROM "
                + $"main.run_inputs a WHERE a.id = r.id)", "r.id");
    }

    /// <summary>
    /// Also pairs each claimant of the replay with the recorded one: in one run a household has one mother and one father, and
    /// its children are told apart by their keys.
    /// </summary>
    private string? Claimants()
    {
        Execute($"""
            CREATE INDEX main.claimants_by_place ON claimants (region_code, household_no, role);
            CREATE TABLE main.pairs (again INTEGER PRIMARY KEY, recorded INTEGER NOT NULL);
            INSERT OR IGNORE INTO pairs SELECT a.number, r.number FROM recorded.claimants r
            CROSS JOIN main.claimants a ON a.region_code = r.region_code AND a.household_no = r.household_no AND a.role = r.role
              AND (a.role <> 'child' OR a.claimant_key = r.claimant_key)
            WHERE r.number > {_claimants.First} AND r.number < {_claimants.End} ORDER BY r.number;
            CREATE UNIQUE INDEX main.pairs_recorded ON pairs (recorded);
            """);
        RowColumn[] columns =
        [
            .. Replayed(ClaimantsTable.Table),
            new("standing before the run", "r.standing_before", "a.standing_before", IsSecret: true),
            new("personal data", PersonalData, "1", IsSecret: true),
        ];
        return Differing("claimant of", Place("a"),
            "main.claimants a LEFT JOIN pairs p ON p.again = a.number LEFT JOIN recorded.claimants r ON r.number = p.recorded", "r.number",
                columns, "+a.region_code, +a.household_no, +a.role")
            ?? Extra("claimant of", Place("r"),
                $"recorded.claimants r WHERE r.number > {_claimants.First} AND r.number < {_claimants.End} AND NOT EXISTS (SELECT 1 FROM "
                    + $"pairs p WHERE p.recorded = r.number)", "r.number");
    }

    private string? Decisions()
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT {Place("c")}, a.scheme, r.id, r.outcome, r.codes, r.months, r.due_fen, a.outcome, a.codes, a.months, a.due_fen,
                   iif(r.scheme IS a.scheme, '', ' as ' || r.scheme) || iif(r.claimant_number IS p.recorded, '', ' for another claimant')
            FROM main.decisions a CROSS JOIN pairs p ON p.again = a.claimant_number
            LEFT JOIN recorded.decisions r ON r.id = {PackedIds.Again("a.id", "p.recorded")}
            CROSS JOIN main.claimants c ON c.number = a.claimant_number
            WHERE r.id IS NULL OR r.claimant_number IS NOT p.recorded OR r.scheme IS NOT a.scheme OR r.outcome IS NOT a.outcome
               OR r.codes IS NOT a.codes OR r.months IS NOT a.months OR r.due_fen IS NOT a.due_fen
            ORDER BY +c.region_code, +c.household_no, +c.role, {PackedIds.SchemeOf("a.id")} LIMIT 1
            """;
        using (SqliteDataReader reader = command.ExecuteReader())
        {
            if (reader.Read())
            {
                string recorded = reader.IsDBNull(2)
                    ? "nothing"
                    : DecisionText(reader, 3) + reader.GetString(11), again = DecisionText(reader, 7);
                return $"decision of {reader.GetString(0)}, scheme {reader.GetString(1)}: recorded {recorded}, replay gives {again}";
            }
        }

        // Every decision of the replay is recorded: more of them are there only if there are more.
        (long first, long end) = DecisionId.OfRun(run.Number);
        if (Number($"SELECT COUNT(*) FROM recorded.decisions WHERE id >= {first} AND id < {end}") == Number("SELECT COUNT(*) FROM "
            + "main.decisions"))
            return null;

        return Extra("decision of", $"coalesce({Place("c")}, 'nobody') || ', scheme ' || r.scheme", $"""
            recorded.decisions r LEFT JOIN recorded.claimants c ON c.number = {PackedIds.ClaimantOf("r.id")} WHERE r.id >= {first}
              AND r.id < {end}
            AND NOT EXISTS (SELECT 1 FROM pairs p CROSS JOIN main.decisions a ON a.id = {PackedIds.Again("r.id", "p.again")}
              WHERE p.recorded = {PackedIds.ClaimantOf("r.id")})
            """, "r.id");
    }

    private string? Payments()
    {
        // Batches of a run are numbered by the run; what later acts add to the run is numbered elsewhere.
        (long first, long end) = PaymentId.OfRun(run.Number);
        RowColumn[] columns =
        [
            .. Replayed(PaymentsTable.Table),
            new("claimant", "r.claimant_number",
                "COALESCE((SELECT recorded FROM pairs WHERE again = a.claimant_number), a.claimant_number)", IsSecret: true),
        ];
        return Differing("payment", "a.payment_no", "main.payments a LEFT JOIN recorded.payments r ON r.id = a.id", "r.id", columns, "a.id")
            ?? Extra("payment", "r.payment_no", $"recorded.payments r WHERE r.id >= {first} AND r.id < {end} AND NOT EXISTS (SELECT 1 FROM "
                + $"main.payments a WHERE a.id = r.id)", "r.id");
    }

    private string? Batches()
    {
        (long first, long end) = BatchNumber.OfRun(run.Number);
        RowColumn[] columns =
        [
            .. Replayed(BatchesTable.Table),
            .. BatchesTable.Table.Having(Traits.Summed).Select(sum => new RowColumn(sum.Replace('_', ' '), $"iif(a.id IN left_out, NULL, "
                + $"r.{sum})", $"iif(a.id IN left_out, NULL, a.{sum})")),
        ];
        return Differing(
            "batch", "a.id", "main.batches a LEFT JOIN recorded.batches r ON r.number = a.number", "r.number", columns, "a.number")
            ?? Extra("batch", "r.id", $"recorded.batches r WHERE r.number >= {first} AND r.number < {end} AND NOT EXISTS (SELECT 1 FROM "
                + $"main.batches a WHERE a.number = r.number)", "r.number");
    }

    /// <summary>What the run booked at its sealing; what later acts book for the run is no part of it.</summary>
    private string? Transfers()
    {
        RowColumn[] columns = [.. Replayed(TransfersTable.Table)];
        return Differing("transfer", "a.book || '/' || a.sequence",
            "(SELECT * FROM main.transfers WHERE run = $run) a LEFT JOIN recorded.transfers r ON r.id = a.id", "r.id", columns, "a.id")
            ?? Extra("transfer", "r.book || '/' || r.sequence",
                "recorded.transfers r WHERE r.run = $run AND r.event IN ('accrue', 'recover', 'offset') AND NOT EXISTS (SELECT 1 FROM "
                    + "main.transfers a WHERE a.id = r.id AND a.run = $run)", "r.id");
    }

    /// <summary>The bytes of the files that the replay wrote, by the hash that was taken while they were written.</summary>
    private string? Files()
    {
        (long first, long end) = BatchFileId.OfRun(run.Number);
        (long firstBatch, long endBatch) = BatchNumber.OfRun(run.Number);

        // By format: a batch whose payments were all held at first got some of its files when one was let go.
        return Differing("file", "a.path", "main.batch_files a LEFT JOIN recorded.batch_files r ON r.batch_number = a.batch_number AND "
            + "r.format = a.format", "r.id", [.. Replayed(BatchFilesTable.Table)], "a.id")
            ?? Extra("file", "r.path", $"recorded.batch_files r WHERE r.id >= {first} AND r.id < {end} AND (NOT EXISTS (SELECT 1 FROM "
                + $"main.batch_files a WHERE a.batch_number = r.batch_number AND a.format = r.format)"
                + " OR EXISTS (SELECT 1 FROM recorded.batch_files t WHERE t.batch_number = r.batch_number AND "
                    + "t.format = r.format AND t.id < r.id))", "r.id")
            ?? Extra("file", "r.path", $"recorded.batch_files r WHERE r.batch_number >= {firstBatch} AND r.batch_number < {endBatch}"
                + $" AND r.id <> {PackedIds.FileOf("r.batch_number")} + (SELECT COUNT(*) FROM recorded.batch_files t WHERE t.batch_number "
                    + $"= r.batch_number AND t.id < r.id)", "r.id", "recorded under a number that is not its own");
    }

    /// <summary>The first row of the replay that is recorded otherwise or not at all.</summary>
    private string? Differing(string what, string name, string rows, string recordedKey, RowColumn[] columns, string order)
    {
        string shown = string.Join(", ", columns.Select(column => $"{column.Recorded}, {column.Again}"));
        string differs = string.Join(" OR ", columns.Select(column => $"{column.Recorded} IS NOT {column.Again}"));
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText =
            $"SELECT {name}, {recordedKey} IS NULL, {shown} FROM {rows} WHERE {recordedKey} IS NULL OR {differs} ORDER BY {order} LIMIT 1";
        command.Parameters.AddWithValue("$run", run.Id);
        using SqliteDataReader reader = command.ExecuteReader();
        if (!reader.Read())
            return null;
        if (reader.GetInt64(1) == 1)
            return $"{what} {reader.GetString(0)}: the replay gives it, and it is not recorded";

        int i = Enumerable.Range(0, columns.Length).First(at => !IsSame(reader.GetValue(2 + 2 * at), reader.GetValue(3 + 2 * at)));
        string difference = columns[i].IsSecret
            ? "is not what the replay gives"
            : $"recorded {Text(reader, 2 + 2 * i)}, replay gives {Text(reader, 3 + 2 * i)}";
        return $"{what} {reader.GetString(0)}: {columns[i].Name} {difference}";
    }

    /// <summary>The first recorded row that the replay does not give.</summary>
    private string? Extra(string what, string name, string rows, string order, string how = "recorded, and the replay gives none")
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT {name} FROM {rows} ORDER BY {order} LIMIT 1";
        command.Parameters.AddWithValue("$run", run.Id);
        return command.ExecuteScalar() is { } found ? $"{what} {found}: {how}" : null;
    }

    private static string Place(string claimant) =>
        $"{claimant}.region_code || ' household ' || {claimant}.household_no || ' ' || {claimant}.role";

    private static IEnumerable<RowColumn> Replayed(StoredTable table) =>
        table.Having(Traits.Replayed).Select(name => new RowColumn(name.Replace('_', ' '), $"r.{name}", $"a.{name}"));

    private static string DecisionText(SqliteDataReader reader, int at)
    {
        string due = reader.GetValue(at + 3) is long fen ? new Money(fen).ToString() : Text(reader, at + 3);
        string[] parts = [Text(reader, at), reader.IsDBNull(at + 1) ? "" : Text(reader, at + 1),
            reader.IsDBNull(at + 2) ? "" : Text(reader, at + 2), due == "0.00" ? "" : $"due {due}"];
        return string.Join(' ', parts.Where(part => part.Length > 0));
    }

    private static string Text(SqliteDataReader reader, int column) => reader.GetValue(column) switch
    {
        DBNull => "nothing",
        byte[] bytes => Convert.ToHexStringLower(bytes),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        object value => value.ToString()!,
    };

    private static bool IsSame(object recorded, object again) =>
        recorded is byte[] bytes && again is byte[] others ? bytes.AsSpan().SequenceEqual(others) : recorded.Equals(again);

    private bool IsSamePersonal(long? at, byte[]? recorded, long? atAgain, byte[]? again)
    {
        if (recorded is null || again is null)
            return recorded is null && again is null;

        try
        {
            return sealer.Open(recorded, SealedPlace.Claimant(at ?? 0)).AsSpan()
                .SequenceEqual(sealer.Open(again, SealedPlace.Claimant(atAgain ?? 0)));
        }
        catch (Exception exception) when (exception is CryptographicException or OverflowException or ArgumentException)
        {
            return false;
        }
    }

    private void LeaveOut(IReadOnlySet<string> payments)
    {
        Execute("CREATE TABLE main.left_out (batch TEXT PRIMARY KEY) WITHOUT ROWID");
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "INSERT OR IGNORE INTO left_out VALUES ($batch)";
        SqliteParameter batch = command.Parameters.Add("$batch", SqliteType.Text);
        foreach (string payment in payments)
        {
            batch.Value = payment[..payment.LastIndexOf('-')];
            command.ExecuteNonQuery();
        }
    }

    private long Number(string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private void Execute(string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>A column of a row as recorded and as the replay gives it.</summary>
    private readonly record struct RowColumn(string Name, string Recorded, string Again, bool IsSecret = false);
}
