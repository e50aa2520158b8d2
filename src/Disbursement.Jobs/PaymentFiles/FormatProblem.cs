using System.Globalization;

namespace Disbursement.Jobs.PaymentFiles;

/// <summary>What a column is called, in both languages; one of a template has one name.</summary>
internal readonly record struct ColumnName(string Chinese, string English);

/// <summary>Why a format cannot carry a payment as it is. It names the column, never the value.</summary>
/// <param name="Format">Of csv, xlsx, pain001, bank, or the name of a template.</param>
/// <param name="Column">Where the trouble is.</param>
internal abstract record FormatProblem(string Format, ColumnName Column)
{
    public abstract string Code { get; }

    public abstract string Chinese { get; }

    public abstract string English { get; }

    /// <summary>
    /// Whether the format writes the text in another way that everybody can read, so that the payment need not be held for it.
    /// </summary>
    public virtual bool IsWrittenOtherwise => false;

    /// <summary>Problems in one note; null for none.</summary>
    public static string? Note(IEnumerable<FormatProblem> problems, bool isChinese) =>
        string.Join("; ",
            problems.Select(problem => $"{problem.Code} {(isChinese ? problem.Chinese : problem.English)}")) is { Length: > 0 } note
            ? note
            : null;

    private string ChineseColumn => Column.Chinese;

    private string EnglishColumn => Column.English;

    private static string CodePoint(char character) => string.Create(CultureInfo.InvariantCulture, $"U+{(int)character:X4}");

    /// <summary>
    /// The text is longer than the format's field, or empty where the format needs one. Characters outside the basic plane count twice, as
    /// most readers count them.
    /// </summary>
    public sealed record Length(string Format, ColumnName Column, int Least, int Most, int Found) : FormatProblem(Format, Column)
    {
        public override string Code => "F-LENGTH";

        public override string Chinese => $"{Format} 格式的{ChineseColumn}须为 {Least} 至 {Most} 个字符，实为 {Found} 个";

        public override string English => $"{Format}: {EnglishColumn} takes {Least} to {Most} characters, found {Found}";
    }

    /// <summary>A character that the bureau's encoding has no bytes for.</summary>
    public sealed record Unencodable(string Format, ColumnName Column, string Encoding, int Position,
        char Character) : FormatProblem(Format, Column)
    {
        public override string Code => "F-ENCODING";

        public override string Chinese => $"{Format} 格式（{Encoding} 编码）写不出{ChineseColumn}的第 {Position} 个字符 {CodePoint(Character)}";

        public override string English =>
            $"{Format}: {Encoding} cannot carry character {Position} of {EnglishColumn}, {CodePoint(Character)}";
    }

    /// <summary>A <c>|</c> or a line break inside a text, which the bank would read as the end of a field or a line.</summary>
    public sealed record Separator(string Format, ColumnName Column, int Position, char Character) : FormatProblem(Format, Column)
    {
        public override bool IsWrittenOtherwise => true;

        public override string Code => "F-SEPARATOR";

        public override string Chinese => $"{Format} 格式以 {CodePoint(Character)} 分隔字段或行，{ChineseColumn}的第 {Position} 个字符即是，已改写为全角或空格";

        public override string English => $"{Format}: {CodePoint(Character)} ends a field or a line there, and is character {Position} of "
            + $"{EnglishColumn}: written full-width or as a space";
    }

    /// <summary>The text takes other than the column's bytes in the encoding of the template.</summary>
    public sealed record Bytes(string Format, ColumnName Column, int Least, int Most, int Found) : FormatProblem(Format, Column)
    {
        public override string Code => "F-LENGTH";

        public override string Chinese => $"{Format} 格式的{ChineseColumn}须为 {Least} 至 {Most} 个字节，实为 {Found} 个";

        public override string English => $"{Format}: {EnglishColumn} takes {Least} to {Most} bytes, found {Found}";
    }

    /// <summary>What a template's text cannot quote: it would be read as the end of a field or a line.</summary>
    public sealed record Parting(string Format, ColumnName Column, int Position, char Character) : FormatProblem(Format, Column)
    {
        public override string Code => "F-SEPARATOR";

        public override string Chinese => $"{Format} 格式以 {CodePoint(Character)} 分隔字段或行，{ChineseColumn}的第 {Position} 个字符即是";

        public override string English =>
            $"{Format}: {CodePoint(Character)} ends a field or a line there, and is character {Position} of {EnglishColumn}";
    }

    /// <summary>A character that XML, and so xlsx, has no way to hold.</summary>
    public sealed record NotInXml(string Format, ColumnName Column, int Position, char Character) : FormatProblem(Format, Column)
    {
        public override string Code => "F-XML";

        public override string Chinese => $"{Format} 格式（XML）不能含有{ChineseColumn}的第 {Position} 个字符 {CodePoint(Character)}";

        public override string English => $"{Format}: XML cannot hold character {Position} of {EnglishColumn}, {CodePoint(Character)}";
    }
}
