

namespace Disbursement.Domain.Policies;

/// <summary>The ten schemes, in the order in which decisions are listed.</summary>
public enum Scheme : byte
{
    /// <summary>Only-child parents' reward 独生子女父母奖励金.</summary>
    Ocr,

    /// <summary>Lump sum at retirement 持证退休一次性奖励.</summary>
    Rls,

    /// <summary>Elderly reward assistance 计划生育家庭奖励扶助.</summary>
    Era,

    /// <summary>Special assistance after a child's death 特别扶助（死亡）.</summary>
    Sab,

    /// <summary>Special assistance for a child's disability 特别扶助（伤残）.</summary>
    Sad,

    /// <summary>Special assistance for surgical complications 手术并发症.</summary>
    Sac,

    /// <summary>Daily care for families in special hardship 生活照料.</summary>
    Shc,

    /// <summary>Old-age security for families in special hardship 养老保障.</summary>
    Shp,

    /// <summary>Major illness in families in special hardship 大病医疗.</summary>
    Shm,

    /// <summary>Consolation for bereaved families 精神慰藉.</summary>
    Shg,
}

/// <summary>Codes of schemes as they stand in every file.</summary>
public static class SchemeCodes
{
    private static readonly string[] Codes = ["ocr", "rls", "era", "sab", "sad", "sac", "shc", "shp", "shm", "shg"];

    /// <summary>All schemes in order.</summary>
    public static IReadOnlyList<Scheme> All { get; } = Enum.GetValues<Scheme>();

    /// <summary>The stable lower-case code.</summary>
    public static string Code(this Scheme scheme) => Codes[(int)scheme];

    /// <summary>Reads a code.</summary>
    public static bool TryParse(string code, out Scheme scheme)
    {
        int index = Array.IndexOf(Codes, code);
        scheme = (Scheme)Math.Max(index, 0);
        return index >= 0;
    }
}
