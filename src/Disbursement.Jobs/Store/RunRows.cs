using System.Text;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Ledger;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Store;

/// <summary>Turns what a run decided into rows. One instance belongs to one thread.</summary>
/// <param name="sink">Where the rows go.</param>
/// <param name="run">The run.</param>
/// <param name="sealer">Seals personal data.</param>
internal sealed class RunRows(IRowSink sink, RunRecord run, Sealer sealer) : IDisposable
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

    public void Batch(BatchNumber number, string id, string county, Scheme scheme, ControlTotals totals, LevelSums funding, bool isAssumed, string filesSha256)
    {
        Row(BulkTable.Batches).Int(number.Value).Text(id).Int(run.Number).Text(county).Text(scheme.Code()).Text("proposed").Int(totals.Payments)
            .Int(totals.Current.Fen).Int(totals.Arrears.Fen).Int(totals.Offsets.Fen).Int(totals.Total.Fen)
            .Int(funding.Central.Fen).Int(funding.Province.Fen).Int(funding.City.Fen).Int(funding.County.Fen).Int(isAssumed ? 1 : 0).Text(filesSha256);
        Submit();
    }

    public void BatchFile(BatchNumber batch, int ordinal, string format, string path, int rows, long totalFen, string sha256)
    {
        Row(BulkTable.BatchFiles).Int(BatchFileId.Of(batch, ordinal).Value).Int(batch.Value).Text(format).Text(path).Int(rows).Int(totalFen).Text(sha256);
        Submit();
    }

    /// <summary>Writes a payment that the run computed; one that a file cannot carry is held from the start, with the reason.</summary>
    public void Payment(BatchNumber batch, Payment payment, bool isHeld, string? note)
    {
        Row(BulkTable.Payments).Int(PaymentId.Of(batch, payment.Sequence).Value).Int(batch.Value).Text(payment.Number).Int(payment.Claimant.Number).TextOrNull(payment.Months)
            .Int(payment.Settlement.Current.Fen).Int(payment.Settlement.Arrears.Fen).Int(payment.Settlement.Offset.Fen).Int(payment.Settlement.Payment.Fen)
            .TextOrNull(ReviewFlagsOf.Text(payment.Flags));
        Standing(payment.Settlement.Layers, isHeld).Null().TextOrNull(note).Null();
        Submit();
    }

    /// <summary>Writes a payment that is paid again.</summary>
    public void Payment(BatchNumber batch, int sequence, string number, long claimant, CarriedPayment payment, int? payee, bool isHeld, string? note)
    {
        Row(BulkTable.Payments).Int(PaymentId.Of(batch, sequence).Value).Int(batch.Value).Text(number).Int(claimant).TextOrNull(payment.Months)
            .Int(payment.Current.Fen).Int(payment.Arrears.Fen).Int(payment.Offset.Fen).Int(payment.Amount.Fen).TextOrNull(payment.Flags);
        Standing(payment.Layers, isHeld).Text(payment.Replaces).TextOrNull(note).IntOrNull(payee);
        Submit();
    }

    private RowBuffer Standing(Layered layers, bool isHeld) =>
        _rows.Text(LifeCycle.Text(isHeld ? PaymentState.Held : PaymentState.Proposed)).Int(layers.Province.Fen).Int(layers.City.Fen).Int(layers.County.Fen).Int(isHeld ? 1 : 0);

    public void Manifest(string county, string sha256, TransferChain chain)
    {
        Row(BulkTable.Manifests).Int(ManifestId.Of(run.Number, county).Value).Int(run.Number).Text(county).Text(sha256).Int(chain.Sequence).Text(Convert.ToHexStringLower(chain.Head));
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
