using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MudBlazor;

namespace Disbursement.Jobs.Review.Shell;

/// <summary>
/// The theme as two style sheets, light and dark. MudBlazor would write it into each page, which the content security policy forbids.
/// </summary>
internal sealed class ThemeSheets(IServiceProvider services, ILoggerFactory logs)
{
    private readonly Lazy<Task<string>> _light = new(() => Render(services, logs, isDark: false));
    private readonly Lazy<Task<string>> _dark = new(() => Render(services, logs, isDark: true));

    private static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#1f4e79", Secondary = "#5b6b7b", Tertiary = "#2f6f62", Info = "#2b6cb0", Success = "#2e7d4f", Warning = "#955800",
            Error = "#b3261e",
            Background = "#f5f6f8", Surface = "#ffffff", AppbarBackground = "#ffffff", AppbarText = "#1c2733", TextPrimary = "#1c2733",
            TextSecondary = "#51606f", ActionDisabled = "#6b7682", LinesDefault = "#dde2e8", TableLines = "#e3e7ec",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#8ab8e6", Secondary = "#a9b6c3", Tertiary = "#7fc4b4", Info = "#7fb2e8", Success = "#7cc79b", Warning = "#e6b566",
            Error = "#f2a29c", PrimaryContrastText = "#0f1720", WarningContrastText = "#0f1720", ErrorContrastText = "#0f1720",
            Background = "#12181f", Surface = "#1a222b", AppbarBackground = "#1a222b", AppbarText = "#e6ebf0", TextPrimary = "#e6ebf0",
            TextSecondary = "#aab6c2", ActionDisabled = "#8793a0", LinesDefault = "#2d3843", TableLines = "#2d3843",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = ["system-ui", "Noto Sans", "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC",
                "Microsoft YaHei", "sans-serif"], FontSize = "0.875rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Button = new ButtonTypography { TextTransform = "none", FontSize = "0.875rem", LetterSpacing = "normal" },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "4px" },
    };

    public Task<string> Of(bool isDark) => (isDark ? _dark : _light).Value;

    private static async Task<string> Render(IServiceProvider services, ILoggerFactory logs, bool isDark)
    {
        AsyncServiceScope scope = services.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            HtmlRenderer renderer = new(scope.ServiceProvider, logs);
            await using (renderer.ConfigureAwait(false))
            {
                ParameterView parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { ["Theme"] = Theme,
                    ["IsDarkMode"] = isDark, ["ObserveSystemDarkModeChange"] = false });
                string html =
                    await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<MudThemeProvider>(parameters)
                        .ConfigureAwait(false)).ToHtmlString()).ConfigureAwait(false);
                return WithoutTags(html);
            }
        }
    }

    private static string WithoutTags(string html)
    {
        System.Text.StringBuilder sheet = new();
        for (int open = html.IndexOf("<style", StringComparison.Ordinal); open >= 0; open = html.IndexOf(
            "<style", open + 1, StringComparison.Ordinal))
        {
            int from = html.IndexOf('>', open) + 1, to = html.IndexOf("</style>", from, StringComparison.Ordinal);
            sheet.Append(System.Net.WebUtility.HtmlDecode(html[from..to])).Append('\n');
        }

        return sheet.ToString();
    }
}
