using System.Globalization;
using CsvHelper;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Workbooks;

namespace Disbursement.Jobs.Reports;

/// <summary>A column of a report on funds: its names, and what it shows of a batch: a text, a count or an amount.</summary>
internal sealed record FundsColumn(string English, string Chinese, Func<BatchFunds, object> Of)
{
    public string Name(bool isChinese) => isChinese ? Chinese : English;
}

/// <summary>The requisition for a run 用款申请 and the settlement once the bank has answered 结算, by bureau, scheme and level.</summary>
internal static class WriteFunds
{
    /// <summary>What each bureau needs, and from which level, before the batches are released.</summary>
    public static IReadOnlyList<FundsColumn> Requisition { get; } =
    [
        new("payments", "笔数", one => one.Requested.Payments), new("amount", "申请金额", one => one.Requested.Sum),
        .. Levels("", "", one => one.Funding),
        new("held_payments", "暂扣笔数", one => one.Held.Payments), new("held", "暂扣金额", one => one.Held.Sum),
    ];

    /// <summary>What became of it: paid, failed, unanswered, not sent, and what is left over of each level's money.</summary>
    public static IReadOnlyList<FundsColumn> Settlement { get; } =
    [
        new("payments", "笔数", one => one.Requested.Payments), new("amount", "申请金额", one => one.Requested.Sum),
        new("paid_payments", "到账笔数", one => one.Paid.Payments), new("paid", "到账金额", one => one.Paid.Sum),
        .. Levels("paid_", "到账", one => one.PaidBy),
        new("failed_payments", "失败笔数", one => one.Failed.Payments), new("failed", "失败金额", one => one.Failed.Sum),
        new("unanswered_payments", "未回笔数", one => one.Unanswered.Payments), new("unanswered", "未回金额", one => one.Unanswered.Sum),
        new("not_released_payments", "未放行笔数", one => one.NotReleased.Payments), new("not_released", "未放行金额", one => one.NotReleased.Sum),
        new("left_over", "结余金额", one => one.LeftOver.Sum), .. Levels("left_", "结余", one => one.LeftWith),
    ];

    /// <summary>Characters of each column of the workbook: the places, then the numbers.</summary>
    private static readonly int[] Widths = [8, 22, 8, 32, 20];
    private const int WidthOfNumber = 13;

    private static readonly string[] PlaceEnglish = ["county", "bureau", "scheme", "title", "batch"];
    private static readonly string[] PlaceChinese = ["区县", "财政局", "项目", "项目名称", "批次"];

    /// <summary>Writes the rows and their totals as CSV or, where the file is called so, as a workbook.</summary>
    public static void Run(
        string path, IReadOnlyList<FundsColumn> columns, string sheet, IReadOnlyList<BatchFunds> batches,
        IReadOnlyDictionary<string, string> bureaus, IReadOnlyDictionary<string, string> titles, bool isChinese)
    {
        string[] header = [.. isChinese ? PlaceChinese : PlaceEnglish, .. columns.Select(column => column.Name(isChinese))];
        (string[] Place, BatchFunds Funds)[] rows =
        [
            .. batches.Select(one => (new[] { one.County, bureaus.GetValueOrDefault(one.County, ""), one.Scheme,
                titles.GetValueOrDefault(one.Scheme, ""), one.Batch }, one)),
            ([isChinese ? "合计" : "total", "", "", "", ""], BatchFunds.Sum(batches)),
        ];
        if (path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase))
            Workbook(path, sheet, header, columns, rows, isChinese);
        else
            Csv(path, header, columns, rows);
    }

    private static FundsColumn[] Levels(string english, string chinese, Func<BatchFunds, LevelSums> of) =>
    [
        new($"{english}central", $"{chinese}中央", one => of(one).Central),
        new($"{english}province", $"{chinese}省级", one => of(one).Province),
        new($"{english}city", $"{chinese}市级", one => of(one).City), new($"{english}county_level", $"{chinese}县级", one => of(one).County),
    ];

    private static void Csv(string path, string[] header, IReadOnlyList<FundsColumn> columns, (string[] Place, BatchFunds Funds)[] rows)
    {
        using CsvWriter writer = PersonList.Start(path, header);
        foreach ((string[] place, BatchFunds funds) in rows)
        {
            foreach (string cell in place)
                writer.WriteField(cell);
            foreach (FundsColumn column in columns)
            {
                if (column.Of(funds) is Money money)
                    writer.WriteField(money.Yuan, "0.00");
                else
                    writer.WriteField((long)column.Of(funds));
            }

            writer.EndRecord();
        }
    }

    private static void Workbook(string path, string sheet, string[] header, IReadOnlyList<FundsColumn> columns,
        (string[] Place, BatchFunds Funds)[] rows, bool isChinese)
    {
        using FileStream file = PrivateFile.Create(path);
        using WorkbookFile workbook = new(file) { IsPaper = true };
        workbook.Sheet(sheet, [.. header.Select((_, i) => i < Widths.Length ? Widths[i] : WidthOfNumber)], header);
        foreach ((string[] place, BatchFunds funds) in rows)
        {
            bool isTotal = place[4].Length == 0;
            workbook.Row();
            foreach (string cell in place)
                workbook.Cell(cell, isTotal);
            foreach (FundsColumn column in columns)
                workbook.Cell(column.Of(funds), isTotal);
        }

        Sign(workbook, rows[^1].Funds.Requested.Sum, isChinese);
        workbook.Finish();
    }

    /// <summary>Points of the row in which people sign and stamp.</summary>
    private const int HeightToSign = 48;

    /// <summary>What a bureau signs: the sum in capitals, and who made, checked and leads.</summary>
    private static void Sign(WorkbookFile workbook, Money sum, bool isChinese)
    {
        workbook.Row();
        workbook.Row();
        workbook.Cell(isChinese ? "申请金额（大写）" : "requested, in capitals", isTotal: true);
        workbook.Cell(null);
        workbook.Cell(null);
        workbook.Cell(sum.InCapitals(), isTotal: true);
        workbook.Row();
        workbook.Row(HeightToSign);
        foreach (string who in isChinese ? ["经办：", "审核：", "负责人：", "日期："] : new[] { "made by:", "checked by:", "head:", "date:" })
        {
            workbook.Cell(who);
            workbook.Cell(null);
        }
    }

    /// <summary>A count or an amount as people read it.</summary>
    public static string Text(object cell) => cell is Money money
        ? money.Grouped()
        : string.Create(CultureInfo.InvariantCulture, $"{cell}");
}
