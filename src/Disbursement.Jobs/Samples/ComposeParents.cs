using Disbursement.Jobs.Samples.Rows;

namespace Disbursement.Jobs.Samples;

/// <summary>The parents' marriage, papers, work and application.</summary>
internal sealed class ComposeParents(int year)
{
    // Certificates began with the one-child policy.
    private static readonly int FirstCertificate = Days.Of(1979) + 240;
    private static readonly int Year2026 = Days.Of(2026);

    private static readonly ulong[] PhonePrefixes = [138, 139, 150, 151, 152, 158, 187, 188];

    private readonly KnownDays _known = new(year);

    public void Run(Family family, FamilyKind kind, ref SeededDraws draws)
    {
        bool isOlder = kind.LastYear < 2002;
        bool isRural = draws.Happens(RuralPerMille(family, kind));
        foreach (SampleParent parent in (ReadOnlySpan<SampleParent>)[family.Mother, family.Father])
        {
            parent.IsOnRoster = true;
            parent.IsRural = draws.Happens(960) ? isRural : !isRural;
            parent.GivesBirthDate = draws.Happens(400);
            parent.MaritalStatus = MaritalStatus.Married;
            parent.Death = DeathOf(parent, ref draws);
        }

        Marry(family, isOlder, ref draws);
        Certify(family, kind, ref draws);
        foreach (SampleParent parent in (ReadOnlySpan<SampleParent>)[family.Mother, family.Father])
        {
            Employ(parent, kind, ref draws);
            Apply(parent, family, kind, ref draws);
            parent.Account = SampleAccount.Draw(ref draws);
            parent.GivesAccountName = draws.Happens(600);
            parent.Phone = PhonePrefixes[draws.Below(PhonePrefixes.Length)] * 100_000_000 + (ulong)draws.Below(100_000_000);
            if (draws.Happens(120))
                parent.Phone = 0;
        }
    }

    private static int RuralPerMille(Family family, FamilyKind kind) => kind.Situation switch
    {
        Situation.Elderly => family.County.IsCity ? 800 : 940,
        Situation.Retired => 60,
        _ => family.County.IsCity ? 150 : 720,
    };

    private int DeathOf(SampleParent parent, ref SeededDraws draws)
    {
        int age = (Year2026 - parent.Birth) / Days.PerYear;
        int perMille = age > 88 ? 450 : age > 75 ? 90 : age > 60 ? 25 : 6;
        int death = draws.Between(Year2026 - 2 * Days.PerYear, Year2026 + 3 * Days.PerYear);
        return draws.Happens(perMille) ? _known.Keep(death) : 0;
    }

    private void Marry(Family family, bool isOlder, ref SeededDraws draws)
    {
        int drawn = draws.Below(1000);
        bool motherStays = draws.Happens(640);
        bool bothAreNamed = draws.Happens(400);
        bool oneIsElsewhere = draws.Happens(130);
        int loss = draws.Between(family.FirstChild.Birth + Days.PerYear, Year2026 + Days.PerYear);
        SampleParent stays = motherStays ? family.Mother : family.Father;
        SampleParent other = motherStays ? family.Father : family.Mother;

        int widowed = isOlder ? 130 : 20;
        if (drawn < widowed)
        {
            stays.MaritalStatus = _known.Keep(loss) == 0 ? MaritalStatus.Married : MaritalStatus.Widowed;
            other.Death = _known.Keep(loss);
            other.IsOnRoster = bothAreNamed;
        }
        else if (drawn < widowed + 80)
        {
            stays.MaritalStatus = other.MaritalStatus = MaritalStatus.Divorced;
            other.IsOnRoster = bothAreNamed;
        }
        else if (drawn < widowed + 125)
        {
            stays.MaritalStatus = MaritalStatus.MarriedAgain;
            other.MaritalStatus = oneIsElsewhere ? MaritalStatus.Divorced : MaritalStatus.MarriedAgain;
            other.IsOnRoster = bothAreNamed;
        }
        else if (drawn < widowed + 130)
        {
            stays.MaritalStatus = MaritalStatus.Unmarried;
            other.IsOnRoster = false;
        }
        else
        {
            other.IsOnRoster = !oneIsElsewhere;
        }

        Widow(family.Mother, family.Father);
        Widow(family.Father, family.Mother);
    }

