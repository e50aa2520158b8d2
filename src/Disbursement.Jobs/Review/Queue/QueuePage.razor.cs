using System.Diagnostics;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Batches;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Review.Payments;
using Disbursement.Jobs.Review.Words;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;
using Microsoft.AspNetCore.Components;

namespace Disbursement.Jobs.Review.Queue;

/// <summary>Payments that need a look, one after another; it can be gone through by keys alone.</summary>
public sealed partial class QueuePage
{
    private const string Fresh = "new", Other = "changed", Drawn = "sample";
    private const int SampleSize = 20;

    /// <summary>How long somebody stays at a payment before the archive is asked why it is so.</summary>
    private static readonly TimeSpan Stay = TimeSpan.FromMilliseconds(300);

    /// <summary>Nobody has looked at a payment in less.</summary>
    private static readonly TimeSpan Seen = TimeSpan.FromMilliseconds(300);

    private static readonly (string What, Word Word)[] Kinds =
        [("", Text.QueueFlagged), (Fresh, Text.QueueNew), (Other, Text.QueueChanged), (Drawn, Text.QueueSample)];

    private IReadOnlyList<BatchRecord> _offered = [];
    private (QueuedPayment Payment, BatchRecord Batch)[] _queue = [];
    private Dictionary<string, Look> _looks = [];
    private (string?, string?, bool)? _asked;
    private bool _isCut;
    private bool _hasKeys = true;
    private int _at;
    private Shown? _shown;
    private IReadOnlyList<ExplainedRun>? _explained;
    private string? _explaining;
    private CancellationTokenSource _leaves = new();
    private Stopwatch _since = Stopwatch.StartNew();

    /// <summary>The payment at hand, with what is shown beside it.</summary>
    private sealed record Shown(ListedPayment Listed, BatchRecord Batch, RunRecord Run, AccountChange? Change, Stop? Stop,
        IReadOnlyList<PaymentOfPerson> Payments);

    [SupplyParameterFromQuery]
    private string? Batch { get; set; }

    [SupplyParameterFromQuery]
    private string? What { get; set; }

    [SupplyParameterFromQuery]
    private bool All { get; set; }

    private protected override void Look()
    {
        using DisbursementDb db = Desk.Read();
        if (_asked != (Batch, What, All))
        {
            Gather(db);
            (_asked, _at) = ((Batch, What, All), 0);
        }
        else
        {
            _looks = LooksAt(db, _queue.Select(one => one.Batch.Id).Distinct());
        }

        Show(db);
    }

    /// <summary>The queue as it stands now; what is looked at later stays in it, so that one can go back.</summary>
    private void Gather(DisbursementDb db)
    {
        BatchLine[] mine = [.. ReadConsole.Batches(db, Me.Counties, null, null)];
        _offered =
            [.. mine.Where(line => line.Batch.State is BatchState.Proposed or BatchState.Approved
                || line.Batch.Id == Batch).Select(line => line.Batch)];
        BatchLine[] chosen = [.. mine.Where(line => string.IsNullOrEmpty(Batch) ? line.Batch.State == BatchState.Proposed
            : line.Batch.Id == Batch)
            .OrderBy(line => line.Batch.Number)];
        _looks = LooksAt(db, chosen.Select(line => line.Batch.Id));
        (QueuedPayment Payment, BatchRecord Batch)[] queue = [.. Of(db, chosen)
            .Where(one => All || !_looks.ContainsKey(one.Payment.PaymentNo) && one.Payment.State != PaymentState.Held)
                .Take(ReviewQueue.Most)];
        (_queue, _isCut) = (queue, queue.Length == ReviewQueue.Most);
    }

    private IEnumerable<(QueuedPayment Payment, BatchRecord Batch)> Of(DisbursementDb db, BatchLine[] chosen)
    {
        if (What is Drawn or Fresh or Other)
            return chosen.SelectMany(line => Of(db, line).Select(payment => (payment, line.Batch)));

        Dictionary<int, BatchRecord> batches = chosen.ToDictionary(line => line.Batch.Number, line => line.Batch);
        return ReviewQueue.Flagged(db, batches.Keys).Select(one => (one.Payment, batches[one.Batch]));
    }

