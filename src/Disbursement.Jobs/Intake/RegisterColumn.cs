using Disbursement.Domain.Registers;
using Disbursement.Jobs.Intake.Forms;

namespace Disbursement.Jobs.Intake;

/// <summary>The columns of a register.</summary>
internal enum RegisterColumn
{
    /// <summary>The dead, the disabled, or the parent of the child that was born.</summary>
    Person,

    /// <summary>The day of the death, of the birth, or from which the grade holds.</summary>
    Date,

    /// <summary>The grade of disability.</summary>
    Grade,

    /// <summary>The child that was born.</summary>
    Child,
}

/// <summary>
/// What the columns of each register are called, in both languages; the first of each list is the name that messages use.
/// </summary>
internal static class RegisterColumns
{
    private static readonly (RegisterKind Kind, RegisterColumn Column, bool IsNeeded, string[] English, string[] Chinese)[] Names =
    [
        (RegisterKind.Death, RegisterColumn.Person, true, ["id_number", "id"], ["公民身份号码", "身份证号", "身份证号码", "居民身份证号码"]),
        (RegisterKind.Death, RegisterColumn.Date, true, ["death_date", "date"], ["死亡日期", "日期"]),
        (RegisterKind.Birth, RegisterColumn.Person, true, ["parent_id", "id_number", "id"], ["父母身份号码", "公民身份号码", "身份证号", "身份证号码"]),
        (RegisterKind.Birth, RegisterColumn.Date, true, ["birth_date", "date"], ["出生日期", "日期"]),
        (RegisterKind.Birth, RegisterColumn.Child, false, ["child_id"], ["子女身份号码", "子女身份证号", "子女身份证号码"]),
        (RegisterKind.Disability, RegisterColumn.Person, true, ["id_number", "id"], ["公民身份号码", "身份证号", "身份证号码", "居民身份证号码"]),
        (RegisterKind.Disability, RegisterColumn.Date, true, ["disability_date", "date"], ["评残日期", "日期"]),
        (RegisterKind.Disability, RegisterColumn.Grade, true, ["disability_grade", "grade"], ["残疾等级", "等级"]),
    ];

    private static readonly Dictionary<RegisterKind, TableKind> Tables = Names.GroupBy(name => name.Kind)
        .ToDictionary(kind => kind.Key, kind => new TableKind(
        new ColumnBook([.. kind.Select(name => new ColumnName((int)name.Column, name.IsNeeded, name.English, name.Chinese))]),
        column => (RegisterColumn)column == RegisterColumn.Date,
        _ => false));

    /// <summary>How the columns of a register are read.</summary>
    public static TableKind Table(RegisterKind kind) => Tables[kind];

    /// <summary>The column's name.</summary>
    public static string Say(RegisterKind kind, RegisterColumn column, bool isChinese)
    {
        var name = Names.First(name => name.Kind == kind && name.Column == column);
        return isChinese ? name.Chinese[0] : name.English[0];
    }
}
