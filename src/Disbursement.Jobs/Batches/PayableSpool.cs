using System.Text;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Assessment;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Domain.Settlement;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Sorting;

namespace Disbursement.Jobs.Batches;

/// <summary>
/// Puts payable claimants into the order of payment numbers: region code, household number, mother before father before children in the
/// order of arrival, all ordinal. They wait
/// outside memory.
/// </summary>
internal sealed class PayableSpool(SortedSegments segments, int runYear, int budget) : IDisposable
{
    private readonly SortedSegments _segments = segments;
    private readonly MemoryStream _stream = new(1024);
    private SegmentWriter? _writer;
    private byte[] _read = new byte[1024];

    /// <summary>The year of the run.</summary>
    public int Year => runYear;

    /// <summary>A spool to be filled.</summary>
    /// <param name="folder">Where spill files go.</param>
    /// <param name="county">The county.</param>
    /// <param name="runYear">The year of the run.</param>
    /// <param name="budget">Bytes that are sorted at once.</param>
    /// <param name="isKept">Whether another process may read it.</param>
    public static PayableSpool Make(string folder, string county, int runYear, int budget, bool isKept) =>
        new(new SortedSegments(folder, Named(county), 0, isKept), runYear, budget);

    /// <summary>A spool that another process filled.</summary>
    public static PayableSpool Load(string folder, string county, int runYear, IReadOnlyList<KeptSegment> index) =>
        new(SortedSegments.Load(folder, Named(county), 0, index), runYear, 0);

    /// <summary>What another process must know to read it.</summary>
    public IReadOnlyList<KeptSegment> Index() => _segments.Index();