    private IReadOnlyList<QueuedPayment> Of(DisbursementDb db, BatchLine line) => What switch
    {
        Drawn => ReviewQueue.These(db, line.Batch.Number,
            [.. DrawPayments.Run(db, line.Batch.Number, (ulong)AwaitPosting.Day(Desk.Work.Clock).DayNumber, SampleSize)
                .Select(one => one.Id)]),
        Fresh => Against(db, line, YearChange.New),
        _ => Against(db, line, YearChange.Changed),
    };

    /// <summary>Payments of the batch itself; those that somebody has looked at make no others drop out.</summary>
    private IReadOnlyList<QueuedPayment> Against(DisbursementDb db, BatchLine line, YearChange change)
    {
        (long first, long end) = PaymentId.OfBatch(new(line.Batch.Number));
        HashSet<long> looked = All
            ? []
            : [.. _looks.Keys.Select(no => PaymentNumber.TrySplit(no, out string batch, out int sequence) && batch == line.Batch.Id
                ? PaymentId.Of(new(line.Batch.Number), sequence).Value
                : 0)];
        return ReviewQueue.These(db, line.Batch.Number,
        [
            .. YearOnYear.Persons(db, line.Batch.County, line.Batch.Scheme, line.Year, line.Batch.Number)
                .Where(person => person.Change == change && person.Payment > first && person.Payment < end)
                .Select(person => person.Payment).Where(payment => !looked.Contains(payment)).Take(ReviewQueue.Most),
        ]);
    }

    private static Dictionary<string, Look> LooksAt(DisbursementDb db, IEnumerable<string> batches) => LookBook
        .Of(db, [.. batches]).GroupBy(look => look.PaymentNo)
        .ToDictionary(group => group.Key, group => group.Last());

    private void Show(DisbursementDb db)
    {
        string? before = _shown?.Listed.Payment.PaymentNo;
        if (_queue.Length == 0 || ReadBatches.Payment(db, _queue[_at].Payment.PaymentNo) is not { } payment)
        {
            _shown = null;
            return;
        }

        using Sealer sealer = new(Desk.Ring);
        ListedPayment listed = ListPayments.With(db, Desk.Ring, [payment])[0];
        BatchRecord batch = ReadBatches.Find(db, _queue[_at].Batch.Id)!;
        RunRecord run = db.Runs.ToRead().Single(one => one.Number == batch.RunNumber);
        _shown = new Shown(listed, batch, run, AccountChange.Of(db, sealer, payment), AboutPayment.StopOn(Desk, listed, batch, run),
            PersonPayments.Until(db, Desk.Ring, payment.ClaimantNumber));
        if (payment.PaymentNo == before)
            return;

        (_explained, _since) = (null, Stopwatch.StartNew());
        _leaves.Cancel();
        _leaves.Dispose();
        _leaves = new CancellationTokenSource();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_shown is not { } shown || _explained is not null || _explaining == shown.Listed.Payment.PaymentNo)
            return;

        string no = _explaining = shown.Listed.Payment.PaymentNo;
        await Task.Delay(Stay);
        if (_explaining != no)
            return;

        Officer officer = Me;
        CancellationToken stop = _leaves.Token;
        (IReadOnlyList<ExplainedRun>? explained, ActOutcome.Refused? hindered) =
            await Beside(() => AboutPayment.Explain(Desk, officer, shown.Listed, shown.Batch, shown.Run, stop));
        if (_explaining != no || stop.IsCancellationRequested)
            return;

        (_explained, _explaining, Said) = (explained ?? [], null, hindered ?? Said);
        StateHasChanged();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _explaining = null;
            _leaves.Cancel();
            _leaves.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Next() => GoTo(_at + 1);

    private void Previous() => GoTo(_at - 1);

