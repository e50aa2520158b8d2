using System.Buffers.Binary;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Sorting;

namespace Disbursement.Jobs.Intake;

/// <summary>Gathers who stands where and which accounts are used, sorted outside memory, so that a person in two households of any counties is found.</summary>
/// <remarks>One instance belongs to one thread; the sorted runs are shared.</remarks>
internal sealed class GatherClaimants(SortedRuns ids, SortedRuns accounts, int budget)
{
    private readonly RunWriter _ids = new(ids, budget);
    private readonly RunWriter _accounts = new(accounts, budget);
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
internal readonly record struct ClaimantPlace(uint County, int File, long Line);

/// <summary>Claimants who stand in more than one accepted household, and accounts that too many share.</summary>
internal sealed class Duplicates
{
    private readonly Dictionary<CitizenId, ClaimantPlace[]> _claimants = [];
    private readonly HashSet<BankAccount> _accounts = [];

    public int Claimants => _claimants.Count;

    public int Accounts => _accounts.Count;

    public static Duplicates Find(SortedRuns ids, SortedRuns accounts, int claimantsPerAccount)
    {
        Duplicates found = new();
        found.FindClaimants(ids);
        found.FindAccounts(accounts, claimantsPerAccount);
        return found;
    }

    public bool IsClaimant(CitizenId id) => _claimants.ContainsKey(id);

    public bool IsClaimant(string id) => CitizenId.TryParse(id, out CitizenId read) && IsClaimant(read);

    public IReadOnlyList<ClaimantPlace> PlacesOf(CitizenId id) => _claimants.GetValueOrDefault(id, []);

    public bool IsShared(string account)
    {
        if (_accounts.Count == 0)
            return false;

        Span<byte> digits = stackalloc byte[32];
        System.Text.Encoding.ASCII.GetBytes(account, digits);
        _ = BankAccount.Read(digits[..account.Length], out BankAccount read);
        return _accounts.Contains(read);
    }

    private void FindClaimants(SortedRuns ids)
    {
        using RunMerge merge = ids.Open();
        ulong current = 0;
        List<ClaimantPlace> places = [];
        while (merge.MoveNext())
        {
            ulong id = BinaryPrimitives.ReadUInt64BigEndian(merge.Key);
            if (id != current)
            {
                Keep(current, places);
                current = id;
            }

            ReadOnlySpan<byte> place = merge.Payload;
            places.Add(new ClaimantPlace(
                BinaryPrimitives.ReadUInt32BigEndian(place[12..]), BinaryPrimitives.ReadInt32BigEndian(place), BinaryPrimitives.ReadInt64BigEndian(place[4..])));
        }

        Keep(current, places);
    }

    private void Keep(ulong id, List<ClaimantPlace> places)
    {
        if (places.Count > 1)
            _claimants[new CitizenId(id)] = [.. places.OrderBy(place => place.County).ThenBy(place => place.File).ThenBy(place => place.Line)];
        places.Clear();
    }

    private void FindAccounts(SortedRuns accounts, int claimantsPerAccount)
    {
        using RunMerge merge = accounts.Open();
        BankAccount current = default;
        HashSet<ulong> holders = [];
        while (merge.MoveNext())
        {
            BankAccount account = new(BinaryPrimitives.ReadUInt128BigEndian(merge.Key[1..]), merge.Key[0]);
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