    /// <summary>Adds a claimant who is paid, owes back, or never applied.</summary>
    /// <param name="assessed">The claimant.</param>
    /// <param name="payee">To whom money goes.</param>
    /// <param name="number">The claimant's row.</param>
    /// <param name="key">The claimant key.</param>
    /// <param name="flags">What the reviewer should look at, whatever is paid.</param>
    /// <param name="holdNote">Why payments are held; empty where they are not.</param>
    /// <param name="child">What the reviewer should look at where a payment rests on a child, and why it is held.</param>
    /// <param name="changed">Tells why money of a scheme is taken back.</param>
    public void Add(AssessedClaimant assessed, Payee payee, long number, ClaimantKey key, ReviewFlags flags, string holdNote,
        (ReviewFlags Flags, string HoldNote) child, Func<SchemeSettlement, string> changed)
    {
        _writer ??= new SegmentWriter(_segments, budget);
        Claimant claimant = assessed.Case.Claimant;
        Household household = assessed.Household.Household;
        _stream.SetLength(0);
        using (BinaryWriter writer = new(_stream, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(number);
            writer.Write(key.ToBytes());
            writer.Write(household.RegionCode);
            writer.Write(household.Number);
            writer.Write((byte)claimant.Role);
            writer.Write(claimant.Id.Digits);
            writer.Write(payee.Name);
            writer.Write(payee.AccountName);
            writer.Write(payee.BankName);
            writer.Write(payee.BankCode);
            writer.Write(payee.BankAccount);
            writer.Write(payee.HolderId);
            writer.Write(payee.HeadName);
            writer.Write(payee.HeadId);
            writer.Write(holdNote);
            writer.Write(child.HoldNote);
            Settlements(writer, assessed, flags | NameFlag(payee), child.Flags, changed);
            Scheme[] unclaimed =
                [.. assessed.Decisions.Where(decision => decision.Outcome == Outcome.Unclaimed).Select(decision => decision.Scheme)];
            writer.Write((byte)unclaimed.Length);
            foreach (Scheme scheme in unclaimed)
                writer.Write(scheme.Code);
        }

        Span<byte> order = stackalloc byte[12 + 32 + 3];
        int length = Encoding.ASCII.GetBytes(household.RegionCode, order);
        length += Encoding.ASCII.GetBytes(household.Number, order[length..]);
        order[length++] = 0;
        order[length++] = (byte)claimant.Role;
        order[length++] = PlaceAmongChildren(household, claimant);
        _writer.Add(order[..length], _stream.GetBuffer().AsSpan(0, (int)_stream.Length));
    }

    /// <summary>Nobody comes any more.</summary>
    public void Finish() => _writer?.Finish();

    /// <summary>The claimants in order, once nobody comes any more.</summary>
    public IEnumerable<PayableClaimant> Read()
    {
        using SegmentMerge merge = _segments.Open();
        while (merge.MoveNext())
        {
            byte[] bytes = Copy(merge.Payload);
            yield return Claimant(bytes);
        }
        if (!_segments.IsKept)
            _segments.Clear();
    }

    public void Dispose() => _stream.Dispose();

    private static string Named(string county) => $"payable-{county}";

    /// <summary>From 0 in the order of arrival; 0 for a parent.</summary>
    private static byte PlaceAmongChildren(Household household, Claimant claimant)
    {
        int place = 0;
        while (claimant.Child is { } child && place < household.Children.Length - 1 && household.Children[place] != child)
            place++;
        return (byte)Math.Min(place, byte.MaxValue);
    }

    private static ReviewFlags NameFlag(Payee payee) => payee.AccountName == payee.Name || payee.IsForAnother
        ? ReviewFlags.None
        : ReviewFlags.AccountName;

    private static void Settlements(BinaryWriter writer, AssessedClaimant assessed, ReviewFlags flags, ReviewFlags ofChild,
        Func<SchemeSettlement, string> changed)
    {
        writer.Write((byte)assessed.Settlement.Schemes.Count);
        foreach (SchemeSettlement settlement in assessed.Settlement.Schemes)
        {
            writer.Write(settlement.Decision.Scheme.Code);
            writer.Write((byte)settlement.Decision.Outcome);
            writer.Write(settlement.Decision.Months.Bits);
            ReviewFlags shared = assessed.Case.Rules.Of(settlement.Decision.Scheme).RestsOnChildren ? flags | ofChild : flags;
            writer.Write((ushort)(shared | ReviewFlagsOf.Payment(assessed.Case, settlement)));
            writer.Write7BitEncodedInt64(settlement.Offset.Fen);
            writer.Write((byte)settlement.Accruals.Count);
            foreach (Accrual accrual in settlement.Accruals)
            {
                writer.Write((short)accrual.Year);
                writer.Write7BitEncodedInt64(accrual.Amount.Base.Fen);
                writer.Write7BitEncodedInt64(accrual.Amount.Province.Fen);
                writer.Write7BitEncodedInt64(accrual.Amount.City.Fen);
                writer.Write7BitEncodedInt64(accrual.Amount.County.Fen);
            }

            writer.Write((byte)settlement.Recoveries.Count);
            foreach (Recovery recovery in settlement.Recoveries)
            {
                writer.Write((short)recovery.Year);
                writer.Write7BitEncodedInt64(recovery.Amount.Fen);
                writer.Write7BitEncodedInt64(recovery.Owed.Fen);
            }

            if (settlement.Recoveries.Count > 0)
                writer.Write(changed(settlement));
        }
    }

    private byte[] Copy(ReadOnlySpan<byte> payload)
    {
        if (_read.Length < payload.Length)
            _read = new byte[payload.Length * 2];
        payload.CopyTo(_read);
        return _read;
    }

    private PayableClaimant Claimant(byte[] bytes)
    {
        using MemoryStream stream = new(bytes);
        using BinaryReader reader = new(stream);
        long number = reader.ReadInt64();
        UInt128 key = ClaimantKey.Read(reader.ReadBytes(ClaimantKey.Length)).Value;
        (string region, string household, Role role, CitizenId id) =
            (reader.ReadString(), reader.ReadString(), (Role)reader.ReadByte(), new CitizenId(reader.ReadUInt64()));
        Payee payee = new(reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString())
        {
            HolderId = reader.ReadString(), HeadName = reader.ReadString(), HeadId = reader.ReadString(),
        };
        string holdNote = reader.ReadString(), childNote = reader.ReadString();
        (SchemeSettlement, ReviewFlags, string)[] settlements = new (SchemeSettlement, ReviewFlags, string)[reader.ReadByte()];
        for (int i = 0; i < settlements.Length; i++)
            settlements[i] = Settlement(reader);
        Scheme[] unclaimed = new Scheme[reader.ReadByte()];
        for (int i = 0; i < unclaimed.Length; i++)
            unclaimed[i] = Scheme.Of(reader.ReadString());
        return new PayableClaimant(number, key, region, household, role, id, payee, settlements, unclaimed)
        {
            HoldNote = holdNote, ChildNote = childNote,
        };
    }

    private (SchemeSettlement, ReviewFlags, string) Settlement(BinaryReader reader)
    {
        (Scheme scheme, Outcome outcome, Months months, ReviewFlags flags) =
            (Scheme.Of(reader.ReadString()), (Outcome)reader.ReadByte(), new Months(reader.ReadUInt16()), (ReviewFlags)reader.ReadUInt16());
        Money offset = Fen(reader);
        Accrual[] accruals = new Accrual[reader.ReadByte()];
        for (int i = 0; i < accruals.Length; i++)
            accruals[i] = new Accrual(reader.ReadInt16(), new Layered(Fen(reader), Fen(reader), Fen(reader), Fen(reader)));
        Recovery[] recoveries = new Recovery[reader.ReadByte()];
        for (int i = 0; i < recoveries.Length; i++)
            recoveries[i] = new Recovery(reader.ReadInt16(), Fen(reader), Fen(reader));
        string changed = recoveries.Length > 0 ? reader.ReadString() : "";
        return (new SchemeSettlement(new Decision(scheme, outcome, 0, months, []), accruals, recoveries, offset, runYear), flags, changed);
    }

    private static Money Fen(BinaryReader reader) => new(reader.Read7BitEncodedInt64());
}
