using Disbursement.Domain.Policies;
using Disbursement.Jobs.Files;

namespace Disbursement.Jobs.Policies;

/// <summary>What is no mistake of a policy pack, and yet hardly meant: a value that no run can ever use.</summary>
internal static class PackRemarks
{
    /// <summary>Rates of counties that have no bureau: nobody is paid by them, and the county that was meant is paid without.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="counties">The counties that have a bureau.</param>
    public static IEnumerable<FileRemark> OfCounties(PolicyPack pack, IReadOnlyCollection<string> counties) =>
        pack.Terms.SelectMany(terms => terms.Rates.SelectMany(rate => rate.Rate.County.Keys.Select(county =>
                (County: county, Key: $"schemes.{terms.Scheme}.{rate.Path}.county.{county}"))))
            .Where(entry => !counties.Contains(entry.County)).Select(entry => new FileRemark(
                $"{entry.Key}: no bureau of bureaus.csv has the county {entry.County}, so nobody is paid by this rate",
                $"{entry.Key}：bureaus.csv 中没有区县 {entry.County}，此标准不会用于任何人"));

    /// <summary>Schemes that are said to have ended and never were: a code that is mistyped ends nothing.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="paid">The schemes that runs have paid, as far as books are at hand.</param>
    public static IEnumerable<FileRemark> OfEnded(PolicyPack pack, IReadOnlyCollection<string> paid) => pack.Ended
        .Where(scheme => !paid.Contains(scheme.Code) && ReadDefinitions.Shipped.All(shipped => shipped.Scheme != scheme))
        .Select(scheme => new FileRemark(
            $"endedSchemes: no run at hand has paid {scheme}, and the program ships no such scheme: is the code right?",
            $"endedSchemes：现有账簿中没有发放过 {scheme} 的批次，程序也没有自带该项目：请核对代码"));
}
