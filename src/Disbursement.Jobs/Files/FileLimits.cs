namespace Disbursement.Jobs.Files;

/// <summary>What a reader of handed-in files takes at most. A refusal names the limit that was passed.</summary>
internal static class FileLimits
{
    /// <summary>The largest table: roster, register, correction or return file. A million households are half a gigabyte of CSV.</summary>
    public const long LargestTable = 4L << 30;

    /// <summary>The largest old workbook (.xls): its reader keeps it in memory.</summary>
    public const long LargestOldWorkbook = 128L << 20;

    /// <summary>The largest bureaus.csv.</summary>
    public const long LargestBureaus = 1L << 20;

    /// <summary>The largest budget.</summary>
    public const long LargestBudget = 1L << 20;

    /// <summary>The largest regions.csv: some hundred thousand names.</summary>
    public const long LargestRegions = 16L << 20;

    /// <summary>The longest line that is read, in bytes, its end not counted.</summary>
    public const int LongestLine = 64 << 10;

    /// <summary>The last row of a sheet, as spreadsheets number them.</summary>
    public const int LastRow = 1_048_576;

    /// <summary>The last column of a sheet (XFD).</summary>
    public const int LastColumn = 16_384;

    /// <summary>The last row and the last column (IV) of a sheet in an old workbook.</summary>
    public const int LastOldRow = 65_536;
    public const int LastOldColumn = 256;

    /// <summary>How long a read may bring nothing before the file is given up.</summary>
    public static readonly TimeSpan WithoutProgress = TimeSpan.FromSeconds(60);
}
