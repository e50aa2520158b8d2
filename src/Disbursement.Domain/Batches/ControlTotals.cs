using Disbursement.Domain.Amounts;

namespace Disbursement.Domain.Batches;

/// <summary>Counts and sums of a batch, gathered payment by payment; what the file, the manifest and the ledger must agree on.</summary>
public sealed class ControlTotals
{
    private Money _province;
    private Money _city;
    private Money _county;

    /// <summary>Of a batch that has no payment yet.</summary>
    public ControlTotals()
    {
    }

    /// <summary>Of payments that were summed elsewhere.</summary>
    /// <param name="payments">How many they are.</param>
    /// <param name="current">What is due for the year.</param>
    /// <param name="arrears">What is due for earlier ones.</param>
    /// <param name="offsets">What is set off, as a positive sum.</param>
    /// <param name="layers">What levels fund by themselves; what is common to all follows from the rest and is not looked at.</param>
    public ControlTotals(int payments, Money current, Money arrears, Money offsets, Layered layers)
    {
        (Payments, Current, Arrears, Offsets) = (payments, current, arrears, offsets);
        (_province, _city, _county) = (layers.Province, layers.City, layers.County);
    }

    /// <summary>Number of payments.</summary>
    public int Payments { get; private set; }

    public Money Current { get; private set; }

    public Money Arrears { get; private set; }

    /// <summary>Offsets, as a positive sum.</summary>
    public Money Offsets { get; private set; }

    /// <summary>What is paid out.</summary>
    public Money Total => Current + Arrears - Offsets;

    /// <summary>Adds one payment.</summary>
    public void Add(Settlement.SchemeSettlement payment)
    {
        Payments++;
        Current += payment.Current;
        Arrears += payment.Arrears;
        Offsets += payment.Offset;
        foreach (Settlement.Accrual accrual in payment.Accruals)
        {
            _province += accrual.Amount.Province;
            _city += accrual.Amount.City;
            _county += accrual.Amount.County;
        }
    }

    /// <summary>Adds a payment that is paid again.</summary>
    public void Add(CarriedPayment payment)
    {
        Payments++;
        Current += payment.Current;
        Arrears += payment.Arrears;
        Offsets += payment.Offset;
        _province += payment.Layers.Province;
        _city += payment.Layers.City;
        _county += payment.Layers.County;
    }

    /// <summary>Who funds the batch: the layers of a level are its own; the rest is split by the scheme's percentages.</summary>
    public LevelSums Funding(Shares shares) =>
        shares.Split(Total - _province - _city - _county) + new LevelSums(Money.Zero, _province, _city, _county);
}
