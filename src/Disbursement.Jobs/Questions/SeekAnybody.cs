using System.Data.Common;
using Disbursement.Domain.Households;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Standings;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Questions;

/// <summary>A person who was found, by the newest row of the officer's counties.</summary>
/// <param name="Claimant">Number of the row.</param>
/// <param name="Name">The name; empty where the person was never to be paid, since such a name is in the roster alone.</param>
/// <param name="MaskedId">The identity number, masked; empty where the name is.</param>
/// <param name="RegionCode">The region.</param>
/// <param name="HouseholdNo">The household.</param>
internal sealed record FoundPerson(long Claimant, string Name, string MaskedId, string RegionCode, string HouseholdNo)
{
    /// <summary>The person of a row.</summary>
    public static FoundPerson Of(ClaimantRecord row, Sealer sealer)
    {
        if (row.Personal is null)
            return new FoundPerson(row.Number, "", "", row.RegionCode, row.HouseholdNo);

        Person person = SealedPerson.Of(row).Open(sealer);
        return new FoundPerson(row.Number, person.Name, Masking.Id(person.Id), row.RegionCode, row.HouseholdNo);
    }
}

/// <summary>What a search found.</summary>
/// <param name="By">What the words were taken for: place, id, account, household or name.</param>
/// <param name="Place">The page of a run, batch, payment or transfer; null where persons were sought.</param>
/// <param name="Persons">The persons, one line each.</param>
internal sealed record Sought(string By, string? Place, IReadOnlyList<FoundPerson> Persons)
{
    /// <summary>The claimant key of an identity number that was typed, for the record.</summary>
    public ClaimantKey? Key { get; init; }

    /// <summary>Whether more were found than are told.</summary>
    public bool IsCut { get; init; }

    /// <summary>Where the search came to its bound, and may go on; null where it looked through all.</summary>
    public SoughtSoFar? SoFar { get; init; }
}

/// <summary>How far a search among sealed names or accounts has come.</summary>
/// <param name="Typed">What was typed.</param>
/// <param name="Run">The run that it came to.</param>
/// <param name="Batch">Number of the last batch that was looked through.</param>
/// <param name="Payments">Payments that were looked through.</param>
internal sealed record SoughtSoFar(string Typed, string Run, int Batch, long Payments);

/// <summary>
/// Finds anything by what somebody types: run, batch, payment, identity number, account, household or name; each officer within the own
/// counties. Accounts and names are those of persons whose money was settled.
/// </summary>
internal sealed class SeekAnybody(Database store, KeyRing ring, BatchNames names)
{
    public const int Most = 50;

    /// <summary>Payments whose sealed names one search opens at most, apart from the batch that it is in: a few seconds.</summary>
    public const int MostOpened = 250_000;

    private const int ShortestAccount = 8, ShortestName = 2;

    /// <summary>
    /// Everything of that name. Names and accounts are sealed, so that those of every batch are opened, the newest first, until so many are
    /// opened: then it says how far it came, and goes on when it is asked again.
    /// </summary>
    /// <param name="typed">What somebody typed.</param>
    /// <param name="officer">Who seeks.</param>
    /// <param name="stop">Stops between two batches.</param>
    /// <param name="most">Payments that are opened at most.</param>
    public Sought Run(string typed, Officer officer, CancellationToken stop, int most = MostOpened)
    {
        string text = typed.Trim();
        using DisbursementDb db = store.Model();
        if (ReadConsole.PlaceOf(db, text) is { } place && IsFor(db, place, officer))
            return new Sought("place", place, []);
        if (CitizenId.TryParse(text.ToUpperInvariant(), out CitizenId id))
            return ById(db, id, officer);

        if (ByHousehold(db, text, officer) is { Length: > 0 } household)
            return Cut("household", household);
        if (text.Length >= ShortestAccount && text.All(char.IsAsciiDigit))
            return Among(db, new SoughtSoFar(text, "", 0, 0), officer, most, stop);

        return text.Length < ShortestName || text.Any(char.IsAsciiDigit)
            ? new Sought("household", null, [])
            : Among(db, new SoughtSoFar(text, "", 0, 0), officer, most, stop);
    }

    /// <summary>Goes on where a search came to its bound.</summary>
    /// <param name="before">How far it came.</param>
    /// <param name="officer">Who seeks.</param>
    /// <param name="stop">Stops between two batches.</param>
    /// <param name="most">Payments that are opened at most.</param>
    public Sought Further(SoughtSoFar before, Officer officer, CancellationToken stop, int most = MostOpened)
    {
        using DisbursementDb db = store.Model();
        return Among(db, before, officer, most, stop);
    }

    private static Sought Cut(string by, FoundPerson[] persons) =>
        new(by, null, [.. persons.Take(Most)]) { IsCut = persons.Length > Most };

