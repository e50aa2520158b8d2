using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Ledger;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Domain.Settlement;
using Disbursement.Jobs.Batches;
using Disbursement.Jobs.PaymentFiles;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Proposals;

/// <summary>What the batches of a run rest on.</summary>
internal sealed record ProposalTerms(RunRecord Run, PolicyPack Pack, IReadOnlyList<Bureau> Bureaus)
{
    /// <summary>
    /// Whether a payment stands in no file, for a run that is computed again; null where the maker of batches decides it.
    /// </summary>
    public Func<string, bool?> IsLeftOut { get; init; } = _ => null;

    /// <summary>The templates of the bureaus, and names of regions.</summary>
    public ExportTerms Exports { get; init; } = ExportTerms.None;

    /// <summary>What a batch tells every line of a template.</summary>
    public BatchFacts FactsOf(string batch, Bureau bureau, Scheme scheme) => new(
        Run.Id, Run.Year, batch, bureau, Pack.TermsOf(scheme).Title, PaymentFileHeading.ValueDateOf(Run.ValueDate, Run.StartedAt),
        Run.StartedAt, Exports.Regions) { Catalogue = Pack.DefinitionOf(scheme).Catalogue };
}

/// <summary>A payment that has its place in a batch.</summary>
internal sealed record ProposedPayment(string Batch, string PaymentNo, Money Amount);

/// <summary>
/// Makes the batches of one county: payments get their numbers, those that no file can carry are held, and rows, files and manifest are
/// written.
/// A run and a reissue both come here. One instance belongs to one thread; payments come in the order of their numbers.
/// </summary>
internal sealed class ProposeBatches : IDisposable
{
    private readonly ProposalTerms _terms;
    private readonly Bureau _bureau;
    private readonly Func<string, string> _grow;
    private readonly IBatchRows _rows;
    private readonly NumberPayments _number;
    private readonly PaymentFolder _files;
    private readonly Dictionary<string, BatchFacts> _facts = [];
    private readonly Dictionary<string, RecoveryFile> _recoveries = [];

    /// <param name="terms">What the batches rest on.</param>
    /// <param name="county">The county.</param>
    /// <param name="grow">Makes the path where a file of a given name grows.</param>
    /// <param name="work">Folder for what waits until a batch is closed.</param>
    /// <param name="rows">Where the rows go.</param>
    public ProposeBatches(ProposalTerms terms, string county, Func<string, string> grow, string work, IBatchRows rows)
    {
        (_terms, _grow, _rows) = (terms, grow, rows);
        _bureau = terms.Bureaus.First(bureau => bureau.County == county);
        _number = new NumberPayments(terms.Run, county, terms.Pack, terms.Bureaus);
        _files = new PaymentFolder(grow, work, _bureau, terms.Run.Headers == "zh");
    }

    private bool IsChinese => _terms.Run.Language == "zh";

    /// <summary>A payment that the run computed; null where the settlement pays nothing out.</summary>
    /// <param name="claimant">Who is paid.</param>
    /// <param name="settlement">What is paid.</param>
    /// <param name="flags">What the reviewer should look at.</param>
    /// <param name="hold">The hold on the cancelled payment in whose place it comes; empty where there is none.</param>
    public ProposedPayment? Pay(PayableClaimant claimant, SchemeSettlement settlement, ReviewFlags flags, string hold)
    {
        if (_number.Next(claimant, settlement, flags) is not (OpenBatch batch, Payment payment))
            return null;

        (bool isHeld, string? note) = Place(batch, PaymentLine.Of(payment), Standing(hold, claimant.HoldNote));
        if (!isHeld)
            batch.InFiles.Add(settlement);
        Layered layers = settlement.Layers;
        _rows.Payment(new PaymentRecord
        {
            Id = PaymentId.Of(batch.Number, payment.Sequence).Value,
            BatchNumber = batch.Number.Value,
            PaymentNo = payment.Number,
            ClaimantNumber = claimant.Number,
            Months = OrNull(payment.Months),
            CurrentFen = settlement.Current.Fen,
            ArrearsFen = settlement.Arrears.Fen,
            OffsetFen = settlement.Offset.Fen,
            AmountFen = settlement.Payment.Fen,
            Flags = OrNull(ReviewFlagsOf.Text(flags)),
            State = StateOf(isHeld),
            ProvinceFen = layers.Province.Fen,
            CityFen = layers.City.Fen,
            CountyFen = layers.County.Fen,
            IsLeftOut = isHeld,
            Note = note,
            Hold = OrNull(hold),
        });
        return new ProposedPayment(batch.Id, payment.Number, settlement.Payment);
    }

