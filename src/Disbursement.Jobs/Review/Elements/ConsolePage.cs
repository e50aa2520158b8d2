using System.Data.Common;
using System.Diagnostics;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Review.Access;
using Disbursement.Jobs.Review.Words;
using Disbursement.Jobs.Store.Connections;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;

namespace Disbursement.Jobs.Review.Elements;

/// <summary>
/// A page of the console: who looks at it, in which language, and what became of the last act on it. It reads itself again within two
/// seconds after somebody has acted, so that it shows no button that does nothing any more.
/// </summary>
public abstract class ConsolePage : ComponentBase, IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(700);

    /// <summary>Rows of a list on one page.</summary>
    private protected const int PageSize = 50;

    private const int ShownDigits = 16;

    /// <summary>A page that took long to read is read again so many times as seldom.</summary>
    private const int RestsLonger = 10;

    private readonly CancellationTokenSource _gone = new();
    private BooksState _seen;

    [CascadingParameter]
    private protected Language L { get; set; } = new(IsChinese: true);

    [CascadingParameter]
    private Task<AuthenticationState> Session { get; set; } = null!;

    [Inject]
    private protected Desk Desk { get; set; } = null!;

    [Inject]
    private protected Sessions Sessions { get; set; } = null!;

    [Inject]
    private protected NavigationManager Go { get; set; } = null!;

    [Inject]
    private protected IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private protected FollowBooks Books { get; set; } = null!;

    /// <summary>The officer with their present role and counties; null when the session has ended.</summary>
    private protected Officer? Viewer { get; private set; }

    /// <summary>The officer; only for pages that show nothing without one.</summary>
    private protected Officer Me => Viewer!;

    /// <summary>The address that they signed in from.</summary>
    private protected string From { get; private set; } = "";

    /// <summary>The session, to check again whether it is still open.</summary>
    private protected System.Security.Claims.ClaimsPrincipal SessionUser { get; private set; } = new();

    /// <summary>The result of the last act on this page.</summary>
    private protected ActOutcome? Said { get; set; }

    private protected bool IsBusy { get; private set; }

    private protected bool May(OfficialAct act) => Powers.May(Me.Role, act);

    /// <summary>Reads what the page shows; called whenever its address changes, and after an act.</summary>
    private protected virtual void Look()
    {
    }

    protected override async Task OnParametersSetAsync()
    {
        AuthenticationState state = await Session;
        Viewer = Sessions.OfficerOf(state.User);
        From = Sessions.AddressOf(state.User);
        SessionUser = state.User;
        if (Viewer is not null)
            LookAgain();
    }

    /// <summary>Whether something that the page shows is changing now, so that each poll renders it again.</summary>
    private protected virtual bool Moves() => false;

    /// <summary>
    /// What the page watches beside the books; a change of it renders the page even when it began and ended between two polls.
    /// </summary>
    private protected virtual object? Watched() => null;

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _ = Watch();
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    /// <summary>Stops what the page reads beside itself once it is left.</summary>
    private protected CancellationToken Gone => _gone.IsCancellationRequested ? new CancellationToken(canceled: true) : _gone.Token;

    /// <summary>Whether an act of somebody may have changed what the page shows.</summary>
    private protected virtual bool Shows(SeenAct act) => act.Changes && act.Concerns(Me);

    /// <summary>A state that changes nothing here is the state in which the page was read, so that it is asked once.</summary>
    private bool IsOutdated()
    {
        BooksState now = Books.State;
        if (Books.Outdates(_seen, Shows))
            return true;

        _seen = now;
        return false;
    }

    private void LookAgain()
    {
        _seen = Books.State;
        Look();
    }

    private async Task Watch()
    {
        using PeriodicTimer timer = new(Beat);

        // The first poll counts as a change of what is watched: something may have happened since the page was read.
        object? before = Watched() is null ? null : new();
        TimeSpan rest = TimeSpan.Zero;
        try
        {
            CancellationToken stop = _gone.Token;
            while (await timer.WaitForNextTickAsync(stop))
            {
                bool moves = Moves();
                object? now = Watched();
                bool hasChanged = !Equals(now, before);
                before = now;
                rest -= Beat;
                if (moves || hasChanged || rest <= TimeSpan.Zero && Viewer is not null && IsOutdated())
                    await InvokeAsync(() => rest = Refresh(hasOwn: moves, rest));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left.
        }
    }

    private TimeSpan Refresh(bool hasOwn, TimeSpan rest)
    {
        if (!hasOwn && Viewer is not null && !IsBusy)
        {
            Stopwatch watch = Stopwatch.StartNew();
            try
            {
                LookAgain();
            }
            catch (Exception exception) when (exception is StoreRefusal or DbException or IOException or UnauthorizedAccessException)
            {
                // The database is away for a moment: the page keeps what it shows, and looks again.
                _seen = default;
            }

            rest = watch.Elapsed * RestsLonger;
        }

        StateHasChanged();
        return rest;
    }

    /// <summary>Carries an act out as this officer, shows the result, and reads the page again.</summary>
    private protected async Task<ActOutcome?> Act(Func<ActSetting, Officer, ActOutcome> act)
    {
        if (IsBusy || Sessions.OfficerOf(SessionUser) is not { } officer)
            return null;

        IsBusy = true;
        Said = null;
        StateHasChanged();
        Said = await Desk.Carry(() => act(Sessions.Acting(SessionUser), officer));
        IsBusy = false;
        LookAgain();
        StateHasChanged();
        return Said;
    }

    /// <summary>
    /// Reads on another thread what a dialog shows, as an act is carried out: once at a time, and what hinders it is said. Null where it
    /// could not be read, or there is nothing.
    /// </summary>
    private protected async Task<T?> Prepare<T>(Func<T?> read)
        where T : class
    {
        if (IsBusy)
            return null;

        IsBusy = true;
        Said = null;
        StateHasChanged();
        (T? found, Said) = await Beside(read);
        IsBusy = false;
        StateHasChanged();
        return found;
    }

    /// <summary>
    /// Reads on another thread what takes longer than the page itself may; what hinders it is a refusal, and the rest of the page stands.
    /// </summary>
    private protected static async Task<(T? Found, ActOutcome.Refused? Hindered)> Beside<T>(Func<T?> read)
        where T : class
    {
        T? found = null;
        ActOutcome outcome = await Desk.Carry(() =>
        {
            found = read();
            return new ActOutcome.Done("", "");
        });
        return (found, outcome as ActOutcome.Refused);
    }

    /// <summary>Asks for a confirmation, and for a reason where the act needs one. Returns null when the officer cancels.</summary>
    private protected async Task<string?> Ask(Word title, string message, Word confirm, bool needsReason, bool isGrave = false) =>
        (await Ask(title, message, confirm, needsReason ? [AskedField.Reason(L)] : [], isGrave))?.FirstOrDefault("");

    /// <summary>Asks for what the fields hold, in their order. Returns null when the officer cancels.</summary>
    private protected async Task<string[]?> Ask(
        Word title, string message, Word confirm, IReadOnlyList<AskedField> fields, bool isGrave = false)
    {
        DialogParameters parameters = new()
        {
            [nameof(AskDialog.Message)] = message, [nameof(AskDialog.Confirm)] = L.Head(confirm), [nameof(AskDialog.Fields)] = fields,
            [nameof(AskDialog.IsGrave)] = isGrave, [nameof(AskDialog.IsChinese)] = L.IsChinese,
        };
        IDialogReference dialog = await Dialogs.ShowAsync<AskDialog>(L.Head(title), parameters);
        return await dialog.Result is { Canceled: false, Data: string[] given } ? given : null;
    }

    /// <summary>The result of an act as one sentence, which screen readers announce.</summary>
    private protected RenderFragment Tell(ActOutcome? outcome) => builder =>
    {
        builder.OpenElement(0, "div");
        builder.AddAttribute(1, "role", outcome is ActOutcome.Refused ? "alert" : "status");
        builder.AddAttribute(2, "class", outcome switch
        {
            null => "told told-none",
            ActOutcome.Refused => "told told-refused",
            ActOutcome.Done { NeedsPerson: true } => "told told-needs",
            _ => "told told-done",
        });
        builder.AddAttribute(3, "data-test", "told");
        builder.AddContent(4, outcome switch
        {
            ActOutcome.Done done => done.Say(L.IsChinese),
            ActOutcome.Refused refused => refused.Refusal.Say(L.IsChinese),
            _ => null,
        });
        builder.CloseElement();
    };

    /// <summary>
    /// Says which values of the address the page does not offer, so that nobody takes what is listed for what they asked for: a link may be
    /// old, or mistyped.
    /// </summary>
    /// <param name="filters">What is asked for, the value in the address, and whether a value can be chosen; not asked of none.</param>
    private protected RenderFragment TellUnknown(
        params IEnumerable<(Word What, string? Given, Func<string, bool> IsOffered)> filters) => builder =>
    {
        foreach ((Word what, string? given, _) in filters.Where(one => ReadFilter.Given(one.Given) is { } value && !one.IsOffered(value)))
        {
            builder.OpenElement(0, "p");
            builder.AddAttribute(1, "class", "told told-needs");
            builder.AddAttribute(2, "role", "alert");
            builder.AddAttribute(3, "data-test", "unknown-filter");
            builder.AddContent(4, L.Of(Text.UnknownFilter, L[what], given!));
            builder.CloseElement();
        }
    };

    /// <summary>The rows of one page of a list, counted from 1: the last one where the list is shorter.</summary>
    private protected static (int Page, IReadOnlyList<T> Rows) Leaf<T>(IReadOnlyList<T> all, int? page)
    {
        int shown = Math.Clamp(page ?? 1, 1, Math.Max(1, (all.Count + PageSize - 1) / PageSize));
        return (shown, [.. all.Skip((shown - 1) * PageSize).Take(PageSize)]);
    }

    /// <summary>An address of this page with another value in its query.</summary>
    private protected string With(string name, object? value) =>
        Go.GetUriWithQueryParameters(new Dictionary<string, object?> { [name] = value });

    /// <summary>A county by its code and its name.</summary>
    private protected string CountyOf(string county) => $"{county} {Desk.County(county)}";

    /// <summary>The address of the list of one group alone, from the first page on.</summary>
    private protected string Only(string filter, string key) =>
        Go.GetUriWithQueryParameters(new Dictionary<string, object?> { ["group"] = null, ["page"] = null, [filter] = key });

    /// <summary>The first digits of a SHA-256, enough to know it again; what is shorter, as it is.</summary>
    private protected static string Short(string sha256) => sha256.Length > ShownDigits ? $"{sha256[..ShownDigits]}…" : sha256;
}
