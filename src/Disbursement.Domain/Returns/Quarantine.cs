using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;

namespace Disbursement.Domain.Returns;

/// <summary>What is wrong with a line before its values can be read.</summary>
public enum LineFault : byte
{
    /// <summary>A quote is not closed or stands in the wrong place.</summary>
    Quote,

    /// <summary>It holds a NUL or another control character.</summary>
    ControlCharacter,

    /// <summary>It is over 64 KiB.</summary>
    TooLong,
}

/// <summary>Why a return line is not booked. The line is kept for a person to look at; the rest of the file is booked.</summary>
/// <remarks>
/// Formats, section 6. Values found in the file may be anything, a person's name or account too: show them where the line may be shown, and
/// never log them.
/// </remarks>
public abstract record Quarantine
{
    /// <summary>The code of a day that cannot be.</summary>
    public const string DayCode = "Q-DAY";

    /// <summary>The code of a line that says what was said before.</summary>
    public const string RepeatCode = "Q-REPEAT";

    /// <summary>The code of a line that several payments fit.</summary>
    public const string AmbiguousCode = "Q-AMBIGUOUS";

    /// <summary>The code of a line that no payment fits; it keeps the number that the bank wrote, if any.</summary>
    public const string UnknownCode = "Q-UNKNOWN";

    /// <summary>The code of a line about a payment that was not sent, or is no longer awaited.</summary>
    public const string NotReleasedCode = "Q-NOT-RELEASED";

    private const string AmountCode = "Q-AMOUNT", FormatCode = "Q-FORMAT",
        ContradictsCode = "Q-CONTRADICTS", EarlierCode = "Q-EARLIER";

    /// <summary>The code of a line whose status is neither paid nor failed.</summary>
    public const string StatusCode = "Q-STATUS";

    /// <summary>The code of a line that cannot be split into values.</summary>
    public const string RowCode = "Q-ROW";

    private const string AnyStatus = "paid|failed";

    private const int MostShown = 40;

    private Quarantine(string code, string expected, string found, string english, string chinese)
    {
        Code = code;
        Expected = expected;
        Found = found;
        English = english;
        Chinese = chinese;
    }

    /// <summary>The code, such as <c>Q-AMOUNT</c>.</summary>
    public string Code { get; }

    /// <summary>What should have stood there; empty where there is no such thing.</summary>
    public string Expected { get; }

    /// <summary>What stands there, cut short.</summary>
    public string Found { get; }

    /// <summary>The reason in English.</summary>
    public string English { get; }

    /// <summary>The reason in Chinese.</summary>
    public string Chinese { get; }

    /// <summary>The reason in the reader's language.</summary>
    public string Say(bool isChinese) => isChinese ? Chinese : English;

    /// <summary>What a line keeps as expected or found, as officers read it: amounts with separators, states and forms in words.</summary>
    /// <param name="code">The code of the line.</param>
    /// <param name="kept">What was expected or found.</param>
    /// <param name="isChinese">The reader's language.</param>
    /// <returns>The text as it is kept where it is no amount, state or form of ours, such as what the bank wrote.</returns>
    public static string Tell(string code, string kept, bool isChinese) => code switch
    {
        AmountCode when AmountOf(code, kept) is { } amount => amount.Grouped(),
        FormatCode when Enum.GetValues<ReturnField>().Select(Form).FirstOrDefault(form => form.English == kept) is { Chinese: { } form }
            && isChinese => form,
        NotReleasedCode or RepeatCode or ContradictsCode or EarlierCode => Words(kept, isChinese),
        StatusCode when kept == AnyStatus => Words(kept.Replace("|", " / ", StringComparison.Ordinal), isChinese),
        _ => kept,
    };

    /// <summary>The amount that a line keeps as expected or found; null where it keeps something else.</summary>
    /// <param name="code">The code of the line.</param>
    /// <param name="kept">What was expected or found.</param>
    public static Money? AmountOf(string code, string kept) =>
        code == AmountCode && Money.TryRead(kept, out Money amount) ? amount : null;

    private static string Words(string kept, bool isChinese) => string.Join(' ', kept.Split(' ')
        .Select(word => StoredWords.Find<ReturnStatus>(word)?.Say(isChinese) ?? LifeCycle.Say(word, isChinese)));

    /// <summary>Q-UNKNOWN: no payment has this number.</summary>
    public sealed record UnknownPayment(string PaymentNo)
        : Quarantine(UnknownCode, "", Shown(PaymentNo), $"no payment has the number {Shown(PaymentNo)}", $"没有编号为“{Shown(PaymentNo)}”的支付");