    /// <summary>A payment that came back or was left behind takes its place in a new batch; the ledger has it already.</summary>
    /// <param name="payment">What is paid, as the year of the new batch shows it.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="payee">The account that an officer gave; null for that of the roster.</param>
    /// <param name="holdNote">What stands against the household; empty where nothing does.</param>
    /// <param name="hold">The hold that came along with it; empty where nobody keeps it back.</param>
    public ProposedPayment PayAgain(CarriedPayment payment, CarriedTo to, int? payee, string holdNote, string hold)
    {
        (OpenBatch batch, int sequence, string paymentNo) = _number.Next(payment);
        (bool isHeld, string? note) = Place(batch, StoredPaymentLine.Of(paymentNo, payment, to), Standing(hold, holdNote));
        if (!isHeld)
            batch.InFiles.Add(payment);
        _rows.Payment(new PaymentRecord
        {
            Id = PaymentId.Of(batch.Number, sequence).Value,
            BatchNumber = batch.Number.Value,
            PaymentNo = paymentNo,
            ClaimantNumber = to.ClaimantNumber,
            Months = OrNull(payment.Months),
            CurrentFen = payment.Current.Fen,
            ArrearsFen = payment.Arrears.Fen,
            OffsetFen = payment.Offset.Fen,
            AmountFen = payment.Amount.Fen,
            Flags = OrNull(payment.Flags),
            State = StateOf(isHeld),
            ProvinceFen = payment.Layers.Province.Fen,
            CityFen = payment.Layers.City.Fen,
            CountyFen = payment.Layers.County.Fen,
            IsLeftOut = isHeld,
            Replaces = payment.Replaces,
            Payee = payee,
            Note = note,
            Hold = OrNull(hold),
        });
        return new ProposedPayment(batch.Id, paymentNo, payment.Amount);
    }

    /// <summary>What a settlement takes back, year by year, is for the reviewer of the same batch.</summary>
    /// <param name="claimant">Who has had too much.</param>
    /// <param name="settlement">What is taken back.</param>
    /// <param name="flags">What the reviewer should look at.</param>
    /// <param name="paid">The payment beside it; null where nothing is paid out.</param>
    /// <param name="changed">Why it is taken back.</param>
    /// <returns>The batch.</returns>
    public string TakeBack(PayableClaimant claimant, SchemeSettlement settlement, ReviewFlags flags, ProposedPayment? paid, string changed)
    {
        OpenBatch batch = _number.Of(settlement.Decision.Scheme);
        if (!_recoveries.TryGetValue(batch.Id, out RecoveryFile? file))
        {
            file = new RecoveryFile(
                _grow(RecoveryFile.NameOf(batch.Scheme.Code)), _bureau.Encoding, _terms.Run.Headers == "zh");
            _recoveries[batch.Id] = file;
        }

        PaymentLine line = PaymentLine.Of(new Payment(paid?.PaymentNo ?? "", 0, claimant, settlement, flags)) with
        {
            Months = settlement.Decision.Months.ToString(),
        };
        foreach (Recovery recovery in settlement.Recoveries)
            file.Add(line, recovery, changed);
        return batch.Id;
    }

