using Microsoft.AspNetCore.Http;

namespace Disbursement.Jobs.Review.Words;

/// <summary>Decides in which language a browser is answered.</summary>
internal static class Spoken
{
    public const string LanguageCookie = "disburse-language";

    /// <summary>The chosen language, otherwise the first of Chinese and English that the browser accepts, otherwise Chinese.</summary>
    public static bool IsChinese(HttpContext? context)
    {
        if (context is null)
            return true;
        if (context.Request.Cookies.TryGetValue(LanguageCookie, out string? chosen))
            return chosen != "en";

        string first = context.Request.Headers.AcceptLanguage.ToString();
        int zh = first.IndexOf("zh", StringComparison.OrdinalIgnoreCase), en = first.IndexOf("en", StringComparison.OrdinalIgnoreCase);
        return en < 0 || zh >= 0 && zh < en;
    }
}
