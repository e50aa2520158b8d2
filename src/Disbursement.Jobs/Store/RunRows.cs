using System.Text;
using Disbursement.Domain.Assessment;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Ledger;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Bulk;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Standings;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store;

/// <summary>Turns what a run decided into rows. One instance belongs to one thread.</summary>
/// <param name="sink">Where the rows go.</param>
/// <param name="run">The run.</param>
/// <param name="sealer">Seals personal data.</param>
internal sealed class RunRows(IRowSink sink, RunRecord run, Sealer sealer) : IBatchRows, IDisposable
{
    private const int NumbersAtOnce = 1024;

    private readonly Dictionary<(Scheme, uint), string> _codes = [];
    private RowBuffer _rows = sink.Rent();
    private byte[] _plain = new byte[512];
    private long _nextNumber;
    private long _lastNumber;

    /// <summary>
    /// Writes a claimant and their decisions; returns the claimant's number. Who is payable is stored with name and account, sealed.
    /// </summary>
    public long Claimant(AssessedClaimant assessed, ClaimantKey key, byte[]? standingBefore, Payee? payee)
    {
        long number = NextNumber();
        Claimant claimant = assessed.Case.Claimant;
        RosterPlace place = assessed.Household.PlaceOf(claimant);
        RowBuffer row = _rows.Begin(BulkTable.Claimants).Int(number).Int(run.Number);
        key.Write(row.BlobRoom(ClaimantKey.Length));
        row.Text(assessed.Household.Household.RegionCode).Text(assessed.Household.Household.Number).Text(claimant.Role.Code())
            .Int(place.File).Int(place.Line.Value);
        RosterSpan? rows = assessed.Household.Rows;
        row.IntOrNull(rows?.From).IntOrNull(rows?.Length).IntOrNull(place.Line.Value - rows?.First.Value);
        row.Int(claimant.Facts.Pack()).DateOrNull(claimant.AppliedOn);
        if (standingBefore is null)
            row.Null();
        else
            row.Blob(standingBefore);
        if (payee is null)
            row.Null();
        else
            Personal(row, number, claimant.Id, payee);

        foreach (Decision decision in assessed.Decisions)
            Decision(number, decision, assessed.Case.Rules.PlaceOf(decision.Scheme));
        Submit();
        return number;
    }

    public void Batch(BatchRecord batch)
    {
        BatchesTable.Write(_rows, batch);
        Submit();
    }

    public void BatchFile(BatchFileRecord file)
    {
        BatchFilesTable.Write(_rows, file);
        Submit();
    }

    public void Payment(PaymentRecord payment)
    {
        PaymentsTable.Write(_rows, payment);
        Submit();
    }

    public void Manifest(ManifestRecord manifest)
    {
        ManifestsTable.Write(_rows, manifest);
        Submit();
    }

    public void Transfer(Transfer transfer, ClaimantKey key, ReadOnlySpan<byte> hash)
    {
        TransfersTable.Write(_rows, transfer, key, hash);
        Submit();
    }

    public void Input(RunInputRecord input)
    {
        RunInputsTable.Write(_rows, input);
        Submit();
    }

    public void Standing(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        StandingsTable.Write(_rows, key, value);
        Submit();
    }

    /// <summary>The claimants whose keys begin alike.</summary>
    public void Indexed(int place, ReadOnlySpan<byte> entries)
    {
        ClaimantIndexTable.Write(_rows, RunItemId.Of(run.Number, place).Value, entries);
        Submit();
    }

    /// <summary>Hands over what is left.</summary>
    public void Dispose() => sink.Submit(_rows);

    private void Decision(long claimant, Decision decision, int place)
    {
        long due = 0;
        foreach (YearDue yearDue in decision.Dues)
            due = yearDue.Year == run.Year ? yearDue.Amount.Total.Fen : due;
        DecisionsTable.Write(_rows, claimant, place, decision, Codes(decision), due);
    }

    private string? Codes(Decision decision)
    {
        if (decision.Refusals == 0)
            return null;
        if (!_codes.TryGetValue((decision.Scheme, decision.Refusals), out string? codes))
            _codes[(decision.Scheme, decision.Refusals)] = codes = string.Join('+', decision.Codes);
        return codes;
    }

    private void Personal(RowBuffer row, long number, CitizenId id, Payee payee)
    {
        ReadOnlySpan<string> parts =
        [
            id.ToString(), payee.Name, payee.AccountName, payee.BankName, payee.BankCode, payee.BankAccount, payee.HolderId, payee.HeadName,
            payee.HeadId,
        ];
        int length = 0;
        foreach (string part in parts)
        {
            int most = Encoding.UTF8.GetMaxByteCount(part.Length) + 1;
            if (_plain.Length < length + most)
                Array.Resize(ref _plain, (length + most) * 2);
            length += Encoding.UTF8.GetBytes(part, _plain.AsSpan(length));
            _plain[length++] = (byte)'\n';
        }

        sealer.Seal(_plain.AsSpan(0, length), row.BlobRoom(length + Sealer.Overhead), SealedPlace.Claimant(number));
    }

    private void Submit()
    {
        _rows.EndRows();
        if (!_rows.IsFull)
            return;

        sink.Submit(_rows);
        _rows = sink.Rent();
    }

    private long NextNumber()
    {
        if (_nextNumber == _lastNumber)
        {
            _nextNumber = sink.ReserveNumbers(NumbersAtOnce);
            _lastNumber = _nextNumber + NumbersAtOnce;
        }

        return ClaimantNumber.Of(run.Number, _nextNumber++).Value;
    }
}