    /// <summary>
    /// Finishes the files and the manifest once everything is in; a county without a payment and a recovery gets none.
    /// </summary>
    /// <param name="chain">Where the county's book stands then.</param>
    /// <param name="stop">Ends the work early.</param>
    public IReadOnlyList<BatchTally> Close(TransferChain chain, CancellationToken stop)
    {
        BatchTally[] batches = [.. _number.Batches.Select(batch => Close(batch, stop))];
        if (batches.Length > 0)
            _rows.Manifest(CountyManifest.Write(_grow(WriteManifest.FileName), _terms.Run, _bureau, chain, batches));
        return batches;
    }

    public void Dispose()
    {
        _files.Dispose();
        foreach (RecoveryFile file in _recoveries.Values)
            file.Dispose();
    }

    /// <summary>
    /// Puts a payment into the files, unless they cannot carry it or something stands against the household: then it is held.
    /// </summary>
    private (bool IsHeld, string? Note) Place(OpenBatch batch, PaymentLine line, string holdNote)
    {
        (bool isHeld, string? note) = Judge(batch, line, holdNote);
        if (!isHeld)
            _files.Add(line);
        return (isHeld, note);
    }

    private (bool IsHeld, string? Note) Judge(OpenBatch batch, PaymentLine line, string holdNote)
    {
        if (_terms.IsLeftOut(line.PaymentNo) is { } isLeftOut)
            return (isLeftOut, isLeftOut ? "held" : null);

        IReadOnlyList<FormatProblem> problems = FindFormatProblems.Run(line, _bureau, _terms.Exports, FactsOf(batch));
        string note = HoldNote.Of(holdNote, FormatProblem.Note(problems, IsChinese) ?? "");
        return (holdNote.Length > 0 || problems.Any(problem => !problem.IsWrittenOtherwise), OrNull(note));
    }

    private BatchFacts FactsOf(OpenBatch batch)
    {
        if (!_facts.TryGetValue(batch.Id, out BatchFacts? facts))
            _facts[batch.Id] = facts = _terms.FactsOf(batch.Id, _bureau, batch.Scheme);
        return facts;
    }

    private BatchTally Close(OpenBatch batch, CancellationToken stop)
    {
        RecoveryFile? recoveries = _recoveries.GetValueOrDefault(batch.Id);
        BatchRecord record = new()
        {
            Number = batch.Number.Value,
            Id = batch.Id,
            RunNumber = _terms.Run.Number,
            County = batch.County,
            Scheme = batch.Scheme.Code,
            State = BatchState.Proposed,
            IsAssumed = AssumedParameters.AnyFor(_terms.Pack, batch.Scheme, batch.County, _terms.Run.Year),
            Recoveries = recoveries?.Lines ?? 0,
            RecoveredFen = recoveries?.Sum.Fen ?? 0,
            FilesSha256 = "",
        };
        BatchWriting writing = new(_terms.Run, _bureau, _terms.Pack.TermsOf(batch.Scheme), batch.InFiles)
        {
            Exports = _terms.Exports,
        };
        List<WrittenFile> written = [];
        if (batch.Totals.Payments > 0)
            written.AddRange(_files.Close(writing.Heading(record), stop));
        if (recoveries is not null)
            written.Add(recoveries.Finish(record.Scheme));
        writing.Record(record, written);
        BatchFileRecord[] files = [.. written.Select((file, place) => writing.FileOf(record, file, place))];
        _rows.Batch(record);
        foreach (BatchFileRecord file in files)
            _rows.BatchFile(file);
        return BatchTally.Of(record, files);
    }

    private static string Standing(string hold, string holdNote) =>
        hold.Length == 0 ? holdNote : HoldNote.Of(HoldText.Arrived + hold, holdNote);

    private static PaymentState StateOf(bool isHeld) => isHeld ? PaymentState.Held : PaymentState.Proposed;

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
