using System.Collections.Frozen;
using System.Globalization;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Configuration;
using Disbursement.Jobs.Runs;
using Microsoft.Extensions.Configuration;

namespace Disbursement.Jobs.Acts;

/// <summary>What a sign-in asks for (section <c>SignIn</c> of the configuration).</summary>
/// <param name="SecondFactor">Roles whose officers need a second factor.</param>
/// <param name="OneTimeFor">How long a password that somebody else gave may be used.</param>
internal sealed record SignInTerms(FrozenSet<OfficerRole> SecondFactor, TimeSpan OneTimeFor)
{
    private const string Section = "SignIn";
    private const string FactorKey = "SecondFactor";
    private const string HoursKey = "OneTimeHours";
    private const int MostHours = 30 * 24;

    /// <summary>No role needs a second factor; a given password may be used for three days.</summary>
    public static SignInTerms Default { get; } = new(FrozenSet<OfficerRole>.Empty, TimeSpan.FromHours(72));

    /// <summary>Reads the terms.</summary>
    /// <exception cref="RunRefusal">A value is unknown or wrong; every one is named.</exception>
    public static SignInTerms Read(IConfiguration configuration)
    {
        IConfigurationSection section = configuration.GetSection(Section);
        List<string> mistakes = [.. section.UnknownKeys(FactorKey, HoursKey)];

        SignInTerms terms = new(Roles(section.GetSection(FactorKey), mistakes), Hours(section, mistakes));
        return mistakes.Count == 0
            ? terms
            : throw new RunRefusal($"The configuration of the sign-in has {Counted.Of(mistakes.Count, "mistake")}. Nothing was done.",
                mistakes);
    }

    /// <summary>Whether officers of a role need a second factor.</summary>
    public bool NeedsFactor(OfficerRole role) => SecondFactor.Contains(role);

    private static FrozenSet<OfficerRole> Roles(IConfigurationSection section, List<string> mistakes)
    {
        HashSet<OfficerRole> roles = [];
        foreach (string name in section.Texts(','))
        {
            if (StoredWords.Find<OfficerRole>(name) is { } role)
                roles.Add(role);
            else
                mistakes.Add($"{section.Path} '{name}' is no role; roles are "
                    + $"{string.Join(", ", StoredWords.All<OfficerRole>())}.");
        }

        return roles.ToFrozenSet();
    }

    private static TimeSpan Hours(IConfigurationSection section, List<string> mistakes)
    {
        if (section.Text(HoursKey) is not { } text)
            return Default.OneTimeFor;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int hours) && hours is >= 1 and <= MostHours)
            return TimeSpan.FromHours(hours);

        mistakes.Add($"{section.Path}:{HoursKey} '{text}' is not a number from 1 to {MostHours}.");
        return Default.OneTimeFor;
    }
}
