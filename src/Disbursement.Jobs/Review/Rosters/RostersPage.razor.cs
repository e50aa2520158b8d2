using System.Globalization;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Review.Files;
using Disbursement.Jobs.Review.Words;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Tables;
using Microsoft.AspNetCore.Components;

namespace Disbursement.Jobs.Review.Rosters;

/// <summary>
/// The rosters of a year. What is uploaded goes to a folder of its own on the disk and is read there, outside the circuit; it is gone when
/// the page is left.
/// </summary>
public sealed partial class RostersPage
{
    private const int MostGone = 20;

    private readonly CancellationTokenSource _left = new();
    private IReadOnlyList<LyingRoster> _files = [];
    private IReadOnlyList<LyingRoster> _shown = [];
    private int _page = 1;
    private IReadOnlyList<RosterAct> _gone = [];
    private ReadingProgress _progress = new();
    private CancellationTokenSource? _stop;
    private HandedRoster? _handed;
    private HandedRoster? _checking;
    private string? _uploading;
    private int _year;

    [Inject]
    private ListRosters Shelf { get; set; } = null!;

    [SupplyParameterFromQuery]
    private int? Year { get; set; }

    [SupplyParameterFromQuery]
    private string? County { get; set; }

    [SupplyParameterFromQuery]
    private int? Page { get; set; }

    private string? Chosen => County is { Length: > 0 } county && Desk.Counties.ContainsKey(county) && Me.Covers(county) ? county : null;

    private double Percent => _progress.TotalBytes == 0 ? 0 : Math.Min(100, _progress.Bytes * 100.0 / _progress.TotalBytes);

    private protected override bool Moves() => _uploading is not null || _checking is not null;

    private protected override void Look()
    {
        _year = Year is >= 2000 and <= 2200 ? Year.Value : Desk.Now.ToOffset(Language.China).Year;
        if (May(OfficialAct.ImportCorrection))
            new RosterPlace(Desk.Work.Inputs, _year).Settle(Desk.Reading);

        using DisbursementDb db = Desk.Read();
        _files = [.. Shelf.Run(db, Desk.Work.Inputs, _year).Where(file => IsShown(file.Counties))];
        (_page, _shown) = Leaf(_files, Page);
        _gone = [.. RosterBook.Of(db, _year).Where(act => act.Before is not null || act.Act == RosterBook.Withdraw)
            .Where(act => IsShown(act.Counties)).Reverse().Take(MostGone)];
    }

