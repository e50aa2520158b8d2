using Disbursement.Domain.Returns;

namespace Disbursement.Jobs.ReturnFiles;

/// <summary>How a line finds its payment.</summary>
internal enum FindBy : byte
{
    /// <summary>By the payment number that it carries.</summary>
    Number,

    /// <summary>By its place in the file that was sent, and its account.</summary>
    Sequence,

    /// <summary>By account, amount and name, where one payment alone has them.</summary>
    Account,
}

/// <summary>In what amounts are counted.</summary>
internal enum AmountUnit : byte
{
    Yuan,
    Fen,
}

/// <summary>Where a value of a line stands.</summary>
/// <param name="Names">What its column may be called, as <see cref="ColumnNames.Key"/> has it; none where the place tells.</param>
/// <param name="Place">Its place from 1; 0 where the name tells.</param>
/// <param name="MayBeAbsent">Whether a file without the column can be read.</param>
internal sealed record LayoutColumn(IReadOnlyList<string> Names, int Place, bool MayBeAbsent);

/// <summary>How one bank writes its answers: its columns, its words, its numbers and days, and how a line finds its payment.</summary>
internal sealed record BankLayout
{
    /// <summary>Payments released longer ago are not looked for by account, unless the layout says otherwise.</summary>
    public const int UsualDaysToAnswer = 180;

    private static readonly HashSet<string> OwnPaid = ["paid", "成功", "处理成功", "交易成功"];
    private static readonly HashSet<string> OwnFailed = ["failed", "失败", "处理失败", "交易失败"];

    /// <summary>The name for <c>--bank</c>: that of its file, without the ending.</summary>
    public required string Id { get; init; }

    /// <summary>The name that answers tell.</summary>
    public required string Name { get; init; }

    /// <summary>The same in English; a bank's layout has one name.</summary>
    public required string English { get; init; }

    public FindBy Find { get; init; }

    public IReadOnlyDictionary<ReturnField, LayoutColumn> Columns { get; init; } = new Dictionary<ReturnField, LayoutColumn>();

    /// <summary>Whether a header names the columns; a file without one is read only where the layout is named.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>What every line says, where the file holds one kind of answer alone.</summary>
    public ReturnStatus? Always { get; init; }

    /// <summary>Words of status, without white space and in lower case.</summary>
    public IReadOnlySet<string> PaidWords { get; init; } = OwnPaid;

    public IReadOnlySet<string> FailedWords { get; init; } = OwnFailed;

    public char DecimalPoint { get; init; } = '.';

    /// <summary>Between groups of three digits; null where there is none.</summary>
    public char? Thousands { get; init; } = ',';

    public AmountUnit Unit { get; init; }

    /// <summary>Forms of days, with or without a time; none where any form of a roster will do.</summary>
    public IReadOnlyList<string> Days { get; init; } = [];

    /// <summary>Within how many days of the release a line may find its payment by account.</summary>
    public int DaysToAnswer { get; init; } = UsualDaysToAnswer;

    /// <summary>SHA-256 of the file that says all this, which is kept with the answers; empty for what is built in.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>The bytes of that file.</summary>
    public byte[] Text { get; init; } = [];

    /// <summary>Our own columns.</summary>
    public static BankLayout Own { get; } = new()
    {
        Id = "own", Name = "本系统列名", English = "our own columns",
        Columns = new Dictionary<ReturnField, LayoutColumn>
        {
            [ReturnField.PaymentNo] = Named(false, "payment_no", "支付编号"),
            [ReturnField.Amount] = Named(false, "amount", "实发金额", "金额"),
            [ReturnField.Status] = Named(false, "status", "状态", "处理状态", "处理结果", "交易状态"),
            [ReturnField.Reason] = Named(true, "reason", "原因", "失败原因"),
            [ReturnField.SettledOn] = Named(true, "settled_on", "入账日期", "到账日期"),
        },
    };

