using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Settlement;

namespace Disbursement.Jobs.PaymentFiles;

/// <summary>
/// What a batch takes back, beside its payment files: a line of each claimant and entitlement year in the columns of a payment file, with
/// the year and with what changed. It is for the reviewer; no bank gets it.
/// </summary>
internal sealed class RecoveryFile : IDisposable
{
    private const string Before = "; ", After = " → ";

    private static readonly string[] English = ["year", "changed"], Chinese = ["年度", "变化"];

    private readonly CsvPaymentFile _csv;

    /// <param name="path">Where the file goes.</param>
    /// <param name="encoding">That of the bureau.</param>
    /// <param name="isChinese">The language of the header.</param>
    public RecoveryFile(string path, string encoding, bool isChinese) =>
        _csv = new CsvPaymentFile(path, encoding, isChinese, isChinese ? Chinese : English);

    /// <summary>Lines so far.</summary>
    public int Lines { get; private set; }

    /// <summary>What they take back in all; not negative.</summary>
    public Money Sum { get; private set; }

    /// <summary>The name of the file of a scheme in the folder of its county.</summary>
    public static string NameOf(string scheme) => $"{scheme}-{BatchFileId.Recoveries}.csv";

    /// <summary>Adds what is taken back for one year.</summary>
    /// <param name="line">Who, and beside which payment; it says nothing of money.</param>
    /// <param name="recovery">The year, what it has too much and what it owes.</param>
    /// <param name="changed">Why.</param>
    public void Add(PaymentLine line, Recovery recovery, string changed)
    {
        Lines++;
        Sum += recovery.Amount;
        PaymentLine shown = line with
        {
            Current = Money.Zero, Arrears = Money.Zero, Offset = recovery.Amount, Amount = -recovery.Amount,
        };
        _csv.Add(shown, recovery.Year.ToString(CultureInfo.InvariantCulture),
            $"{changed}{Before}{recovery.Owed + recovery.Amount}{After}{recovery.Owed}");
    }

    /// <summary>What the last column says: why, what was had for the year, what it is worth; null where it is not such a text.</summary>
    public static (string Why, Money Had, Money Owed)? ReadChange(string cell)
    {
        int had = cell.LastIndexOf(Before, StringComparison.Ordinal), owed = cell.LastIndexOf(After, StringComparison.Ordinal);
        return had >= 0 && owed > had && Money.TryRead(cell[(had + Before.Length)..owed], out Money before)
            && Money.TryRead(cell[(owed + After.Length)..], out Money now)
            ? (cell[..had], before, now)
            : null;
    }

    /// <summary>Ends the file.</summary>
    public WrittenFile Finish(string scheme) => new(BatchFileId.Recoveries, NameOf(scheme), _csv.Finish());

    public void Dispose() => _csv.Dispose();
}