    private void GoTo(int place)
    {
        if (place < 0 || place >= _queue.Length)
            return;

        (_at, Said) = (place, null);
        using DisbursementDb db = Desk.Read();
        Show(db);
    }

    /// <summary>Marks the payment that was on the screen when it was pressed; a press that comes too late for it marks nothing.</summary>
    private async Task LookedAt(string no)
    {
        if (no != _shown?.Listed.Payment.PaymentNo || _since.Elapsed < Seen)
            return;

        Done(await Act((setting, officer) => new LookAtPayment(setting).Run(no, officer)));
    }

    private async Task Hold()
    {
        string no = _shown!.Listed.Payment.PaymentNo;
        if (await Ask(Text.Hold, L.Of(Text.HoldAsks, no), Text.Hold, needsReason: true) is { } reason)
            Done(await Act((setting, officer) => new HoldPayment(setting).Hold(no, officer, reason)));
    }

    /// <summary>Goes on to the next one once something was done about this one; what was said stays on the screen.</summary>
    private void Done(ActOutcome? outcome)
    {
        if (outcome is not ActOutcome.Done)
            return;

        GoTo(_at + 1);
        Said = outcome;
        StateHasChanged();
    }

    /// <summary>Payments of the same scheme in a year that count.</summary>
    private static IEnumerable<PaymentRecord> Same(Shown shown, int year) => shown.Payments
        .Where(one => one.Run.Year == year && one.Batch.Scheme == shown.Batch.Scheme
            && one.Payment.State is not (PaymentState.Cancelled or PaymentState.Reissued))
        .Select(one => one.Payment);

    private static long Against(Shown shown) =>
        Same(shown, shown.Run.Year).Sum(one => one.AmountFen) - Same(shown, shown.Run.Year - 1).Sum(one => one.AmountFen);

    private string Changes(Shown shown)
    {
        PaymentOfPerson[] before = [.. shown.Payments.Where(one => one.Run.Number < shown.Run.Number)];
        if (before.Length == 0)
            return L[Text.NothingBefore];

        string[] changes = [.. new[]
        {
            before[0].Person.BankAccount == shown.Listed.Person.BankAccount ? null : L[Text.OtherAccount],
            Same(shown, shown.Run.Year - 1).Any()
                ? Against(shown) is not 0 and long against ? L.Of(Text.OtherAmount, Language.Money(against)) : null
                : L[Text.FirstPayment],
        }.OfType<string>()];
        return changes.Length == 0 ? L[Text.NothingChanged] : string.Join(L.IsChinese ? "；" : "; ", changes);
    }

    private static RenderFragment PaymentLink(string no) => builder =>
    {
        builder.OpenElement(0, "a");
        builder.AddAttribute(1, "href", $"/payments/{no}");
        builder.AddContent(2, no);
        builder.CloseElement();
    };

    /// <summary>A button that a key presses too, as long as keys are wanted.</summary>
    private RenderFragment Key(string key, Word word, Action press, bool isThere) => Key(key, word, () =>
    {
        press();
        return Task.CompletedTask;
    }, isThere);

    private RenderFragment Key(string key, Word word, Func<Task> press, bool isThere) => builder =>
    {
        builder.OpenElement(0, "button");
        builder.AddAttribute(1, "type", "button");
        builder.AddAttribute(2, "class", "small");
        builder.AddAttribute(3, "data-key", _hasKeys ? key : null);
        builder.AddAttribute(4, "aria-keyshortcuts", _hasKeys ? key : null);
        builder.AddAttribute(5, "data-test", $"key-{key}");
        builder.AddAttribute(6, "disabled", IsBusy || !isThere);
        builder.AddAttribute(7, "onclick", EventCallback.Factory.Create(this, press));
        builder.AddContent(8, L[word]);
        builder.OpenElement(9, "kbd");
        builder.AddContent(10, key.ToUpperInvariant());
        builder.CloseElement();
        builder.CloseElement();
    };
}
