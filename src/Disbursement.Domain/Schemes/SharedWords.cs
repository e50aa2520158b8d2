namespace Disbursement.Domain.Schemes;

/// <summary>What a code means that no definition of a scheme brings along, because every scheme has it.</summary>
/// <param name="Code">The code of a refusal or a condition.</param>
/// <param name="Chinese">What it asks for, in Chinese.</param>
/// <param name="English">The same in English.</param>
public readonly record struct SharedWords(string Code, string Chinese, string English)
{
    /// <summary>The claimant lives.</summary>
    public static readonly SharedWords Deceased = new("DECEASED", "申领人健在（按项目规定发放至死亡当月或当年年底）",
        "the claimant is alive (paid up to the month or the year of death, as the scheme says)");

    /// <summary>A month that this system accounts for.</summary>
    public static readonly SharedWords Accountable =
        new("ACCOUNTABLE", "属于本系统核算期", "within the period this system accounts for");

    /// <summary>A month that the run looks at.</summary>
    public static readonly SharedWords Through =
        new("THROUGH", "不晚于本次发放截至的月份", "not after the month that the run goes through");

    /// <summary>A claimant of one household.</summary>
    public static readonly SharedWords DuplicateClaimant =
        new("DUP-CLAIMANT", "申领人只在一户中登记", "the claimant stands in one household alone");

    /// <summary>A sum that is owed once, in one year.</summary>
    public static readonly SharedWords Once =
        new("ONCE", "一次性待遇只在一个年度计发", "a sum that is owed once is owed in one year");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SharedWords> All { get; } = [Deceased, Accountable, Through, DuplicateClaimant, Once];
}
