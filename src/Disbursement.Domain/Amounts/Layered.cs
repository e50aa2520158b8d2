namespace Disbursement.Domain.Amounts;

/// <summary>An amount by who set it: the national base and what province, city and county add on top.</summary>
/// <remarks>
/// The three upper layers are borne by their own level; the base is split by the scheme's funding percentages (rules, section 5).
/// </remarks>
public readonly record struct Layered(Money Base, Money Province, Money City, Money County)
{
    /// <summary>All layers together.</summary>
    public Money Total => Base + Province + City + County;

    /// <summary>The same sum paid for several months.</summary>
    public static Layered operator *(Layered rate, int months) =>
        new(new(rate.Base.Fen * months), new(rate.Province.Fen * months), new(rate.City.Fen * months), new(rate.County.Fen * months));

    public static Layered operator +(Layered left, Layered right) =>
        new(left.Base + right.Base, left.Province + right.Province, left.City + right.City, left.County + right.County);

    /// <summary>An amount that only the base carries.</summary>
    public static Layered OfBase(Money amount) => new(amount, Money.Zero, Money.Zero, Money.Zero);

    /// <summary>
    /// The half of a household sum. The total is rounded half away from zero to the fen; the base takes what the rounding of the layers
    /// leaves.
    /// </summary>
    public Layered Half()
    {
        Money province = Province.Portion(1, 2), city = City.Portion(1, 2), county = County.Portion(1, 2);
        return new(Total.Portion(1, 2) - province - city - county, province, city, county);
    }

    /// <summary>The layers of <paramref name="part"/> of this amount, each in proportion; the base takes what rounding leaves.</summary>
    /// <param name="part">A part of <see cref="Total"/>, in fen, not negative.</param>
    public Layered PartOf(Money part)
    {
        Money total = Total;
        if (part == total)
            return this;
        if (total.Fen == 0)
            return OfBase(part);

        Money province =
            part.Portion(Province.Fen, total.Fen), city = part.Portion(City.Fen, total.Fen), county = part.Portion(County.Fen, total.Fen);
        return new(part - province - city - county, province, city, county);
    }
}
