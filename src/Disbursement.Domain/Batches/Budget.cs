using Disbursement.Domain.Amounts;

namespace Disbursement.Domain.Batches;

/// <summary>A level of government that bears money.</summary>
public enum FundingLevel
{
    /// <summary>中央.</summary>
    Central,

    /// <summary>省级.</summary>
    Province,

    /// <summary>市级.</summary>
    City,

    /// <summary>县级.</summary>
    County,
}

/// <summary>What money of a budget is for.</summary>
/// <param name="County">Six digits: whose bureau pays.</param>
/// <param name="Scheme">The scheme's code; null for all schemes together.</param>
/// <param name="Level">The level that bears it; null for all levels together.</param>
public readonly record struct BudgetPurpose(string County, string? Scheme, FundingLevel? Level)
{
    /// <summary>Whether a payment of a county and scheme falls under it.</summary>
    public bool Concerns(string county, string scheme) => County == county && (Scheme is null || Scheme == scheme);

    /// <summary>What of a sum by level falls under it.</summary>
    public Money PartOf(LevelSums sums) => Level switch
    {
        FundingLevel.Central => sums.Central,
        FundingLevel.Province => sums.Province,
        FundingLevel.City => sums.City,
        FundingLevel.County => sums.County,
        _ => sums.Total,
    };
}

/// <summary>A line of a budget 指标: what a document gives, or takes back, for a purpose.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="Granted">Yuan; below zero where the document takes money back.</param>
/// <param name="Document">The document that it rests on.</param>
public sealed record BudgetLine(int Line, BudgetPurpose Purpose, Money Granted, string Document);

/// <summary>What may be approved for a purpose: all lines for it together.</summary>
/// <param name="Purpose">What it is for.</param>
/// <param name="Granted">The sum of its lines; not below zero.</param>
/// <param name="Documents">Their documents, in the order of the lines.</param>
public sealed record BudgetLimit(BudgetPurpose Purpose, Money Granted, IReadOnlyList<string> Documents);

/// <summary>What approved batches of a county and scheme use up.</summary>
/// <param name="County">Six digits.</param>
/// <param name="Scheme">The scheme's code.</param>
/// <param name="Sums">By the level that bears it.</param>
public readonly record struct BudgetUse(string County, string Scheme, LevelSums Sums);

/// <summary>What is left of a limit is less than a batch needs.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Needed">What the batch needs of it.</param>
/// <param name="Left">What is left; below zero where more is used than granted, as after a document that took money back.</param>
public sealed record BudgetShortage(BudgetLimit Limit, Money Needed, Money Left);

/// <summary>
/// The budget of a year 指标: how much may be approved for whom (life cycle, section 2). A batch must find its money under every limit
/// that its county and scheme fall under. A county or scheme that no line names is not in the budget, and nothing may be spent on it
/// (Budget Law of the People's Republic of China, article 13); a level that no line names is not limited.
/// </summary>
public sealed class Budget
{
    /// <param name="lines">The lines; those for one purpose add up.</param>
    public Budget(IEnumerable<BudgetLine> lines) => Limits =
    [
        .. lines.GroupBy(line => line.Purpose).Select(same => new BudgetLimit(same.Key,
            same.Aggregate(Money.Zero, (sum, line) => sum + line.Granted), [.. same.Select(line => line.Document)])),
    ];

    /// <summary>The limits, in the order of their first lines.</summary>
    public IReadOnlyList<BudgetLimit> Limits { get; }

    /// <summary>Whether a line names the county with the scheme, or with all schemes.</summary>
    public bool Names(string county, string scheme) => Limits.Any(limit => limit.Purpose.Concerns(county, scheme));

    /// <summary>What is used up of a limit.</summary>
    public static Money UsedOf(BudgetLimit limit, IEnumerable<BudgetUse> uses) =>
        uses.Where(use => limit.Purpose.Concerns(use.County, use.Scheme))
            .Aggregate(Money.Zero, (sum, use) => sum + limit.Purpose.PartOf(use.Sums));

    /// <summary>The first limit under which a batch does not find its money; null where it finds it under each.</summary>
    /// <param name="batch">What the batch needs.</param>
    /// <param name="uses">What is used up without it.</param>
    public BudgetShortage? ShortageOf(BudgetUse batch, IReadOnlyList<BudgetUse> uses)
    {
        foreach (BudgetLimit limit in Limits.Where(limit => limit.Purpose.Concerns(batch.County, batch.Scheme)))
        {
            Money needed = limit.Purpose.PartOf(batch.Sums), left = limit.Granted - UsedOf(limit, uses);
            if (needed > Money.Zero && needed > left)
                return new BudgetShortage(limit, needed, left);
        }

        return null;
    }
}

/// <summary>Words for a level of government, or for all of them together.</summary>
public static class FundingLevels
{
    public static string InChinese(this FundingLevel? level) => level switch
    {
        FundingLevel.Central => "中央",
        FundingLevel.Province => "省级",
        FundingLevel.City => "市级",
        FundingLevel.County => "县级",
        _ => "各级合计",
    };

    public static string English(this FundingLevel? level) => level switch
    {
        FundingLevel.Central => "central",
        FundingLevel.Province => "province",
        FundingLevel.City => "city",
        FundingLevel.County => "county",
        _ => "all levels",
    };
}
