using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Sorting;

namespace Disbursement.Jobs.Intake;

/// <summary>
/// Gathers who stands where, which accounts are used and what is told of each child, sorted outside memory, so that a person in two
/// households of any counties is found.
/// </summary>
/// <remarks>One instance belongs to one thread; the sorted segments are shared.</remarks>
/// <param name="ids">Gets where each claimant stands.</param>
/// <param name="accounts">Gets who uses each account.</param>
/// <param name="children">Gets what is told of each child.</param>
/// <param name="names">Gets each child by birth date, sex and name; null where no scheme is about children.</param>
/// <param name="budget">Bytes held in memory for each.</param>
internal sealed class GatherClaimants(
    SortedSegments ids, SortedSegments accounts, SortedSegments children, SortedSegments? names, int budget)
{
    private readonly SegmentWriter _ids = new(ids, budget);
    private readonly SegmentWriter _accounts = new(accounts, budget);
    private readonly SegmentWriter _children = new(children, budget);
    private readonly SegmentWriter? _names = names is null ? null : new(names, budget);
    private readonly byte[] _id = new byte[8];
    private readonly byte[] _child = new byte[16];
    private readonly byte[] _account = new byte[17];
    private readonly byte[] _place = new byte[16];

    /// <summary>Remembers the claimants and the children of an accepted household.</summary>
    /// <param name="copy">The household.</param>
    /// <param name="county">Its county.</param>
    /// <param name="isOfRun">Whether the county is one the run pays; accounts of others do not count.</param>
    public void Add(HouseholdCopy copy, uint county, bool isOfRun)
    {
        ulong mother = 0, father = 0;
        bool hasChild = false;
        for (int i = 0; i < copy.RowCount; i++)
        {
            MemberRow row = copy.Row(i);
            MemberValues values = row.Values;
            hasChild |= values.Role == (byte)Role.Child;
            if (!values.IsClaimant)
                continue;

            mother = values.Role == (byte)Role.Mother ? values.Id : mother;
            father = values.Role == (byte)Role.Father ? values.Id : father;
            BinaryPrimitives.WriteUInt64BigEndian(_id, values.Id);
            BinaryPrimitives.WriteInt32BigEndian(_place, copy.File);
            BinaryPrimitives.WriteInt64BigEndian(_place.AsSpan(4), values.Line);
            BinaryPrimitives.WriteUInt32BigEndian(_place.AsSpan(12), county);
            _ids.Add(_id, _place);
            if (!isOfRun)
                continue;

            _ = BankAccount.Read(row.Text(MemberText.BankAccount), out BankAccount account);
            _account[0] = (byte)account.Length;
            BinaryPrimitives.WriteUInt128BigEndian(_account.AsSpan(1), account.Value);
            _accounts.Add(_account, _id);
        }

        for (int i = 0; hasChild && i < copy.RowCount; i++)
            AddChild(copy.Row(i), copy.File, county, mother, father);
    }

    private void AddChild(MemberRow row, int file, uint county, ulong mother, ulong father)
    {
        MemberValues values = row.Values;
        if (values.Role != (byte)Role.Child)
            return;

        ChildKey key = ChildKey.Of(new CitizenId(values.Id), values.BirthDate, values.IsFemale, row.Text(MemberText.Name));
        ToldChild told = new(county, file, values.Line, mother, father, values.AdoptedOn, values.DeathDate, values.DisabilityGrade,
            values.DisabilityDate, values.DisabilityEndedOn);
        BinaryPrimitives.WriteUInt128BigEndian(_child, key.Value);
        _children.Add(_child, MemoryMarshal.AsBytes(new ReadOnlySpan<ToldChild>(in told)));
        if (_names is null)
            return;

        ChildKey name = ChildKey.Of(default, values.BirthDate, values.IsFemale, row.Text(MemberText.Name));
        NamedChild named = new(county, file, values.Line, values.Id);
        BinaryPrimitives.WriteUInt128BigEndian(_child, name.Value);
        _names.Add(_child, MemoryMarshal.AsBytes(new ReadOnlySpan<NamedChild>(in named)));
    }

    public void Finish()
    {
        _ids.Finish();
        _accounts.Finish();
        _children.Finish();
        _names?.Finish();
    }
}

/// <summary>A place where a claimant stands.</summary>
internal readonly record struct ClaimantPlace(uint County, int File, RowNumber Line);

/// <summary>A claimant with the places where they stand.</summary>
internal sealed record DuplicateClaimant(UInt128 Id, IReadOnlyList<ClaimantPlace> Places);

/// <summary>
/// Claimants who stand in more than one accepted household, accounts that too many share, and children of two households that do not go
/// together.
/// </summary>
internal sealed class Duplicates
{
    private const int MostPlaces = 50;
    private const int LengthBits = 6;

    private readonly Dictionary<UInt128, IReadOnlyList<ClaimantPlace>> _claimants = [];
    private readonly HashSet<UInt128> _accounts = [];

    private Duplicates()
    {
    }

    public int Claimants => _claimants.Count;

    public int Accounts => _accounts.Count;

    /// <summary>Children about whom two households do not go together.</summary>
    public required SharedChildren Children { get; init; }

    /// <summary>Children of one name of whom some have no id number.</summary>
    public required Namesakes Namesakes { get; init; }

