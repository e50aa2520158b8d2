using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Disbursement.Jobs.Review.Words;

/// <summary>The few words that MudBlazor brings along, such as the name of a closing button.</summary>
internal sealed class MudWords(IHttpContextAccessor context) : MudLocalizer
{
    private readonly bool _isChinese = Spoken.IsChinese(context.HttpContext);

    public override LocalizedString this[string key] => Text.Mud.TryGetValue(key, out Word word) ? new LocalizedString(key, word.Say(_isChinese)) : new LocalizedString(key, key, resourceNotFound: true);
}

/// <summary>Which language a browser is spoken to in.</summary>
internal static class Spoken
{
    /// <summary>What was chosen, else what the browser asks for first; Chinese where it asks for neither.</summary>
    public static bool IsChinese(HttpContext? context)
    {
        if (context is null)
            return true;
        if (context.Request.Cookies.TryGetValue(SessionRoutes.LanguageCookie, out string? chosen))
            return chosen != "en";

        string first = context.Request.Headers.AcceptLanguage.ToString();
        int zh = first.IndexOf("zh", StringComparison.OrdinalIgnoreCase), en = first.IndexOf("en", StringComparison.OrdinalIgnoreCase);
        return en < 0 || zh >= 0 && zh < en;
    }
}
