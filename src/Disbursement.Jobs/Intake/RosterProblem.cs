namespace Disbursement.Jobs.Intake;

/// <summary>What can be wrong with a row; nothing else rejects a household.</summary>
internal enum ProblemCode : byte
{
    Required,
    Format,
    Id,
    IdMismatch,
    DateOrder,
    Future,
    Region,
    Role,
    DupMember,
    DupHousehold,
    Account,
    Amount,
    Excel,
    Row,
    Text,
}

/// <summary>One problem of one row.</summary>
/// <param name="Code">The code.</param>
/// <param name="Column">The column it is about, if it is about one.</param>
/// <param name="Detail">What a text needs besides: a kind of defect, another column, a place.</param>
internal readonly record struct RosterProblem(ProblemCode Code, RosterColumn? Column, string Detail = "")
{
    /// <summary>The names of the column, English and Chinese, where a definition asks for it; null for a column of every roster.</summary>
    public (string English, string Chinese)? Further { get; init; }

    private static readonly string[] Codes =
    [
        "R-REQUIRED", "R-FORMAT", "R-ID", "R-ID-MISMATCH", "R-DATE-ORDER", "R-FUTURE", "R-REGION", "R-ROLE", "R-DUP-MEMBER",
        "R-DUP-HOUSEHOLD", "R-ACCOUNT", "R-AMOUNT",
        "R-EXCEL", "R-ROW", "R-TEXT",
    ];

    /// <summary>The code as it stands in files.</summary>
    public static string TextOf(ProblemCode code) => Codes[(int)code];

    /// <summary>The problem in words, for the clerk who corrects it.</summary>
    public string Say(bool isChinese)
    {
        string column = Further is { } further
            ? isChinese ? further.Chinese : further.English
            : Column is not { } named ? "" : isChinese ? named.InChinese() : named.English();
        return Say(column, isChinese);
    }

    /// <summary>The same about a column that is called otherwise.</summary>
    public string Say(string column, bool isChinese) => isChinese ? Chinese(column) : English(column);

    private string Chinese(string column) => Code switch
    {
        ProblemCode.Required => $"缺少必填项“{column}”",
        ProblemCode.Format when Detail == ProblemDetails.NoSuchDay => $"“{column}”{DetailChinese}",
        ProblemCode.Format => $"“{column}”格式不正确{Tail("，应为")}",
        ProblemCode.Id => $"{(column.Length > 0 ? column : "公民身份号码")}不正确：{DetailChinese}",
        ProblemCode.IdMismatch => $"“{column}”与公民身份号码{Tail("或")}不一致",
        ProblemCode.DateOrder => $"“{column}”{DetailChinese}",
        ProblemCode.Future => $"“{column}”晚于发放年度12月31日",
        ProblemCode.Region => $"行政区划代码{DetailChinese}",
        ProblemCode.Role => $"家庭角色{DetailChinese}",
        ProblemCode.DupMember => $"同一户内公民身份号码重复{Tail("：第")}{(Detail.Length > 0 ? "行" : "")}",
        ProblemCode.DupHousehold => $"该户在另一文件中重复：{Detail}",
        ProblemCode.Account => $"银行账号不正确：{DetailChinese}",
        ProblemCode.Amount => $"“{column}”{DetailChinese}",
        ProblemCode.Excel when Detail == Sheets.SpreadsheetErrors.Uncalculated =>
            $"“{column}”是未计算的公式：请用Excel或WPS打开，按F9重新计算并保存，或将该列“选择性粘贴→数值”",
        ProblemCode.Excel when Detail.Length > 0 => $"“{column}”是电子表格的错误值{Detail}：请改正公式或直接填写数值",
        ProblemCode.Text => $"“{column}”含有不应出现的字符U+{Detail}（看不见或无法显示）：请删除该单元格并重新输入",
        ProblemCode.Row when Detail.StartsWith(ProblemDetails.Beside, StringComparison.Ordinal) =>
            $"第{Detail[ProblemDetails.Beside.Length..]}行紧邻本户，但无法识别或未注明属于哪一户，可能是本户成员：请改正该行",
        ProblemCode.Excel => $"“{column}”已被电子表格破坏（科学计数法或末位变0），请将该列设为“文本”格式后重新填写并导出",
        _ => $"该行无法读取：{DetailChinese}",
    };

    private string English(string column) => Code switch
    {
        ProblemCode.Required => $"{column} is required and empty",
        ProblemCode.Format when Detail == ProblemDetails.NoSuchDay => $"{column} {Detail}",
        ProblemCode.Format => $"{column} is not of the right form{Tail(", expected ")}",
        ProblemCode.Id => $"{(column.Length > 0 ? column : "id_number")} is wrong: {Detail}",
        ProblemCode.IdMismatch => $"{column} disagrees with the id number{Tail(" or ")}",
        ProblemCode.DateOrder => $"{column} {Detail}",
        ProblemCode.Future => $"{column} is later than 31 December of the run's year",
        ProblemCode.Region => $"region_code {Detail}",
        ProblemCode.Role => $"role: {Detail}",
        ProblemCode.DupMember => $"the same id number stands twice in the household{Tail(": line ")}",
        ProblemCode.DupHousehold => $"the household also stands in {Detail}",
        ProblemCode.Account => $"bank_account is wrong: {Detail}",
        ProblemCode.Amount => $"{column} {Detail}",
        ProblemCode.Excel when Detail == Sheets.SpreadsheetErrors.Uncalculated =>
            $"{column} is a formula that was never calculated: open the file in Excel or WPS, press F9 and save it, "
                + "or paste the column as values",
        ProblemCode.Excel
            when Detail.Length > 0 => $"{column} is the error value {Detail} of a spreadsheet: correct the formula, or type the value",
        ProblemCode.Text => $"{column} holds the character U+{Detail}, which is invisible or has no meaning here: "
            + "delete the cell and type it again",
        ProblemCode.Row when Detail.StartsWith(ProblemDetails.Beside, StringComparison.Ordinal) =>
            $"line {Detail[ProblemDetails.Beside.Length..]} stands beside this household and does not say whose it is, so it may be a "
                + $"member: correct that line",
        ProblemCode.Excel => $"{column} was destroyed by a spreadsheet (scientific notation, or the last digits became 0): format the "
            + $"column as Text, type it again, and export",
        _ => $"the line cannot be read: {Detail}",
    };

    private string Tail(string before) => Detail.Length > 0 ? before + Detail : "";

    private string DetailChinese => ProblemDetails.InChinese(Detail);
}