    private static bool IsFor(DisbursementDb db, string place, Officer officer)
    {
        string[] parts = place.Split('/');
        return parts[1] switch
        {
            "batches" => officer.Covers(ReadBatches.Find(db, parts[2])!.County),
            "payments" => officer.Covers(ReadConsole.CountyOf(db, parts[2])!),
            "transfers" => Powers.May(officer.Role, OfficialAct.Supervise),
            _ => true,
        };
    }

    private Sought ById(DisbursementDb db, CitizenId id, Officer officer)
    {
        using DbConnection connection = store.Connect();
        using ClaimantKeys keys = new(ring);
        long[] numbers = [.. new[] { keys.Of(id), keys.OfChild(id.Digits) }
            .Select(key => FindClaimant.Seen(connection, key, null).LastOrDefault(row => officer.Covers(row.RegionCode[..6])))
            .OfType<ClaimantSeen>().Select(row => row.Number)];
        FoundPerson[] found = [.. Told(db.Claimants.ToRead().Where(row => numbers.Contains(row.Number)).ToArray())
            .Select(person => person.MaskedId.Length > 0 ? person : person with { MaskedId = Masking.Id(id.ToString()) })];
        return new Sought("id", null, found) { Key = keys.Of(id) };
    }

    private Sought Among(DisbursementDb db, SoughtSoFar before, Officer officer, int most, CancellationToken stop)
    {
        if (!before.Typed.All(char.IsAsciiDigit))
            return Persons(db, "name", before, officer, batch => names.Find(store, ring, batch, before.Typed), most, stop);

        using ClaimantKeys keys = new(ring);
        ulong hash = KnownAccount.HashOf(before.Typed, keys);
        return Persons(db, "account", before, officer, batch => names.WithAccount(store, ring, batch, hash), most, stop);
    }

    private FoundPerson[] ByHousehold(DisbursementDb db, string household, Officer officer) => Told([.. db.Claimants
        .ToRead().Where(row => row.HouseholdNo == household).OrderByDescending(row => row.Number).Take(Most * Most).AsEnumerable()
        .Where(row => officer.Covers(row.RegionCode[..6])).DistinctBy(row => ClaimantKey.Read(row.ClaimantKey))]);

    /// <summary>
    /// The persons of payments that are found batch by batch, the newest run first, until there are enough or so many names were opened.
    /// </summary>
    private Sought Persons(DisbursementDb db, string by, SoughtSoFar before, Officer officer, Func<int, IReadOnlyList<long>> find, int most,
        CancellationToken stop)
    {
        Dictionary<ClaimantKey, ClaimantRecord> rows = [];
        BatchRecord[] batches = [.. db.Batches.ToRead().OrderByDescending(batch => batch.RunNumber).ThenBy(batch => batch.Number)
            .AsEnumerable().Where(batch => officer.Covers(batch.County))];
        int from = before.Batch == 0 ? 0 : Array.FindIndex(batches, batch => batch.Number == before.Batch) + 1;
        (long looked, long opened, int at) = (before.Payments, 0, from);
        for (; at < batches.Length && rows.Count <= Most; at++)
        {
            stop.ThrowIfCancellationRequested();
            BatchRecord batch = batches[at];
            if (opened > 0 && !names.Holds(batch.Number) && opened + batch.Payments > most)
                break;

            opened += names.Holds(batch.Number) ? 0 : batch.Payments;
            looked += batch.Payments;
            Gather(db, rows, [.. find(batch.Number).Take(Most + 1)]);
        }

        return Cut(by, Told([.. rows.Values])) with
        {
            SoFar = at == batches.Length || rows.Count > Most || at == from
                ? null
                : new SoughtSoFar(before.Typed, RunOf(db, batches[at - 1]), batches[at - 1].Number, looked),
        };
    }

    private static string RunOf(DisbursementDb db, BatchRecord batch) =>
        db.Runs.ToRead().Where(run => run.Number == batch.RunNumber).Select(run => run.Id).Single();

    private static void Gather(DisbursementDb db, Dictionary<ClaimantKey, ClaimantRecord> rows, long[] payments)
    {
        if (payments.Length == 0)
            return;

        ClaimantRecord[] found = [.. from payment in db.Payments.ToRead()
                                     join row in db.Claimants.ToRead() on payment.ClaimantNumber equals row.Number
                                     where payments.Contains(payment.Id)
                                     select row];
        foreach (ClaimantRecord row in found)
            rows.TryAdd(ClaimantKey.Read(row.ClaimantKey), row);
    }

    private FoundPerson[] Told(ClaimantRecord[] rows)
    {
        using Sealer sealer = new(ring);
        return [.. rows.OrderBy(row => row.RegionCode, StringComparer.Ordinal).ThenBy(row => row.HouseholdNo, StringComparer.Ordinal)
            .Select(row => FoundPerson.Of(row, sealer))];
    }
}
