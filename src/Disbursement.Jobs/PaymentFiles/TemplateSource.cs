using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;

namespace Disbursement.Jobs.PaymentFiles;

/// <summary>What a batch tells every line of its files, before it is known how many there are.</summary>
internal sealed record BatchFacts(
    string Run, int Year, string Batch, Bureau Bureau, string SchemeTitle, DateOnly ValueDate, DateTimeOffset CreatedAt,
    RegionNames Regions)
{
    /// <summary>The code that the definition of the scheme has for the paying platform; empty where it has none.</summary>
    public string Catalogue { get; init; } = "";
}

/// <summary>What a source holds.</summary>
internal enum SourceKind
{
    Text,

    /// <summary>An amount.</summary>
    Yuan,

    /// <summary>A whole number.</summary>
    Count,
    Day,
}

/// <summary>A value of a payment that a template can ask for.</summary>
/// <param name="Key">Its name in templates.</param>
/// <param name="Kind">What it holds.</param>
internal sealed record TemplateSource(string Key, SourceKind Kind)
{
    /// <summary>All of them, in the order of the page on templates.</summary>
    public static IReadOnlyList<TemplateSource> All { get; } =
    [
        Counted("sequence", (line, _) => int.Parse(line.Sequence, NumberStyles.None, CultureInfo.InvariantCulture)),
        Written("payment_no", (line, _) => line.PaymentNo),
        Written("run", (_, batch) => batch.Run),
        Written("batch", (_, batch) => batch.Batch),
        Counted("year", (_, batch) => batch.Year),
        Written("county_code", (_, batch) => batch.Bureau.County),
        Written("county", (_, batch) => batch.Bureau.CountyName),
        Written("bureau", (_, batch) => batch.Bureau.Name),
        Written("payer_account", (_, batch) => batch.Bureau.PayerAccount),
        Written("region_code", (line, _) => line.RegionCode),
        Written("township_code", (line, _) => RegionNames.TownshipOf(line.RegionCode)),
        Written("township", (line, batch) => batch.Regions.Township(line.RegionCode)),
        Written("village", (line, batch) => batch.Regions.Village(line.RegionCode)),
        Written("household_no", (line, _) => line.HouseholdNo),
        Written("head_name", (line, _) => line.HeadName),
        Written("head_id", (line, _) => line.HeadId),
        Written("name", (line, _) => line.Name),
        Written("id_number", (line, _) => line.IdNumber),
        Written("payee_name", (line, _) => line.AccountName),
        Written("payee_id", (line, _) => line.HolderId),
        Written("bank_name", (line, _) => line.BankName),
        Written("bank_code", (line, _) => line.BankCode),
        Written("bank_account", (line, _) => line.BankAccount),
        Written("scheme", (line, _) => line.Scheme),
        Written("scheme_title", (_, batch) => batch.SchemeTitle),
        new("catalogue", SourceKind.Text) { IsOfCatalogue = true },
        Written("months", (line, _) => line.Months),
        Counted("month_count", (line, _) => MonthsIn(line) is > 0 and var months ? months : null),
        Amount("standard", Standard),
        Amount("current", line => line.Current),
        Amount("arrears", line => line.Arrears),
        Amount("recovery", line => -line.Offset),
        Amount("amount", line => line.Amount),
        Written("flags", (line, _) => line.Flags),
        new("value_date", SourceKind.Day) { Day = batch => batch.ValueDate },
        new("created_on", SourceKind.Day) { Day = batch => Instants.DayInChina(batch.CreatedAt) },
    ];

    public Func<PaymentLine, BatchFacts, string> Text { get; private init; } = (_, _) => "";

    /// <summary>An amount; null where the payment has none.</summary>
    public Func<PaymentLine, Money?> Yuan { get; private init; } = _ => null;

    /// <summary>A whole number; null where the payment has none.</summary>
    public Func<PaymentLine, BatchFacts, int?> Count { get; private init; } = (_, _) => null;

    public Func<BatchFacts, DateOnly> Day { get; private init; } = _ => default;

    /// <summary>Whether it is the code that the template itself gives to the scheme.</summary>
    public bool IsOfCatalogue { get; private init; }

    /// <summary>The source of a name; null for none.</summary>
    public static TemplateSource? Find(string key) => All.FirstOrDefault(source => source.Key == key);

    /// <summary>The entitled months of the run's year; 0 for none.</summary>
    private static int MonthsIn(PaymentLine line)
    {
        int months = 0;
        foreach (Range part in line.Months.AsSpan().Split(','))
        {
            ReadOnlySpan<char> span = line.Months.AsSpan(part);
            int dash = span.IndexOf('-');
            if (span.Length > 0)
                months += dash < 0 ? 1 : Number(span[(dash + 1)..]) - Number(span[..dash]) + 1;
        }

        return months;
    }

    /// <summary>What a month of the run's year comes to; none where the line of that year does not divide by its months.</summary>
    private static Money? Standard(PaymentLine line) => MonthsIn(line) is > 0 and var months && line.Current.Fen % months == 0
        ? new Money(line.Current.Fen / months)
        : null;

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static TemplateSource Written(string key, Func<PaymentLine, BatchFacts, string> text) =>
        new(key, SourceKind.Text) { Text = text };

    private static TemplateSource Counted(string key, Func<PaymentLine, BatchFacts, int?> count) =>
        new(key, SourceKind.Count) { Count = count };

    private static TemplateSource Amount(string key, Func<PaymentLine, Money?> yuan) => new(key, SourceKind.Yuan) { Yuan = yuan };
}
