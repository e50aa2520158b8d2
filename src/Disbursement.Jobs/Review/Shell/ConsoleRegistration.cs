using System.Text.Encodings.Web;
using System.Text.Unicode;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Review.Access;
using Disbursement.Jobs.Review.Books;
using Disbursement.Jobs.Review.Files;
using Disbursement.Jobs.Review.People;
using Disbursement.Jobs.Review.Pictures;
using Disbursement.Jobs.Review.Questions;
using Disbursement.Jobs.Review.Runs;
using Disbursement.Jobs.Review.Settings;
using Disbursement.Jobs.Review.Words;
using Disbursement.Jobs.Store.Payments;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;
using MudBlazor;
using MudBlazor.Services;

namespace Disbursement.Jobs.Review.Shell;

/// <summary>Registers the console in the host: sign-in, security headers, pages. It loads nothing from another machine.</summary>
internal static class ConsoleRegistration
{
    /// <summary>Most characters of a value of a form, of its name, and most values: the longest form is a sign-in.</summary>
    private const int LongestValue = 4096, LongestKey = 128, MostValues = 32;

    /// <summary>Registers everything that the pages need.</summary>
    public static IServiceCollection AddConsole(this IServiceCollection services, ServeOrder order)
    {
        services.AddSingleton(order);
        services.AddSingleton<Desk>();
        services.AddSingleton(new OpenSessions(
            Path.Combine(SessionFolder(order).FullName, OpenSessions.FileOf(order.Work.Database, order.Urls)), order.Work.Clock,
            order.Sessions));
        services.AddSingleton<Sessions>();
        services.AddSingleton<SignInGate>();
        services.AddSingleton(order.Cookies);
        services.AddSingleton<KnownBrowser>();
        services.AddSingleton<FactorsUnderWay>();
        services.AddSingleton<ThemeSheets>();
        services.AddSingleton<RunTracker>();
        services.AddSingleton<ListRosters>();
        services.AddSingleton<ProofTracker>();
        services.AddSingleton<BatchNames>();
        services.AddSingleton<FoundAnswers>();
        services.AddSingleton<KeptAnswers>();
        services.AddSingleton<KeptWaiting>();
        services.AddSingleton<FollowBooks>();
        services.AddHostedService(services => services.GetRequiredService<FollowBooks>());
        services.AddSingleton<ForecastTracker>();
        services.AddSingleton<AuditAnswers>();
        services.AddSingleton<ArrivingFiles>();
        services.AddHttpContextAccessor();
        services.AddRazorComponents().AddInteractiveServerComponents(circuits => circuits.DetailedErrors = false);
        services.AddMudServices(mud =>
        {
            mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter;
            mud.SnackbarConfiguration.ShowTransitionDuration = 100;
        });
        services.AddTransient<MudLocalizer, MudWords>();
        services.AddCascadingAuthenticationState();
        services.AddScoped<WatchSession>();
        services.AddScoped<AuthenticationStateProvider>(circuit => circuit.GetRequiredService<WatchSession>());
        services.AddScoped<CircuitHandler, GuardPage>();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie => Cookie(cookie, order));
        services.AddAuthorization(authorization =>
        {
            authorization.DefaultPolicy = PowerPolicies.Chosen;
            authorization.FallbackPolicy = PowerPolicies.Chosen;
        });
        services.AddSingleton<IAuthorizationPolicyProvider, PowerPolicies>();
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = order.Cookies.Named("disburse-form");
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = Secure(order);
        });
        services.Configure<FormOptions>(form =>
            (form.ValueLengthLimit, form.KeyLengthLimit, form.ValueCountLimit) = (LongestValue, LongestKey, MostValues));
        services.AddHostFiltering(hosts => hosts.AllowedHosts = [.. order.Surroundings.HostsOf(order.Urls)]);
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, SealedSessionKeys>();
        services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddDataProtection().SetApplicationName("disburse").PersistKeysToFileSystem(SessionFolder(order));
        return services;
    }

    public static void MapConsole(this WebApplication app, ServeOrder order)
    {
        if (order.Surroundings.HasProxies)
            app.UseForwardedHeaders(Forwarded(order.Surroundings));
        app.UseHostFiltering();
        app.Use((context, next) => GuardOrigin.Pass(context, next, order.IsEncrypted));
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseSecurityHeaders(SafeHeaders.Of());
        app.UseWhen(context => HttpMethods.IsGet(context.Request.Method),
            pages => pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        app.UseRouting();
        app.UseAuthentication();
        app.Use(SendToOwnAccount);
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapSessions();
        app.MapPreferences();
        app.MapDownloads();
        ArrivingFiles.Map(app);
        app.MapQuestions();
        app.MapSeek();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(server =>
        {
            server.DisableWebSocketCompression = true;
            server.ContentSecurityFrameAncestorsPolicy = null;
        });
    }

    private static CookieSecurePolicy Secure(ServeOrder order) =>
        order.IsEncrypted ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;

    /// <summary>What a proxy says of a browser is believed of those proxies alone that are named, as far as the first other one.</summary>
    private static ForwardedHeadersOptions Forwarded(Surroundings around)
    {
        ForwardedHeadersOptions options = new()
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (System.Net.IPAddress proxy in around.Proxies)
            options.KnownProxies.Add(proxy);
        foreach (System.Net.IPNetwork network in around.Networks)
            options.KnownIPNetworks.Add(network);
        return options;
    }

    private static void Cookie(CookieAuthenticationOptions cookie, ServeOrder order)
    {
        cookie.Cookie.Name = order.Cookies.Named("disburse-session");
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = Secure(order);
        cookie.ExpireTimeSpan = order.Sessions.Longest;
        cookie.SlidingExpiration = false;
        cookie.TimeProvider = order.Work.Clock;
        cookie.LoginPath = "/sign-in";
        cookie.AccessDeniedPath = "/not-allowed";
        cookie.ReturnUrlParameter = "back";
        // Whoever comes back from the sign-in asks for a page, never sends a form again.
        cookie.Events.OnRedirectToLogin = context =>
        {
            context.Response.Redirect(
                HttpMethods.IsGet(context.Request.Method) ? context.RedirectUri : context.RedirectUri.Split('?')[0]);
            return Task.CompletedTask;
        };
        cookie.Events.OnValidatePrincipal = async context =>
        {
            Sessions sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
            if (sessions.IsAlive(context.Principal!))
            {
                sessions.Touch(context.Principal!);
                return;
            }

            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync().ConfigureAwait(false);
        };
    }

    /// <summary>
    /// Redirects officers whose password was given by somebody else to the page where they choose one, and officers who need a second
    /// factor to the page where they set it up.
    /// </summary>
    private static Task SendToOwnAccount(HttpContext context, RequestDelegate next)
    {
        string? place = Sessions.MustChangePassword(context.User) ? "/password" : Sessions.MustEnrolFactor(context.User) ? "/factor" : null;
        if (place is null || context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null
            || context.Request.Path.StartsWithSegments(place, StringComparison.Ordinal) || !HttpMethods.IsGet(context.Request.Method))
            return next(context);

        context.Response.Redirect(place);
        return Task.CompletedTask;
    }

    /// <summary>
    /// The folder of the keys of cookies and of the list of open sessions, beside the key ring and readable by its owner alone. It lets
    /// sessions outlast a restart.
    /// </summary>
    private static DirectoryInfo SessionFolder(ServeOrder order)
    {
        DirectoryInfo folder = Directory.CreateDirectory(Path.Combine(order.Work.Data, "keys", "sessions"));
        if (!OperatingSystem.IsWindows())
            folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        return folder;
    }
}