    /// <summary>The bank text as it was sent, with the payment number, the status and more behind each line.</summary>
    public static BankLayout OwnText { get; } = Own with { Id = "text", Name = "本系统银行文本", English = "our own bank text" };

    /// <summary>The bank text as it was sent, with the status behind each line and no payment number.</summary>
    public static BankLayout OwnTextByPlace { get; } = Own with
    {
        Id = "text-by-place", Name = "本系统银行文本（行末附状态）", English = "our own bank text with a status behind each line",
        Find = FindBy.Sequence,
    };

    /// <summary>Lines of five values.</summary>
    public static BankLayout OwnLines { get; } = Own with { Id = "lines", Name = "五字段文本", English = "lines of five fields" };

    /// <summary>The status report of ISO 20022 to our credit transfers.</summary>
    public static BankLayout Pain002 { get; } = Own with
    {
        Id = "pain002", Name = "ISO 20022 pain.002.001.10", English = "ISO 20022 pain.002.001.10",
        PaidWords = new HashSet<string> { "acsc", "accc" }, FailedWords = new HashSet<string> { "rjct" },
    };

    /// <summary>The forms of our own, which no file defines.</summary>
    public static IReadOnlyList<BankLayout> BuiltIn { get; } = [Own, OwnText, OwnTextByPlace, OwnLines, Pain002];

    public string Say(bool isChinese) => isChinese ? Name : English;

    /// <summary>What a word of status means; null for a word that the layout does not know.</summary>
    public ReturnStatus? Status(string text)
    {
        string word = Word(text);
        return PaidWords.Contains(word) ? ReturnStatus.Paid : FailedWords.Contains(word) ? ReturnStatus.Failed : null;
    }

    /// <summary>A word of status without white space and in lower case.</summary>
    public static string Word(string text) => text.AsSpan().ContainsAnyExceptInRange('a', 'z')
        ? string.Concat(ReturnValues.Narrow(text).Where(character => !char.IsWhiteSpace(character))).ToLowerInvariant()
        : text;

    private static LayoutColumn Named(bool mayBeAbsent, params string[] names) => new([.. names.Select(ColumnNames.Key)], 0, mayBeAbsent);
}

/// <summary>The layouts that a file may have.</summary>
/// <param name="Banks">Those of <c>inputs/banks</c>.</param>
/// <param name="Chosen">The one that was named, or that a file was read as before; null where the file itself must tell.</param>
internal sealed record BankLayouts(IReadOnlyList<BankLayout> Banks, BankLayout? Chosen)
{
    /// <summary>Our own forms alone.</summary>
    public static BankLayouts None { get; } = new([], null);

    /// <summary>Files of the folder that could not be read, which may be the one that is missing.</summary>
    public IReadOnlyList<ReturnRemark> Mistakes { get; init; } = [];

    /// <summary>Those whose header is looked for.</summary>
    public IEnumerable<BankLayout> WithHeader =>
        Chosen is { } one ? one.HasHeader ? [one] : [] : [BankLayout.Own, .. Banks.Where(bank => bank.HasHeader)];

    /// <summary>Whether a file in one of our own forms is taken.</summary>
    public bool TakesOwn => Chosen is null;

    /// <summary>Whether a cell names the column of a status in any layout.</summary>
    public bool NamesStatus(string cell)
    {
        string key = ColumnNames.Key(cell);
        return key.EndsWith("状态", StringComparison.Ordinal) || key.EndsWith("结果", StringComparison.Ordinal)
            || key.EndsWith("标志", StringComparison.Ordinal) || key.EndsWith("status", StringComparison.Ordinal)
            || key.EndsWith("result", StringComparison.Ordinal)
            || Banks.Any(bank => bank.Columns.TryGetValue(ReturnField.Status, out LayoutColumn? column) && column.Names.Contains(key));
    }

    /// <summary>A layout alone, as a file was read before.</summary>
    public static BankLayouts Only(BankLayout layout) => new([], layout);
}
