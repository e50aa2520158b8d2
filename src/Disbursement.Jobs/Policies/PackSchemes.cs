using Disbursement.Domain.Amounts;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Workbooks;
using Disbursement.Jobs.Yaml;

namespace Disbursement.Jobs.Policies;

/// <summary>The keys of each scheme in a policy pack.</summary>
internal static class PackSchemes
{
    public static OnlyChildRewardTerms OnlyChildReward(YamlMap node) => Closed(node, new OnlyChildRewardTerms
    {
        Shared = Shared(node, Scheme.Ocr, "wholeYear"),
        ChildAgeLimit = node.Whole("childAgeLimit", 0, 120),
        ChildBornBefore = node.Day("childBornBefore"),
        FirstMonth = node.Choice("firstMonth", FirstMonth.CertificateYear),
        StopOnSecondChild = node.Choice("stopOnSecondChild", SecondChildStop.EventMonth),
        Rate = Rate(node, "rate"),
    });

    public static RetirementLumpSumTerms RetirementLumpSum(YamlMap node) => Closed(node, new RetirementLumpSumTerms
    {
        Shared = Shared(node, Scheme.Rls, "once"),
        RetiredFrom = node.Day("retiredFrom"),
        Rate = Rate(node, "rate"),
    });

    public static ElderlyRewardTerms ElderlyReward(YamlMap node) => Closed(node, new ElderlyRewardTerms
    {
        Shared = Shared(node, Scheme.Era, "wholeYear"),
        StackWithSpecial = node.YesNo("stackWithSpecial", fallback: false, isOptional: false),
        CertificateRequired = node.YesNo("certificateRequired", fallback: true, isOptional: false),
        TwoDaughters = node.YesNo("twoDaughters", fallback: false, isOptional: true),
        Age = node.Whole("age", 0, 120),
        AgeChildless = node.Whole("ageChildless", 0, 120),
        BornFrom = node.Day("bornFrom"),
        ChildBornFrom = node.Day("childBornFrom"),
        Rate = Rate(node, "rate"),
    });

    public static SpecialAssistanceTerms SpecialAssistance(YamlMap node, Scheme scheme) => Closed(node, new SpecialAssistanceTerms
    {
        Shared = Shared(node, scheme, "monthly"),
        Age = node.Whole("age", 0, 120),
        BornFrom = node.Day("bornFrom"),
        CertificateRequired = node.YesNo("certificateRequired", fallback: false, isOptional: true),
        ChildBornBefore = node.Keys.Contains("childBornBefore") ? node.Day("childBornBefore") : null,
        MaxGrade = scheme == Scheme.Sad ? node.Whole("maxGrade", 1, 4) : 0,
        Rate = Rate(node, "rate"),
    });

    public static ComplicationTerms Complications(YamlMap node) => Closed(node, new ComplicationTerms
    {
        Shared = Shared(node, Scheme.Sac, "monthly"),
        MaxGrade = node.Whole("maxGrade", 1, 4),
        RateByGrade = Grades(node),
    });

    public static DailyCareTerms DailyCare(YamlMap node)
    {
        YamlMap levels = node.Child("rateByLevel");
        DailyCareTerms terms = new()
        {
            Shared = Shared(node, Scheme.Shc, "monthly"),
            Age = node.Whole("age", 0, 120),
            Partial = Rate(levels, "partial"),
            Full = Rate(levels, "full"),
        };
        levels.NoMore();
        return Closed(node, terms);
    }

    public static OldAgeSecurityTerms OldAgeSecurity(YamlMap node) => Closed(node, new OldAgeSecurityTerms
    {
        Shared = Shared(node, Scheme.Shp, "wholeYear"),
        Age = node.Whole("age", 0, 120),
        Rate = Rate(node, "rate"),
    });

    public static MajorIllnessTerms MajorIllness(YamlMap node) => Closed(node, new MajorIllnessTerms
    {
        Shared = Shared(node, Scheme.Shm, "cost"),
        Deductible = node.Amounts("deductible"),
        PercentHundredths = node.Percentages("percent"),
        Ceiling = node.Amounts("ceiling"),
    });

