namespace Disbursement.Jobs.Proposals;

/// <summary>Why a payment is held before anybody looks at it: several reasons in one note.</summary>
internal static class HoldNote
{
    private const int Longest = 990;

    /// <summary>Both reasons, cut where the record of a payment has no room for more; the lists of the run have everything.</summary>
    public static string Of(string first, string second)
    {
        string note = first.Length == 0 || second.Length == 0 ? first + second : $"{first}; {second}";
        if (note.Length <= Longest)
            return note;

        int end = char.IsHighSurrogate(note[Longest - 1]) ? Longest - 1 : Longest;
        return string.Concat(note.AsSpan(0, end), "…");
    }
}