    protected override void Dispose(bool disposing)
    {
        _left.Cancel();
        if (_checking is null)
            _handed?.Dispose();
        _left.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Whether something of these counties stands on the page; what says of no county, on all.</summary>
    private bool IsShown(IReadOnlyList<string> counties) =>
        counties.Count == 0 || counties.Any(county => Me.Covers(county) && (Chosen is null || county == Chosen));

    /// <summary>Takes a roster that comes beside the circuit; the request ends when all of it has come.</summary>
    private Task Take(ArrivingFile file) => Viewer is null || !May(OfficialAct.ImportCorrection)
        ? Task.CompletedTask
        : Stoppable(async stop =>
        {
            _uploading = Uploads.SafeName(file.Name);
            StateHasChanged();
            using CancellationTokenSource gone = CancellationTokenSource.CreateLinkedTokenSource(stop, file.Aborted);
            (HandedRoster? handed, ActOutcome? refused) = await Uploads.Roster(file, _year, _progress, gone.Token);
            file.Close();
            (_uploading, _progress) = (null, new ReadingProgress());
            Said = refused;
            if (handed is not null)
                await Read(handed, stop);
        });

    /// <summary>Checks a file that lies there already, in a copy.</summary>
    private Task CheckThere(LyingRoster file) => Stoppable(async stop =>
    {
        int year = _year;
        _uploading = file.Name;
        try
        {
            HandedRoster handed = await Task.Run(
                () => HandedRoster.Copy(new RosterPlace(Desk.Work.Inputs, year).Of(file.Name), file.Name, year, stop), stop);
            _uploading = null;
            await Read(handed, stop);
        }
        catch (UnreadableFileException exception)
        {
            Said = new ActOutcome.Refused(HandInRoster.Refusal("UNREADABLE", file.Name, exception.Remark));
        }
    });

    private Task CheckAgain() => _handed is not { } handed ? Task.CompletedTask : Stoppable(stop =>
    {
        _handed = null;
        return Read(handed, stop);
    });

    /// <summary>Carries out what the officer may stop, and what stops when they leave the page.</summary>
    private async Task Stoppable(Func<CancellationToken, Task> work)
    {
        if (Moves())
            return;

        Said = null;
        _progress = new ReadingProgress();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(_left.Token);
        _stop = stop;
        try
        {
            await work(stop.Token);
        }
        catch (OperationCanceledException)
        {
            Said = new ActOutcome.Done(Text.RosterStopped.Chinese, Text.RosterStopped.English) { NeedsPerson = true };
        }
        finally
        {
            (_uploading, _stop) = (null, null);
            StateHasChanged();
        }
    }

    /// <summary>Reads a file that was uploaded. Where the page is left, or the check is stopped, the file goes.</summary>
    private async Task Read(HandedRoster handed, CancellationToken stop)
    {
        GiveUp();
        _checking = handed;
        StateHasChanged();
        bool isRead = false;
        try
        {
            Shelf.Remember(
                await Task.Run(() => handed.Read(Desk.Work.Inputs, _progress, stop, Corrected(handed.Year, stop)), stop));
            Look();
            isRead = !_left.IsCancellationRequested;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Said = Desk.Attempt(() => throw exception);
        }
        finally
        {
            _checking = null;
            if (isRead)
                _handed = handed;
            else
                handed.Dispose();
        }
    }

    private CountCorrected? Corrected(int year, CancellationToken stop)
    {
        using DisbursementDb db = Desk.Read();
        return CountCorrected.Of(db, Desk.Work.Inputs, year, stop);
    }

    private void Stop() => _stop?.Cancel();

    private void GiveUp()
    {
        _handed?.Dispose();
        _handed = null;
    }

    private async Task PutIn()
    {
        if (_handed is not { Check: { } check } handed)
            return;

        string? replaces = check.Against?.Sha256;
        string question = check.Against is { } against
            ? L.Of(Text.ReplaceAsks, handed.Name, Language.Count(against.Households), Language.Count(check.Households),
                Language.Count(against.Gone))
            : L.Of(Text.PutInAsks, handed.Name, handed.Year, Language.Count(check.Accepted), Language.Count(check.Rejected));
        bool isReplacing = replaces is not null;
        if (await Ask(Text.HandInRoster, question, isReplacing ? Text.ReplaceRoster : Text.HandInRoster, needsReason: isReplacing,
            isGrave: isReplacing) is not { } reason)
            return;

        ActOutcome? outcome = await Act((setting, officer) => new HandInRoster(setting, Desk.Work.Inputs)
            .Run(handed, officer, replaces, isReplacing ? reason : null, CancellationToken.None));
        if (outcome is ActOutcome.Done)
            GiveUp();
    }

    private async Task Withdraw(LyingRoster file)
    {
        int year = _year;
        if (await Ask(Text.WithdrawRoster, L.Of(Text.WithdrawAsks, file.Name, year), Text.WithdrawRoster, needsReason: true, isGrave: true)
            is { } reason)
            await Act((setting, officer) => new WithdrawRoster(setting, Desk.Work.Inputs)
                .Run(year, file.Name, file.Sha256, officer, reason, CancellationToken.None));
    }

    private string NamesOf(LyingRoster file) => file.PassedOver is not null ? ""
        : file.Counties.Count == 0 ? L[file.ReadBy is null ? Text.CountyNotKnown : Text.RosterWasRead]
        : string.Join(L.IsChinese ? "、" : ", ", file.Counties.Select(Desk.County));
}
