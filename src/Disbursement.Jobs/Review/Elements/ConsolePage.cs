using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Review.Access;
using Disbursement.Jobs.Review.Words;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;

namespace Disbursement.Jobs.Review.Elements;

/// <summary>A page of the console: who looks at it, in which language, and what became of the last act on it.</summary>
public abstract class ConsolePage : ComponentBase
{
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
            Look();
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
        Look();
        StateHasChanged();
        return Said;
    }

    /// <summary>Asks for a confirmation, and for a reason where the act needs one. Returns null when the officer cancels.</summary>
    private protected async Task<string?> Ask(Word title, string message, Word confirm, bool needsReason, bool isGrave = false)
    {
        DialogParameters parameters = new()
        {
            [nameof(AskDialog.Message)] = message, [nameof(AskDialog.Confirm)] = L[confirm], [nameof(AskDialog.NeedsReason)] = needsReason,
            [nameof(AskDialog.IsGrave)] = isGrave,
            [nameof(AskDialog.IsChinese)] = L.IsChinese,
        };
        IDialogReference dialog = await Dialogs.ShowAsync<AskDialog>(L[title], parameters);
        return await dialog.Result is { Canceled: false, Data: string reason } ? reason : null;
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

    /// <summary>An address of this page with another value in its query.</summary>
    private protected string With(string name, object? value) =>
        Go.GetUriWithQueryParameters(new Dictionary<string, object?> { [name] = value });
}