    /// <summary>Q-UNKNOWN: the line names no payment, and none that was sent has its account, name and place.</summary>
    public sealed record NoPaymentFits()
        : Quarantine(UnknownCode, "", "", "no payment that was sent of late has this account, name and place", "近期放行的支付中没有与账号、户名、序号相符的");

    /// <summary>Q-AMBIGUOUS: the line names no payment, and several fit it.</summary>
    /// <param name="PaymentNos">Their numbers.</param>
    public sealed record Ambiguous(IReadOnlyList<string> PaymentNos)
        : Quarantine(AmbiguousCode, "", string.Join(' ', PaymentNos), $"{PaymentNos.Count} payments fit: {string.Join(", ", PaymentNos)}",
            $"有{PaymentNos.Count}笔支付相符：{string.Join("、", PaymentNos)}");

    /// <summary>Q-NOT-RELEASED: the payment was never sent to the bank, or is no longer awaited.</summary>
    public sealed record NotReleased(PaymentState State)
        : Quarantine(NotReleasedCode, PaymentState.Released.Word(), State.Word(), $"the payment is {State.Word()}, not released",
            $"该笔支付状态为“{State.Say(isChinese: true)}”，不是“已放行”");

    /// <summary>Q-AMOUNT: the bank names another amount.</summary>
    public sealed record WrongAmount(Money Due, Money Named)
        : Quarantine(AmountCode, $"{Due}", $"{Named}", $"amount: expected {Due}, found {Named}", $"金额不符：应为{Due}，实为{Named}");

    /// <summary>Q-DAY: the bank names a day before the release or after today.</summary>
    public sealed record ImpossibleDay(DateOnly Day, PossibleDays Days)
        : Quarantine(
            DayCode,
            $"{Days.Release:yyyy-MM-dd}–{Days.Today:yyyy-MM-dd}",
            $"{Day:yyyy-MM-dd}",
            Day < Days.Release
                ? $"settled on {Day:yyyy-MM-dd}, but the payment was released on {Days.Release:yyyy-MM-dd}"
                : $"settled on {Day:yyyy-MM-dd}, but today is {Days.Today:yyyy-MM-dd}",
            Day < Days.Release
                ? $"入账日期为{Day:yyyy-MM-dd}，而该笔支付于{Days.Release:yyyy-MM-dd}才放行"
                : $"入账日期为{Day:yyyy-MM-dd}，而今天是{Days.Today:yyyy-MM-dd}");

    /// <summary>Q-REPEAT: an earlier file, or another line of this one, says the same.</summary>
    /// <param name="Status">What it says.</param>
    /// <param name="Day">The day that it names; null for none.</param>
    /// <param name="IsFromEarlierFile">Whether an earlier file said it.</param>
    public sealed record Repeated(ReturnStatus Status, DateOnly? Day, bool IsFromEarlierFile)
        : Quarantine(
            RepeatCode,
            "",
            Day is { } day ? $"{Status.Word()} {day:yyyy-MM-dd}" : Status.Word(),
            IsFromEarlierFile
                ? $"an earlier file already said {Status.Word()}"
                : $"another line of the file already says {Status.Word()}",
            IsFromEarlierFile ? $"此前的回盘已为“{Status.Say(isChinese: true)}”" : $"本文件另一行已为“{Status.Say(isChinese: true)}”");

    /// <summary>
    /// Q-CONTRADICTS: another line of the file says the opposite, or the line repeats without a later day what was taken back.
    /// </summary>
    public sealed record Contradicted(ReturnStatus Status, bool IsFromEarlierFile)
        : Quarantine(
            ContradictsCode,
            Other(Status).Word(),
            Status.Word(),
            IsFromEarlierFile
                ? $"says {Status.Word()} again and names no later day, though a later file said {Other(Status).Word()}"
                : $"says {Status.Word()}, but another line of the file says {Other(Status).Word()}: none of them is booked",
            IsFromEarlierFile
                ? $"本行又为“{Status.Say(isChinese: true)}”而日期不更晚，其后的回盘已为“{Other(Status).Say(isChinese: true)}”"
                : $"本行为“{Status.Say(isChinese: true)}”，本文件另一行为“{Other(Status).Say(isChinese: true)}”，均不入账");