    /// <summary>Those who were found, for whoever goes on with them.</summary>
    public IEnumerable<DuplicateClaimant> Found => _claimants.Select(claimant => new DuplicateClaimant(claimant.Key, claimant.Value));

    /// <summary>The accounts that were found, each as a number.</summary>
    public IEnumerable<UInt128> SharedAccounts => _accounts;

    /// <summary>Finds them over all counties.</summary>
    /// <param name="ids">Where each claimant stands, sorted by claimant.</param>
    /// <param name="accounts">Who uses each account, sorted by account.</param>
    /// <param name="children">What each roster says of each child, sorted by child.</param>
    /// <param name="names">Every child by its name, sorted; empty where no scheme is about children.</param>
    /// <param name="claimantsPerAccount">How many may use one account.</param>
    public static Duplicates Find(
        SortedSegments ids, SortedSegments accounts, SortedSegments children, SortedSegments names, int claimantsPerAccount)
    {
        Duplicates found = new() { Children = SharedChildren.Find(children), Namesakes = Namesakes.Find(names) };
        found.FindClaimants(ids);
        found.FindAccounts(accounts, claimantsPerAccount);
        return found;
    }

    /// <summary>Those that somebody else has found.</summary>
    public static Duplicates Of(
        IEnumerable<DuplicateClaimant> claimants, IEnumerable<UInt128> accounts, SharedChildren children, Namesakes namesakes)
    {
        Duplicates known = new() { Children = children, Namesakes = namesakes };
        foreach (DuplicateClaimant claimant in claimants)
            known._claimants[claimant.Id] = claimant.Places;
        known._accounts.UnionWith(accounts);
        return known;
    }

    /// <summary>Whether somebody stands in more than one accepted household, a parent or a child of whom decisions are made.</summary>
    public bool Has(Claimant claimant) => claimant.Child is { } child
        ? Children.PlacesOf(child).Count > 1 || Namesakes.MayBeOne(child)
        : IsClaimant(claimant.Id);

    /// <summary>Where they stand; of a child also where another one stands that may be the same.</summary>
    public IEnumerable<ClaimantPlace> PlacesOf(Claimant claimant) => claimant.Child is { } child
        ? Children.PlacesOf(child).Select(told => new ClaimantPlace(told.County, told.File, told.Line))
            .Union(Namesakes.Of(child).Select(named => new ClaimantPlace(named.County, named.File, named.Line)))
        : PlacesOf(claimant.Id);

    public bool IsClaimant(CitizenId id) => _claimants.ContainsKey(id.Digits);

    public bool IsClaimant(string id) => CitizenId.TryParse(id, out CitizenId read) && IsClaimant(read);

    public IReadOnlyList<ClaimantPlace> PlacesOf(CitizenId id) => _claimants.GetValueOrDefault(id.Digits, []);

    public bool IsShared(string account)
    {
        if (_accounts.Count == 0)
            return false;

        Span<byte> digits = stackalloc byte[32];
        System.Text.Encoding.ASCII.GetBytes(account, digits);
        _ = BankAccount.Read(digits[..account.Length], out BankAccount read);
        return _accounts.Contains(NumberOf(read));
    }

    /// <summary>Length first, as the records are sorted.</summary>
    private static UInt128 NumberOf(BankAccount account) => account.Value | (UInt128)account.Length << (128 - LengthBits - 1);

    private void FindClaimants(SortedSegments ids)
    {
        UInt128 current = 0;
        List<ClaimantPlace> places = [];
        using SegmentMerge merge = ids.Open();
        while (merge.MoveNext())
        {
            UInt128 claimant = new CitizenId(BinaryPrimitives.ReadUInt64BigEndian(merge.Key)).Digits;
            if (claimant != current)
            {
                Keep(current, places);
                current = claimant;
            }

            places.Add(new ClaimantPlace(BinaryPrimitives.ReadUInt32BigEndian(merge.Payload[12..]),
                BinaryPrimitives.ReadInt32BigEndian(merge.Payload), BinaryPrimitives.ReadInt64BigEndian(merge.Payload[4..])));
        }

        Keep(current, places);
    }

    private void Keep(UInt128 claimant, List<ClaimantPlace> places)
    {
        // Whoever stands in thousands of households is listed with the first of them: each place naming every other would be their square.
        if (places.Count > 1)
            _claimants[claimant] =
                [.. places.OrderBy(place => place.County).ThenBy(place => place.File).ThenBy(place => place.Line).Take(MostPlaces)];
        places.Clear();
    }

    private void FindAccounts(SortedSegments accounts, int claimantsPerAccount)
    {
        UInt128 current = 0;
        HashSet<ulong> holders = [];
        using SegmentMerge merge = accounts.Open();
        while (merge.MoveNext())
        {
            UInt128 account = NumberOf(new BankAccount(BinaryPrimitives.ReadUInt128BigEndian(merge.Key[1..]), merge.Key[0]));
            if (account != current)
            {
                holders.Clear();
                current = account;
            }

            // Past the limit the account is known; further holders need no memory.
            if (holders.Count <= claimantsPerAccount)
                holders.Add(BinaryPrimitives.ReadUInt64BigEndian(merge.Payload));
            if (holders.Count > claimantsPerAccount)
                _accounts.Add(account);
        }
    }
}
