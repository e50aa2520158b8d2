using System.Text;
using Disbursement.Domain.Assessment;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Ledger;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Privacy;

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

    /// <summary>Writes a claimant and their decisions; returns the claimant's number. Who is payable is stored with name and account, sealed.</summary>
    public long Claimant(AssessedClaimant assessed, ClaimantKey key, byte[]? standingBefore, Payee? payee)
    {
        long number = NextNumber();
        Claimant claimant = assessed.Case.Claimant;
        RosterPlace place = assessed.Household.PlaceOf(claimant);
        RowBuffer row = Row(BulkTable.Claimants).Int(number).Int(run.Number);
        key.Write(row.BlobRoom(ClaimantKey.Length));
        row.Text(assessed.Household.Household.RegionCode).Text(assessed.Household.Household.Number).Text(RoleText(claimant.Role))
            .Int(place.File).Int(place.Line).Int(claimant.Facts.Pack()).DateOrNull(claimant.AppliedOn);
        if (standingBefore is null)
            row.Null();
        else
            row.Blob(standingBefore);
        if (payee is null)
            row.Null();
        else
            Personal(row, claimant.Id, payee);

        foreach (Decision decision in assessed.Decisions)
            Decision(number, decision, run.Year);
        Submit();
        return number;
    }

    public void Batch(BatchRecord batch)
    {
        Row(BulkTable.Batches).Int(batch.Number).Text(batch.Id).Int(batch.RunNumber).Text(batch.County).Text(batch.Scheme).Text(batch.State)
            .Int(batch.Payments).Int(batch.CurrentFen).Int(batch.ArrearsFen).Int(batch.OffsetFen).Int(batch.TotalFen)
            .Int(batch.CentralFen).Int(batch.ProvinceFen).Int(batch.CityFen).Int(batch.CountyFen).Int(batch.IsAssumed ? 1 : 0).Text(batch.FilesSha256);
        Submit();
    }

    public void BatchFile(BatchFileRecord file)
    {
        Row(BulkTable.BatchFiles).Int(file.Id).Int(file.BatchNumber).Text(file.Format).Text(file.Path).Int(file.Rows).Int(file.TotalFen).Text(file.Sha256);
        Submit();
    }

    public void Payment(PaymentRecord payment)
    {
        Row(BulkTable.Payments).Int(payment.Id).Int(payment.BatchNumber).Text(payment.PaymentNo).Int(payment.ClaimantNumber).TextOrNull(payment.Months)
            .Int(payment.CurrentFen).Int(payment.ArrearsFen).Int(payment.OffsetFen).Int(payment.AmountFen).TextOrNull(payment.Flags)
            .Text(payment.State).Int(payment.ProvinceFen).Int(payment.CityFen).Int(payment.CountyFen).Int(payment.IsLeftOut ? 1 : 0)
            .TextOrNull(payment.Replaces).TextOrNull(payment.Note).IntOrNull(payment.Payee);
        Submit();
    }

    public void Manifest(ManifestRecord manifest)
    {
        Row(BulkTable.Manifests).Int(manifest.Id).Int(manifest.RunNumber).Text(manifest.County).Text(manifest.Sha256).Int(manifest.Sequence)
            .Text(manifest.Head);
        Submit();
    }

    public void Transfer(Transfer transfer, ClaimantKey key, ReadOnlySpan<byte> hash)
    {
        RowBuffer row = Row(BulkTable.Transfers).Int(TransferId.Of(transfer.Book, transfer.Sequence).Value).Text(transfer.Book).Int(transfer.Sequence).Text(transfer.Event)
            .Text(transfer.Debit.Name).Text(transfer.Credit.Name).Int(transfer.Amount.Fen).Text(transfer.Run).TextOrNull(transfer.Batch).TextOrNull(transfer.Payment);
        key.Write(row.BlobRoom(ClaimantKey.Length));
        row.Text(transfer.Scheme).IntOrNull(transfer.Year).Int(transfer.RecordedAt.ToUnixTimeSeconds()).Text(transfer.Actor).Blob(hash);
        Submit();
    }

    public void Input(RunInputRecord input)
    {
        Row(BulkTable.RunInputs).Int(input.Id).Int(input.RunNumber).Int(input.Ordinal).Text(input.Path).Text(input.Sha256).Int(input.Bytes).Text(input.Encoding)
            .Int(input.Rows).Int(input.Accepted).Int(input.Rejected).Int(input.Replaced).TextOrNull(input.Refusal);
        Submit();
    }

    public void Standing(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        Row(BulkTable.Standings).Blob(key).Blob(value);
        Submit();
    }

    /// <summary>Hands over what is left.</summary>
    public void Dispose() => sink.Submit(_rows);

    public static string RoleText(Role role) => role switch
    {
        Role.Mother => "mother",
        Role.Father => "father",
        _ => "child",
    };

    private void Decision(long claimant, Decision decision, int year)
    {
        long due = 0;
        foreach (YearDue yearDue in decision.Dues)
            due = yearDue.Year == year ? yearDue.Amount.Total.Fen : due;
        Row(BulkTable.Decisions).Int(DecisionId.Of(new(claimant), decision.Scheme).Value).Int(claimant).Text(decision.Scheme.Code()).Text(OutcomeText(decision.Outcome))
            .TextOrNull(Codes(decision)).TextOrNull(decision.Months.ToString()).Int(due);
    }

    private static string OutcomeText(Outcome outcome) => outcome switch
    {
        Outcome.Granted => "granted",
        Outcome.Refused => "refused",
        _ => "unclaimed",
    };

    private string? Codes(Decision decision)
    {
        if (decision.Refusals == 0)
            return null;
        if (!_codes.TryGetValue((decision.Scheme, decision.Refusals), out string? codes))
            _codes[(decision.Scheme, decision.Refusals)] = codes = string.Join('+', decision.Codes);
        return codes;
    }

    private void Personal(RowBuffer row, CitizenId id, Payee payee)
    {
        ReadOnlySpan<string> parts = [id.ToString(), payee.Name, payee.AccountName, payee.BankName, payee.BankCode, payee.BankAccount];
        int length = 0;
        foreach (string part in parts)
        {
            int most = Encoding.UTF8.GetMaxByteCount(part.Length) + 1;
            if (_plain.Length < length + most)
                Array.Resize(ref _plain, (length + most) * 2);
            length += Encoding.UTF8.GetBytes(part, _plain.AsSpan(length));
            _plain[length++] = (byte)'\n';
        }

        sealer.Seal(_plain.AsSpan(0, length), row.BlobRoom(length + Sealer.Overhead));
    }

    private RowBuffer Row(BulkTable table) => _rows.Begin(table);

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
