using Disbursement.Domain.Amounts;
using Disbursement.Domain.Periods;

namespace Disbursement.Domain.Policies;

/// <summary>A rate in four dated layers; a layer with no value yet in force counts 0.</summary>
public sealed class Rate
{
    /// <summary>A rate without any value.</summary>
    public static Rate Nothing { get; } = new();

    public IReadOnlyList<Dated<Money>> Base { get; init; } = [];

    public IReadOnlyList<Dated<Money>> Province { get; init; } = [];

    public IReadOnlyList<Dated<Money>> City { get; init; } = [];

    /// <summary>County layers by county code.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Dated<Money>>> County { get; init; } =
        new Dictionary<string, IReadOnlyList<Dated<Money>>>();

    /// <summary>The rate in force on a day in a county.</summary>
    public Layered On(DateOnly day, string county) => new(
        Value(Base, day),
        Value(Province, day),
        Value(City, day),
        County.Count > 0 && County.TryGetValue(county, out IReadOnlyList<Dated<Money>>? layer) ? Value(layer, day) : Money.Zero);

    /// <summary>The entries that make up the rate on a day, each with the name of its layer.</summary>
    public IEnumerable<(string Layer, Dated<Money> Entry)> Entries(DateOnly day, string county)
    {
        if (Base.InForce(day) is { } national)
            yield return ("base", national);
        if (Province.InForce(day) is { } province)
            yield return ("province", province);
        if (City.InForce(day) is { } city)
            yield return ("city", city);
        if (County.TryGetValue(county, out IReadOnlyList<Dated<Money>>? layer) && layer.InForce(day) is { } own)
            yield return ($"county.{county}", own);
    }

    private static Money Value(IReadOnlyList<Dated<Money>> layer, DateOnly day) => layer.InForce(day)?.Value ?? Money.Zero;
}
