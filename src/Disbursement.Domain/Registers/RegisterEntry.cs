using System.Globalization;
using Disbursement.Domain.Households;

namespace Disbursement.Domain.Registers;

/// <summary>What another office records about people.</summary>
public enum RegisterKind : byte
{
    /// <summary>Deaths 死亡登记.</summary>
    Death,

    /// <summary>Births 出生登记, by parent.</summary>
    Birth,

    /// <summary>Grades of disability 残疾评定.</summary>
    Disability,
}

/// <summary>One line of a register.</summary>
/// <param name="Kind">Which register.</param>
/// <param name="Person">The dead, the parent, or the disabled person.</param>
/// <param name="On">The day of the death, of the child's birth, or from which the grade holds.</param>
/// <param name="Grade">1–4 for a disability, else 0.</param>
/// <param name="Child">The child that was born, where the register names it.</param>
/// <param name="Place">Where the line stands.</param>
public readonly record struct RegisterEntry(
    RegisterKind Kind, CitizenId Person, DateOnly On, byte Grade, CitizenId Child, RosterPlace Place);

/// <summary>The lines of all registers on one person, by register and then in the order in which they stand.</summary>
public delegate IReadOnlyList<RegisterEntry> RegisterLookup(CitizenId person);

/// <summary>A fact of a register that the roster does not show.</summary>
/// <param name="Entry">What the register says.</param>
/// <param name="Member">The member it is about; the parent, for a birth.</param>
/// <param name="Role">The member's role.</param>
/// <param name="RosterSays">What the roster says instead, as <c>column=value</c>.</param>
/// <param name="RosterPlace">Where the roster says so.</param>
public sealed record Contradiction(RegisterEntry Entry, CitizenId Member, Role Role, string RosterSays, RosterPlace RosterPlace)
{
    /// <summary>REG-DEATH, REG-BIRTH or REG-GRADE.</summary>
    public string Code => Entry.Kind switch
    {
        RegisterKind.Death => "REG-DEATH",
        RegisterKind.Birth => "REG-BIRTH",
        _ => "REG-GRADE",
    };

    /// <summary>What the register says, as <c>column=value</c>.</summary>
    public string RegisterSays => Entry.Kind switch
    {
        RegisterKind.Death => $"death_date={Day(Entry.On)}",
        RegisterKind.Birth => $"birth_date={Day(Entry.On)}",
        _ => $"disability_grade={Entry.Grade}; disability_date={Day(Entry.On)}",
    };

    /// <summary>What must hold and does not, in Chinese.</summary>
    public string Chinese => Entry.Kind switch
    {
        RegisterKind.Death => "死亡登记与花名册一致",
        RegisterKind.Birth => "出生登记中的子女均在花名册中",
        _ => "残疾评定等级与花名册一致",
    };

    /// <summary>What must hold and does not, in English.</summary>
    public string English => Entry.Kind switch
    {
        RegisterKind.Death => "the roster shows the death that the register records",
        RegisterKind.Birth => "the roster shows every child that the register of births records",
        _ => "the roster shows the grade that the register of disability records",
    };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
