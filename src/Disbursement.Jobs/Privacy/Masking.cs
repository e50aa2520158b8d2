namespace Disbursement.Jobs.Privacy;

/// <summary>How personal data is shown on screens, in lists and in public notices.</summary>
internal static class Masking
{
    /// <summary><c>3203**********1234</c>: the first and the last four characters.</summary>
    public static string Id(string id) => id.Length < 9
        ? new string('*', id.Length)
        : $"{id[..4]}{new string('*', id.Length - 8)}{id[^4..]}";

    /// <summary>
    /// <c>王*英</c>: the first character and, of three or more, the last; what is hidden in between is one star, however long it is.
    /// </summary>
    public static string Name(string name)
    {
        System.Globalization.StringInfo text = new(name.Trim());
        return text.LengthInTextElements switch
        {
            0 => "",
            1 => "*",
            2 => text.SubstringByTextElements(0, 1) + "*",
            int length => $"{text.SubstringByTextElements(0, 1)}*{text.SubstringByTextElements(length - 1, 1)}",
        };
    }

    /// <summary><c>6222************123</c>: the first four and the last three digits.</summary>
    public static string Account(string account) =>
        account.Length < 8 ? new string('*', account.Length) : $"{account[..4]}{new string('*', account.Length - 7)}{account[^3..]}";
}
