using System.Collections.Concurrent;
using System.Data.Common;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Returns;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Standings;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>A claimant's row and who they are: where a payment that is paid again goes.</summary>
internal sealed record CarriedTo(long ClaimantNumber, string RegionCode, string HouseholdNo, string Role, Person Person)
{
    /// <summary>What the reviewer should look at in the newest roster's household.</summary>
    public ReviewFlags Flags { get; init; }

    /// <summary>Why nothing is paid to the household before somebody has looked; empty where nothing stands against it.</summary>
    public string HoldNote { get; init; } = "";

    /// <summary>The same of what rests on a child.</summary>
    public (ReviewFlags Flags, string HoldNote) Child { get; init; } = (ReviewFlags.None, "");

    /// <summary>The roster that says so; empty where none was read since.</summary>
    public string Roster { get; init; } = "";

    /// <summary>Officers who brought that roster in; nobody by name where it lay in the inputs folder.</summary>
    public IReadOnlyList<string> BroughtBy { get; init; } = [];

    /// <summary>The order of payment numbers: region, household, mother before father before children.</summary>
    public int CompareTo(string region, string household, Role role)
    {
        int order = string.CompareOrdinal(RegionCode, region);
        order = order != 0 ? order : string.CompareOrdinal(HouseholdNo, household);
        return order != 0 ? order : RoleCodes.Of(Role).CompareTo(role);
    }
}

/// <summary>A payment to be paid again, with the row it had.</summary>
internal sealed record Carried(
    long Id, string County, ClaimantKey Key, CarriedPayment Payment, CarriedTo Before, int? PayeeId, Person? Given)
{
    /// <summary>
    /// What registers or an overdue promise had against its household when its batch went on without it; empty where nothing had. Where no
    /// roster is read again, it still stands.
    /// </summary>
    public string StillAgainst { get; init; } = "";

    /// <summary>The hold that stands on it; empty where nobody keeps it back.</summary>
    public string Hold { get; init; } = "";

    /// <summary>Its flags as they are recorded.</summary>
    public string Told { get; init; } = "";

    /// <summary>Where the bank had sent it, and who brought the answer that it failed; null for one that was never sent.</summary>
    public (string Account, string ToldBy)? SentBack { get; init; }

    /// <summary>Whether the bank had paid it before it came back.</summary>
    public bool WasPaid { get; init; }

    /// <summary>
    /// What a reviewer should know of how it comes to be paid again. One officer alone must not make a payment fail and change where its
    /// money goes: then it is held until a reviewer has looked.
    /// </summary>
    /// <param name="to">Where it goes now.</param>
    /// <param name="isChinese">The language of the note.</param>
    public (ReviewFlags Flags, string HoldNote) Judge(CarriedTo to, bool isChinese)
    {
        ReviewFlags flags = WasPaid ? ReviewFlags.CameBack : ReviewFlags.None;
        if (SentBack is not { } back || back.Account == to.Person.BankAccount)
            return (flags, "");

        flags |= ReviewFlags.AccountChanged;
        if (Given is not null || to.BroughtBy.Count > 0 && !to.BroughtBy.Contains(back.ToldBy, StringComparer.OrdinalIgnoreCase))
            return (flags, "");

        string roster = Wording.NameWithoutNumbers(to.Roster), by = string.Join(isChinese ? "、" : ", ", to.BroughtBy);
        return (flags, isChinese
            ? $"ACCOUNT-CHANGED 退汇回盘由 {back.ToldBy} 导入，新账号出自 {roster}（{(by.Length > 0 ? $"{by} 导入" : "无人具名导入")}），须由审核人查看"
            : $"ACCOUNT-CHANGED {back.ToldBy} brought the answer that it failed, and the new account is from {roster} "
                + $"({(by.Length > 0 ? $"brought in by {by}" : "brought in by nobody by name")}): a reviewer has to look");
    }

    /// <summary>Where it goes: to whom an officer said, else to the newest roster's row, else as before.</summary>
    public CarriedTo To(CarriedTo? seen) => (seen ?? Before) is var row && Given is null ? row : row with { Person = Given! };
}

/// <summary>
/// Payments that came back from the bank, or that were held when their batch was released: they join the batches of the next run, or make
/// some of their own.
/// They are few beside a run, and are held in memory.
/// </summary>
internal sealed class CarriedPayments
{
    /// <summary>Those that wait: failed ones, and held ones whose batch went on without them.</summary>
    private static readonly string Waiting =
        $"p.state IN ({StoredWords.Listed([PaymentState.Held, PaymentState.Failed])}) AND (p.state = {PaymentState.Failed.Quoted()} "
            + $"OR b.state IN ({StoredWords.Listed([BatchState.Released, BatchState.Settled])}))";

    private static readonly string OfRun = $"r.id = @run AND {PackedIds.IsPaidBy("p.id", "r.number")}";

    private static readonly string Before = $"s.id = {PackedIds.PaymentOf("p.replaces")} AND s.payment_no = p.replaces";