    public static ConsolationTerms Consolation(YamlMap node)
    {
        List<(int UpTo, Rate Rate)> steps = [];
        foreach (YamlMap step in node.Items("rateByChildAge"))
        {
            int upTo = step.Whole("upTo", 0, 999);
            if (steps.Count > 0 && upTo <= steps[^1].UpTo)
                step.Mistake("upTo", $"{upTo} does not rise above {steps[^1].UpTo}");
            steps.Add((upTo, Layers(step)));
            step.NoMore();
        }

        return Closed(node, new ConsolationTerms
        {
            Shared = Shared(node, Scheme.Shg, "once"),
            Steps = steps,
        });
    }

    private static T Closed<T>(YamlMap node, T terms)
    {
        node.NoMore();
        return terms;
    }

    /// <summary>What every scheme has. How one accrues is a formula of the code, so the pack can only confirm it.</summary>
    private static SharedTerms Shared(YamlMap node, Scheme scheme, string accrual)
    {
        string stated = node.Text("accrual", accrual);
        if (stated != accrual)
            node.Mistake("accrual", $"'{stated}': this scheme accrues {accrual}; another way is another formula, not a parameter");
        string title = node.Text("title");
        if (title.Any(char.IsControl) || XmlText.FirstForbidden(title) >= 0)
            node.Mistake("title", "holds a character that payment files cannot");
        return new SharedTerms
        {
            Scheme = scheme,
            Title = title,
            DeathCutoff = node.Choice("deathCutoff", DeathCutoff.DeathMonth, isOptional: true),
            Recovery = HowRecovered(node),
            OffsetGroup = node.OptionalText("offsetGroup"),
            Funding = Funding(node),
        };
    }

    /// <summary><c>recovery</c>; older packs say <c>recover: true</c> for offset and <c>false</c> for none.</summary>
    private static RecoveryMethod HowRecovered(YamlMap node)
    {
        bool isRecovered = node.YesNo("recover", fallback: true, isOptional: true);
        if (!node.Keys.Contains("recovery"))
            return isRecovered ? RecoveryMethod.Offset : RecoveryMethod.None;

        RecoveryMethod method = node.Choice("recovery", RecoveryMethod.Offset);
        if (node.Keys.Contains("recover") && isRecovered == (method == RecoveryMethod.None))
            node.Mistake("recover", "says otherwise than recovery; leave recovery alone");
        return method;
    }

    private static Shares Funding(YamlMap node)
    {
        YamlMap funding = node.Child("funding");
        Shares shares = new(funding.Whole("central", 0, 100), funding.Whole("province", 0, 100), funding.Whole("city", 0, 100),
            funding.Whole("county", 0, 100));
        int sum = shares.Central + shares.Province + shares.City + shares.County;
        if (sum != 100)
            funding.Mistake(funding.Line, funding.Path, $"the percentages add up to {sum}, not to 100");
        funding.NoMore();
        return shares;
    }

    private static Dictionary<int, Rate> Grades(YamlMap node)
    {
        YamlMap grades = node.Child("rateByGrade");
        Dictionary<int, Rate> rates = [];
        foreach (string key in grades.Keys.ToList())
        {
            if (key is "1" or "2" or "3" or "4")
                rates[key[0] - '0'] = Rate(grades, key);
        }

        grades.NoMore();
        return rates;
    }

    private static Rate Rate(YamlMap node, string key)
    {
        YamlMap rate = node.Child(key);
        Rate read = Layers(rate);
        rate.NoMore();
        return read;
    }

    private static Rate Layers(YamlMap rate)
    {
        Dictionary<string, IReadOnlyList<Dated<Money>>> counties = [];
        YamlMap county = rate.Child("county", isOptional: true);
        foreach (string code in county.Keys.ToList())
        {
            if (code.Length != 6 || !code.All(char.IsAsciiDigit))
                county.Mistake(code, $"'{code}' is not a county code of six digits");
            counties[code] = county.Amounts(code);
        }

        return new Rate
        {
            Base = rate.Amounts("base"),
            Province = rate.Amounts("province", isOptional: true),
            City = rate.Amounts("city", isOptional: true),
            County = counties,
        };
    }
}