    private static void Widow(SampleParent dead, SampleParent survivor)
    {
        if (dead.Death != 0 && survivor.Death == 0 && survivor.MaritalStatus <= MaritalStatus.MarriedAgain)
            survivor.MaritalStatus = MaritalStatus.Widowed;
    }

    private void Certify(Family family, FamilyKind kind, ref SeededDraws draws)
    {
        bool has = draws.Happens(kind.Situation switch
        {
            Situation.Young or Situation.Retired => 970,
            Situation.Elderly => kind.HasSecondChild ? 750 : 930,
            _ => 650,
        });
        int earliest = Math.Max(FirstCertificate, family.FirstChild.Birth + 40);
        int date = draws.Between(earliest, earliest + (draws.Happens(100) ? 15 : 5) * Days.PerYear);
        if (kind.HasSecondChild && family.SecondChild.Birth > earliest && draws.Happens(700))
            date = draws.Between(earliest, family.SecondChild.Birth - 1);
        bool isRevoked = draws.Happens(kind.HasSecondChild ? 200 : 8);
        int revoked = draws.Between(Math.Max(date, kind.HasSecondChild ? family.SecondChild.Birth : date), Year2026 + 4 * Days.PerYear);

        foreach (SampleParent parent in (ReadOnlySpan<SampleParent>)[family.Mother, family.Father])
        {
            parent.CertificateDate = has ? _known.Keep(date, parent.Death) : 0;
            parent.HasCertificate = parent.CertificateDate != 0;
            parent.CertificateRevoked = parent.HasCertificate && isRevoked ? _known.Keep(revoked) : 0;
        }
    }

    private void Employ(SampleParent parent, FamilyKind kind, ref SeededDraws draws)
    {
        int payer = draws.Below(100);
        parent.RewardPayer = payer < 35
            ? RewardPayer.NotGiven
            : payer < (parent.IsRural ? 98 : 88)
            ? RewardPayer.Finance
            : RewardPayer.Employer;

        int usual = parent.Birth + (parent.IsMother ? 50 + 5 * draws.Below(2) : 60) * Days.PerYear + draws.Below(500);
        int recent = draws.Between(Year2026 - 4 * Days.PerYear, Year2026 + 3 * Days.PerYear / 2);
        int age = (recent - parent.Birth) / Days.PerYear;
        bool retires = draws.Happens(kind.Situation == Situation.Retired ? 930 : 350) && !parent.IsRural;
        parent.Retired = retires ? _known.Keep(age is >= 48 and <= 63 ? recent : usual, parent.Death) : 0;

        bool isRaised = draws.Happens(180);
        bool says = draws.Happens(700);
        parent.PensionRaise = parent.Retired == 0 ? Answer.NotGiven : isRaised ? Answer.Yes : says ? Answer.No : Answer.NotGiven;
    }

    private void Apply(SampleParent parent, Family family, FamilyKind kind, ref SeededDraws draws)
    {
        bool isUnlawful = draws.Happens(kind.HasSecondChild ? 80 : 8);
        bool says = draws.Happens(300);
        parent.UnlawfulBirth = isUnlawful ? Answer.Yes : says ? Answer.No : Answer.NotGiven;

        // The certificate is the application of the young, so few of them file another.
        bool applies = draws.Happens(kind.Situation == Situation.Young ? 330 : 850);
        int earliest = Math.Max(Days.Of(2012), family.FirstChild.Birth + 60);
        int applied = draws.Between(earliest, Year2026 + 3 * Days.PerYear / 2);
        int recent = draws.Between(Year2026 - Days.PerYear, Year2026 + Days.PerYear);
        parent.Applied = applies ? _known.Keep(draws.Happens(200) ? recent : applied) : 0;
    }
}