    private readonly ILookup<string, Carried> _byCounty;
    private readonly HashSet<ClaimantKey> _keys;
    private readonly ConcurrentDictionary<ClaimantKey, CarriedTo> _seen = [];

    private CarriedPayments(IReadOnlyList<Carried> payments)
    {
        All = payments;
        _byCounty = payments.ToLookup(payment => payment.County);
        _keys = [.. payments.Select(payment => payment.Key)];
    }

    public static CarriedPayments None { get; } = new([]);

    public IReadOnlyList<Carried> All { get; }

    /// <summary>Holds on cancelled payments: what is computed in their place arrives held.</summary>
    private IReadOnlyDictionary<(ClaimantKey, Scheme), string> Cancelled { get; init; } = new Dictionary<(ClaimantKey, Scheme), string>();

    /// <summary>Officers by the SHA-256 of the rosters that they brought in.</summary>
    public ILookup<string, string> BroughtBy { get; private init; } = Array.Empty<string>().ToLookup(name => name);

    /// <summary>Those that wait in some counties, and to which nobody objects.</summary>
    public static CarriedPayments WaitingIn(
        DbConnection connection, DbTransaction? transaction, IReadOnlyCollection<string> counties, KeyRing ring) =>
        new([.. Undisputed(connection, transaction, Read(connection, transaction, Waiting, ring, null)).Where(
            payment => counties.Contains(payment.County))])
        {
            Cancelled = Holds.OnCancelled(connection, transaction),
            BroughtBy = Bringers(connection, transaction),
        };

    /// <summary>Those of the payments of one run that wait, and to which nobody objects.</summary>
    public static CarriedPayments WaitingOf(DbConnection connection, DbTransaction? transaction, string run, KeyRing ring) =>
        new([.. Undisputed(
            connection, transaction, Read(connection, transaction, $"{Waiting} AND {OfRun}", ring, null, ("@run", run)))])
        {
            BroughtBy = Bringers(connection, transaction),
        };

    /// <summary>Those that a sealed run carried, as it recorded them: for a replay.</summary>
    public static CarriedPayments Of(DbConnection connection, string run, KeyRing ring) => new(
    [
        .. Read(connection, null, $"{OfRun} AND p.replaces IS NOT NULL", ring, MadeAt(connection, run), ("@run", run)),
    ]);

    /// <summary>The same without those of some claimants: nothing is paid to who stands in two households, and theirs wait on.</summary>
    public CarriedPayments Without(Func<Carried, bool> isDoubtful) => All.Any(isDoubtful)
        ? new([.. All.Where(payment => !isDoubtful(payment))]) { Cancelled = Cancelled, BroughtBy = BroughtBy }
        : this;

    /// <summary>Whether a payment of the claimant waits, so that the run must know where their money goes now.</summary>
    public bool Concern(ClaimantKey key) => _keys.Contains(key);

    /// <summary>The hold on a cancelled payment of a claimant and scheme; empty where there is none.</summary>
    public string HoldOn(ClaimantKey key, Scheme scheme) => Cancelled.GetValueOrDefault((key, scheme), "");

    /// <summary>Remembers where a claimant stands now; of several rows the first in order.</summary>
    public void See(ClaimantKey key, CarriedTo row) =>
        _seen.AddOrUpdate(key, row,
            (_, known) => known.CompareTo(row.RegionCode, row.HouseholdNo, RoleCodes.Of(row.Role)) <= 0 ? known : row);

    /// <summary>The payments of a county in the order of payment numbers, each with where it goes.</summary>
    public IReadOnlyList<(Carried Payment, CarriedTo To)> In(string county) =>
    [
        .. _byCounty[county].Select(payment => (Payment: payment, To: payment.To(_seen.GetValueOrDefault(payment.Key))))
            .OrderBy(payment => payment.To,
                Comparer<CarriedTo>.Create((left, right) => left.CompareTo(
                    right.RegionCode, right.HouseholdNo, RoleCodes.Of(right.Role))))
            .ThenBy(payment => payment.Payment.Payment.Replaces, StringComparer.Ordinal),
    ];

    private static IEnumerable<Carried> Undisputed(DbConnection connection, DbTransaction? transaction, List<Carried> payments)
    {
        HashSet<string> disputed = payments.Count == 0 ? [] : ObjectionBook.Standing(connection, transaction);
        return payments.Where(payment => !disputed.Contains(payment.Payment.Replaces));
    }

    /// <summary>When a run was made, in seconds: its act in the chain of acts has it, which nobody can alter unseen.</summary>
    private static long MadeAt(OpenBooks books, string run) => books.Number(
        $"SELECT MAX(recorded_at) FROM audit WHERE act IN ('run', {RunKind.Reissue.Quoted()}) AND subject = @run "
            + $"AND outcome = {ActResult.Done.Quoted()}",
        ("@run", run)) ?? long.MaxValue;

