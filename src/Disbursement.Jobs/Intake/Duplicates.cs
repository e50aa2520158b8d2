using System.Buffers.Binary;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Sorting;

namespace Disbursement.Jobs.Intake;

/// <summary>
/// Gathers who stands where and which accounts are used, sorted outside memory, so that a person in two households of any counties is
/// found.
/// </summary>
/// <remarks>One instance belongs to one thread; the sorted segments are shared.</remarks>
internal sealed class GatherClaimants(SortedSegments ids, SortedSegments accounts, int budget)
{
    private readonly SegmentWriter _ids = new(ids, budget);
    private readonly SegmentWriter _accounts = new(accounts, budget);
    private readonly byte[] _id = new byte[8];
    private readonly byte[] _account = new byte[17];
    private readonly byte[] _place = new byte[16];

    /// <summary>Remembers the claimants of an accepted household.</summary>
    /// <param name="copy">The household.</param>
    /// <param name="county">Its county.</param>
    /// <param name="isOfRun">Whether the county is one the run pays; accounts of others do not count.</param>
    public void Add(HouseholdCopy copy, uint county, bool isOfRun)
    {
        for (int i = 0; i < copy.RowCount; i++)
        {
            MemberRow row = copy.Row(i);
            MemberValues values = row.Values;
            if (!values.IsClaimant)
                continue;

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
    }

    public void Finish()
    {
        _ids.Finish();
        _accounts.Finish();
    }
}

/// <summary>A place where a claimant stands.</summary>
internal readonly record struct ClaimantPlace(uint County, int File, RowNumber Line);

/// <summary>Who stands where and who uses which account, each list in the order of its first part.</summary>
internal interface IClaims
{
    /// <summary>Claimants with their places; those that stand in one place only may be left out.</summary>
    IEnumerable<(UInt128 Claimant, ClaimantPlace Place)> Claimants();

    /// <summary>Accounts with their holders; those within the limit may be left out.</summary>
    IEnumerable<(UInt128 Account, UInt128 Holder)> Accounts(int claimantsPerAccount);

    /// <summary>How a claimant is called in the lists.</summary>
    UInt128 KeyOf(CitizenId id);

    /// <summary>How an account is called in the lists.</summary>
    UInt128 KeyOf(BankAccount account);
}

/// <summary>Claims by the numbers themselves, sorted outside memory by this process.</summary>
internal sealed class SortedClaims(SortedSegments ids, SortedSegments accounts) : IClaims
{
    private const int LengthBits = 6;

    public IEnumerable<(UInt128 Claimant, ClaimantPlace Place)> Claimants()
    {
        using SegmentMerge merge = ids.Open();
        while (merge.MoveNext())
            yield return (IdOf(merge).Digits, PlaceOf(merge));
    }

    public IEnumerable<(UInt128 Account, UInt128 Holder)> Accounts(int claimantsPerAccount)
    {
        using SegmentMerge merge = accounts.Open();
        while (merge.MoveNext())
            yield return (KeyOf(AccountOf(merge)), HolderOf(merge).Digits);
    }

    /// <summary>The claimant of a record of ids.</summary>
    public static CitizenId IdOf(SegmentMerge ids) => new(BinaryPrimitives.ReadUInt64BigEndian(ids.Key));

    /// <summary>The place of a record of ids.</summary>
    public static ClaimantPlace PlaceOf(SegmentMerge ids) => new(
        BinaryPrimitives.ReadUInt32BigEndian(ids.Payload[12..]), BinaryPrimitives.ReadInt32BigEndian(ids.Payload),
        BinaryPrimitives.ReadInt64BigEndian(ids.Payload[4..]));

    /// <summary>The account of a record of accounts.</summary>
    public static BankAccount AccountOf(SegmentMerge accounts) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(accounts.Key[1..]), accounts.Key[0]);

    /// <summary>The holder of a record of accounts.</summary>
    public static CitizenId HolderOf(SegmentMerge accounts) => new(BinaryPrimitives.ReadUInt64BigEndian(accounts.Payload));

    public UInt128 KeyOf(CitizenId id) => id.Digits;

    /// <summary>Length first, as the records are sorted.</summary>
    public UInt128 KeyOf(BankAccount account) => account.Value | (UInt128)account.Length << (128 - LengthBits - 1);
}

/// <summary>Claimants who stand in more than one accepted household, and accounts that too many share.</summary>
internal sealed class Duplicates
{
    private const int MostPlaces = 50;

    private readonly Dictionary<UInt128, ClaimantPlace[]> _claimants = [];
    private readonly HashSet<UInt128> _accounts = [];
    private readonly IClaims _claims;

    private Duplicates(IClaims claims) => _claims = claims;

    public int Claimants => _claimants.Count;

    public int Accounts => _accounts.Count;

    public static Duplicates Find(IClaims claims, int claimantsPerAccount)
    {
        Duplicates found = new(claims);
        found.FindClaimants();
        found.FindAccounts(claimantsPerAccount);
        return found;
    }

    public bool IsClaimant(CitizenId id) => _claimants.Count > 0 && _claimants.ContainsKey(_claims.KeyOf(id));

    public bool IsClaimant(string id) => CitizenId.TryParse(id, out CitizenId read) && IsClaimant(read);

    public IReadOnlyList<ClaimantPlace> PlacesOf(CitizenId id) => _claimants.GetValueOrDefault(_claims.KeyOf(id), []);

    public bool IsShared(string account)
    {
        if (_accounts.Count == 0)
            return false;

        Span<byte> digits = stackalloc byte[32];
        System.Text.Encoding.ASCII.GetBytes(account, digits);
        _ = BankAccount.Read(digits[..account.Length], out BankAccount read);
        return _accounts.Contains(_claims.KeyOf(read));
    }

    private void FindClaimants()
    {
        UInt128 current = 0;
        List<ClaimantPlace> places = [];
        foreach ((UInt128 claimant, ClaimantPlace place) in _claims.Claimants())
        {
            if (claimant != current)
            {
                Keep(current, places);
                current = claimant;
            }

            places.Add(place);
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

    private void FindAccounts(int claimantsPerAccount)
    {
        UInt128 current = 0;
        HashSet<UInt128> holders = [];
        foreach ((UInt128 account, UInt128 holder) in _claims.Accounts(claimantsPerAccount))
        {
            if (account != current)
            {
                holders.Clear();
                current = account;
            }

            // Past the limit the account is known; further holders need no memory.
            if (holders.Count <= claimantsPerAccount)
                holders.Add(holder);
            if (holders.Count > claimantsPerAccount)
                _accounts.Add(account);
        }
    }
}
