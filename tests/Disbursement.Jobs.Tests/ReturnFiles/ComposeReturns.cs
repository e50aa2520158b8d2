using System.Text;
using Disbursement.Jobs.ReturnFiles;

namespace Disbursement.Jobs.Tests.ReturnFiles;

/// <summary>One line as a bank writes it, every value as text, so that it may also be wrong.</summary>
internal sealed record TestReturn(string PaymentNo, string Amount = "590.00", string Status = "paid", string Reason = "",
    string SettledOn = "2026-06-05");

/// <summary>How the bytes of a return file are made.</summary>
internal enum TestEncoding
{
    Utf8,
    Utf8WithMark,
    Gb18030,
}

/// <summary>Composes return files in every layout and encoding that is read.</summary>
internal static class ComposeReturns
{
    public static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;

    private static readonly string[] English = ["payment_no", "amount", "status", "reason", "settled_on"];
    private static readonly string[] Chinese = ["支付编号", "实发金额", "状态", "失败原因", "入账日期"];

    public static TestReturn Paid(string paymentNo, string amount = "590.00") => new(paymentNo, amount);

    public static TestReturn Failed(string paymentNo, string amount = "590.00", string reason = "户名不符") =>
        new(paymentNo, amount, "failed", reason);

    /// <summary>Writes a return file.</summary>
    public static void Write(string path, IEnumerable<TestReturn> lines, ReturnLayout layout = ReturnLayout.Columns,
        TestEncoding encoding = TestEncoding.Utf8, char separator = ',', bool isChinese = false) =>
        File.WriteAllBytes(path, Encode(Text(lines, layout, separator, isChinese), encoding));

    /// <summary>The file as text; the header in Chinese changes the statuses too.</summary>
    public static string Text(IEnumerable<TestReturn> lines, ReturnLayout layout = ReturnLayout.Columns, char separator = ',',
        bool isChinese = false, string newLine = "\r\n")
    {
        TestReturn[] all = [.. lines.Select(
            line => isChinese ? line with { Status = line.Status switch { "paid" => "成功", "failed" => "失败", _ => line.Status } } : line)];
        IEnumerable<string> text = layout switch
        {
            ReturnLayout.Columns => [string.Join(separator, isChinese ? Chinese : English),
                .. all.Select(line => string.Join(separator, Cells(line).Select(cell => Quote(cell, separator))))],
            ReturnLayout.BareLines => all.Select(line => string.Join('|', Cells(line))),
            _ => [ControlLine(all), .. all.Select((line, i) => BankLine(line, i + 1))],
        };
        return string.Concat(text.Select(line => line + newLine));
    }

    public static byte[] Encode(string text, TestEncoding encoding) => encoding switch
    {
        TestEncoding.Utf8 => Encoding.UTF8.GetBytes(text),
        TestEncoding.Utf8WithMark => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)],
        _ => Gb18030.GetBytes(text),
    };

    /// <summary>A detail line of the bank text as it was sent, and what the bank adds.</summary>
    public static string BankLine(TestReturn line, int sequence) =>
        $"{sequence}|王秀英|{line.Amount}|6222000000000000|320302|01|320302197508150026|1|{line.PaymentNo}|{line.Status}|{line.Reason}|"
            + $"{line.SettledOn}";

    public static string ControlLine(IReadOnlyCollection<TestReturn> lines) =>
        $"||20260601|320302|||{lines.Count}|{lines.Sum(line => decimal.TryParse(line.Amount, out decimal yuan) ? yuan : 0):0.00}";

    private static string[] Cells(TestReturn line) => [line.PaymentNo, line.Amount, line.Status, line.Reason, line.SettledOn];

    private static string Quote(string value, char separator) =>
        value.Contains(separator, StringComparison.Ordinal) || value.Contains('"', StringComparison.Ordinal)
            ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : value;
}
