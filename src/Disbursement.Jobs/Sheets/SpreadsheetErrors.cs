namespace Disbursement.Jobs.Sheets;

/// <summary>Error values of spreadsheets, as they stand in cells and in text exported from them.</summary>
internal static class SpreadsheetErrors
{
    /// <summary>What stands for a formula that was never calculated.</summary>
    public const string Uncalculated = "#UNCALCULATED!";

    private static readonly string[] Names =
    [
        "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!",
        "#UNKNOWN!",
        "#GETTING_DATA", "#PYTHON!", "#BUSY!", Uncalculated,
    ];

    private static readonly byte[][] Utf8Names = [.. Names.Select(System.Text.Encoding.ASCII.GetBytes)];

    /// <summary>Whether a value is the name of an error and nothing else.</summary>
    public static bool Is(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty || value[0] != (byte)'#')
            return false;

        foreach (byte[] name in Utf8Names)
        {
            if (System.Text.Ascii.EqualsIgnoreCase(value, name))
                return true;
        }

        // A column too narrow for its number or date is exported as a row of hashes.
        return value.Length >= 3 && value.IndexOfAnyExcept((byte)'#') < 0;
    }
}
