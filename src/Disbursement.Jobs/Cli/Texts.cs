using System.Globalization;

namespace Disbursement.Jobs.Cli;

/// <summary>The language of the person at the terminal.</summary>
internal static class Texts
{
    /// <summary>Chinese where the option says so, else where the locale of the environment does.</summary>
    public static bool IsChinese(string? option)
    {
        if (option is not null)
            return option == "zh";

        string locale =
            Console.Variable("LC_ALL") ?? Console.Variable("LC_MESSAGES")
                ?? Console.Variable("LANG") ?? CultureInfo.CurrentUICulture.Name;
        return locale.StartsWith("zh", StringComparison.OrdinalIgnoreCase);
    }
}
