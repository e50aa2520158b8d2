namespace Disbursement.Domain.Households;

/// <summary>Codes of roles as they stand in files and in the database.</summary>
public static class RoleCodes
{
    /// <summary>The code.</summary>
    public static string Code(this Role role) => role switch
    {
        Role.Mother => "mother",
        Role.Father => "father",
        Role.Guardian => "guardian",
        _ => "child",
    };

    /// <summary>The role of a code.</summary>
    /// <exception cref="InvalidDataException">It is the code of none.</exception>
    public static Role Of(string code) => code switch
    {
        "mother" => Role.Mother,
        "father" => Role.Father,
        "guardian" => Role.Guardian,
        "child" => Role.Child,
        _ => throw new InvalidDataException($"'{code}' is not the code of a role."),
    };

    /// <summary>The role in words.</summary>
    public static string InChinese(this Role role) => role switch
    {
        Role.Mother => "母亲",
        Role.Father => "父亲",
        Role.Guardian => "监护人",
        _ => "子女",
    };
}