    private static ILookup<string, string> Bringers(DbConnection connection, DbTransaction? transaction)
    {
        using DbCommand command = Sql.Command(connection, transaction, "SELECT sha256, officer FROM roster_imports ORDER BY id");
        using DbDataReader reader = command.ExecuteReader();
        List<(string Sha256, string Officer)> imports = [];
        while (reader.Read())
            imports.Add((reader.GetString(0), reader.GetString(1)));
        return imports.ToLookup(one => one.Sha256, one => one.Officer, StringComparer.Ordinal);
    }

    /// <summary>Reads payments that wait; or, as they were when their run was made, those that it carried.</summary>
    private static List<Carried> Read(DbConnection connection, DbTransaction? transaction, string where, KeyRing ring,
        long? madeAt, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        bool isRecorded = madeAt is not null;
        using Sealer sealer = new(ring);
        using DbCommand command = Sql.Command(
            connection, transaction,
            $"""
            SELECT p.id, p.payment_no, b.county, b.scheme, r.year, p.months, p.current_fen, p.arrears_fen, p.offset_fen, p.province_fen,
              p.city_fen, p.county_fen, p.flags, p.replaces, c.number, c.claimant_key, c.region_code, c.household_no, c.role, c.number,
              c.personal, COALESCE(g.id, p.payee), -COALESCE(g.id, w.id), COALESCE(g.personal, w.personal), p.state, p.note, p.hold,
              COALESCE(-sw.id, sc.number), CASE WHEN s.return_file IS NULL THEN NULL ELSE COALESCE(sw.personal, sc.personal) END, f.officer,
              CASE WHEN EXISTS (SELECT 1 FROM earlier_answers e JOIN return_files ef ON ef.id = e.file_id
                WHERE e.payment_no = s.payment_no AND e.status = {ReturnStatus.Paid.Quoted()}
                  AND ef.recorded_at <= @until) THEN 1 ELSE 0 END
            FROM payments p JOIN batches b ON b.number = p.batch_number JOIN runs r ON r.number = b.run_number
              JOIN claimants c ON c.number = p.claimant_number
            LEFT JOIN payees g ON g.id = (SELECT MAX(n.id) FROM payees n WHERE n.payment_no = p.payment_no AND @recorded = 0)
            LEFT JOIN payees w ON w.id = p.payee
            LEFT JOIN payments s ON {(isRecorded ? Before : "s.id = p.id")}
            LEFT JOIN claimants sc ON sc.number = s.claimant_number LEFT JOIN payees sw ON sw.id = s.payee
            LEFT JOIN return_files f ON f.id = s.return_file
            WHERE {where} ORDER BY p.id
            """,
            [.. parameters, ("@recorded", isRecorded ? 1 : 0), ("@until", madeAt ?? long.MaxValue)]);
        command.CommandTimeout = 0;
        using DbDataReader reader = command.ExecuteReader();
        List<Carried> payments = [];
        while (reader.Read())
            payments.Add(One(reader, sealer, isRecorded));
        return payments;
    }

    private static Carried One(DbDataReader reader, Sealer sealer, bool isRecorded)
    {
        if (!Scheme.TryParse(reader.GetString(3), out Scheme scheme))
            throw new InvalidDataException($"Payment {reader.GetString(1)} has the unknown scheme '{reader.GetString(3)}'.");

        Money current = new(reader.Long(6)), arrears = new(reader.Long(7)), province = new(reader.Long(9)), city = new(reader.Long(10)),
            county = new(reader.Long(11));
        bool isHeld = reader.Word<PaymentState>(24) == PaymentState.Held, wasSent = !reader.IsDBNull(28);
        string flags = reader.TextOrNull(12) ?? "";
        CarriedPayment payment = new(
            reader.GetString(isRecorded ? 13 : 1), scheme, reader.Int(4), reader.IsDBNull(5)
                ? ""
                : reader.GetString(5), current, arrears, new(reader.Long(8)),
            new Layered(current + arrears - province - city - county, province, city, county),
            wasSent ? ReviewFlagsOf.OfSent(flags) : flags);
        CarriedTo before = new(reader.Long(14), reader.GetString(16), reader.GetString(17), reader.GetString(18),
            SealedPerson.Read(reader, 19).Open(sealer));
        return new Carried(
            reader.Long(0), reader.GetString(2), ClaimantKey.Read((byte[])reader.GetValue(15)), payment, before,
            reader.IsDBNull(21) ? null : reader.Int(21), reader.IsDBNull(23) ? null : SealedPerson.Read(reader, 22).Open(sealer))
        {
            StillAgainst = isHeld && !reader.IsDBNull(25)
                && ReviewFlagsOf.IsHeldByRun(reader.GetString(25)) ? reader.GetString(25) : "",
            Hold = isHeld ? reader.TextOrNull(26) ?? "" : "",
            Told = flags,
            SentBack = wasSent
                ? (SealedPerson.Read(reader, 27).Open(sealer).BankAccount, reader.TextOrNull(29) ?? "")
                : null,
            WasPaid = wasSent && reader.Int(30) == 1,
        };
    }
}