    /// <summary>Q-EARLIER: the answer is of an earlier day than the opposite one that is booked, which stands.</summary>
    public sealed record Overtaken(ReturnStatus Status, DateOnly Day, DateOnly Booked)
        : Quarantine(
            EarlierCode,
            $"{Other(Status).Word()} {Booked:yyyy-MM-dd}",
            $"{Status.Word()} {Day:yyyy-MM-dd}",
            $"says {Status.Word()} on {Day:yyyy-MM-dd}, but {Other(Status).Word()} on "
                + $"{Booked:yyyy-MM-dd} is booked: the later answer stands",
            $"本行为{Day:yyyy-MM-dd}“{Status.Say(isChinese: true)}”，已入账的是更晚的{Booked:yyyy-MM-dd}“{Other(Status).Say(isChinese: true)}”，以后者为准");

    /// <summary>Q-STATUS: neither paid nor failed.</summary>
    public sealed record UnknownStatus(string Status)
        : Quarantine(StatusCode, AnyStatus, Shown(Status), $"status: expected paid or failed, found \"{Shown(Status)}\"",
            $"状态：应为“成功”或“失败”，实为“{Shown(Status)}”");

    /// <summary>Q-STATUS: the file has one final status for the whole and another for this transaction.</summary>
    public sealed record ContradictsWhole(string Whole, string Status)
        : Quarantine(StatusCode, Shown(Whole), Shown(Status),
            $"the bank says \"{Shown(Whole)}\" of the whole and \"{Shown(Status)}\" of this",
            $"银行对整批报告“{Shown(Whole)}”，对本笔却报告“{Shown(Status)}”");

    /// <summary>Q-FORMAT: a value is missing or not of its kind.</summary>
    public sealed record WrongForm(ReturnField Field, string Value)
        : Quarantine(
            FormatCode,
            Form(Field).English,
            Shown(Value),
            Value.Length == 0
                ? $"{Field.English()} is required and empty"
                : $"{Field.English()}: expected {Form(Field).English}, found \"{Shown(Value)}\"",
            Value.Length == 0 ? $"缺少必填项“{Field.InChinese()}”" : $"“{Field.InChinese()}”应为{Form(Field).Chinese}，实为“{Shown(Value)}”");

    /// <summary>Q-ROW: the line has another number of fields than the file's form.</summary>
    /// <param name="Wanted">The numbers of fields that would do, such as <c>10–12</c>.</param>
    /// <param name="Fields">How many it has.</param>
    public sealed record WrongFieldCount(string Wanted, int Fields)
        : Quarantine(RowCode, Wanted, Number(Fields), $"the line cannot be read: expected {Wanted} fields, found {Fields}",
            $"该行无法读取：应有{Wanted}个字段，实有{Fields}个");

    /// <summary>Q-ROW: the line itself cannot be split into values.</summary>
    public sealed record Unreadable(LineFault Fault)
        : Quarantine(RowCode, "", "", $"the line cannot be read: {Of(Fault).English}", $"该行无法读取：{Of(Fault).Chinese}");

    private static string Shown(string value) => value.Length <= MostShown
        ? value
        : $"{value[..(char.IsHighSurrogate(value[MostShown - 1]) ? MostShown - 1 : MostShown)]}…";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static ReturnStatus Other(ReturnStatus status) => status == ReturnStatus.Paid ? ReturnStatus.Failed : ReturnStatus.Paid;

    private static (string English, string Chinese) Form(ReturnField field) => field switch
    {
        ReturnField.PaymentNo => ("1 to 64 characters", "1至64个字符"),
        ReturnField.Amount => ("yuan with at most 2 decimals, such as 1770.00 or 1,770.00", "不超过两位小数的金额，如1770.00或1,770.00"),
        ReturnField.Sequence => ("a place in the file that was sent, from 1", "付款文件中的序号，从1起"),
        ReturnField.Account => ("an account of 8 to 32 digits that its spreadsheet has left whole", "8至32位数字且未被电子表格改写的账号"),
        ReturnField.SettledOn => ("a day such as 2026-06-05, with or without a time", "日期（可带时间），如2026-06-05"),
        _ => ("a text", "文字"),
    };

    private static (string English, string Chinese) Of(LineFault fault) => fault switch
    {
        LineFault.Quote => ("a quote is not closed or stands in the wrong place", "引号未闭合或位置不正确"),
        LineFault.ControlCharacter => ("a NUL or another control character", "含有NUL或其他控制字符"),
        _ => ("over 64 KiB", "超过64 KiB"),
    };
}
