using Disbursement.Jobs.Samples.Rows;

namespace Disbursement.Jobs.Samples;

/// <summary>Writes the rows of a family without faults, column by column. No value needs a quote.</summary>
internal static class FamilyRows
{
    // From adopted_on to disability_ended_on, which stand between a claimant's columns.
    private const int ChildColumnsOfClaimant = 5;

    // From hukou to unlawful_birth.
    private const int ClaimantColumnsOfChild = 9;

    // From complication_grade to phone.
    private const int LastColumnsOfChild = 11;

    /// <returns>How many rows there are.</returns>
    public static int Write(Family family, RowBytes row)
    {
        int rows = 0;
        rows += Write(family, family.Mother, row);
        rows += Write(family, family.Father, row);
        rows += Write(family, family.FirstChild, row);
        rows += Write(family, family.SecondChild, row);
        return rows;
    }

    private static int Write(Family family, SampleParent parent, RowBytes row)
    {
        if (!parent.IsOnRoster)
            return 0;

        bool chinese = family.IsInChinese;
        WriteHousehold(family, row);
        row.Text(Words.Role(parent.IsMother, chinese));
        row.Comma();
        parent.Name.WriteTo(row);
        row.Comma();
        row.Id(parent.Id);
        row.Comma();
        if (parent.GivesBirthDate)
            row.Day(parent.Birth);
        row.Comma();
        row.Text(Words.Sex(parent.IsMother, chinese));
        row.Comma();
        row.Text(Words.Hukou(parent.IsRural, chinese));
        row.Comma();
        row.Text(Words.Of(parent.MaritalStatus, chinese));
        row.Comma();
        WriteEntitlements(family, parent, row);
        WriteHardship(parent, chinese, row);
        WriteAccount(parent, row);
        row.EndRow();
        return 1;
    }

    private static void WriteEntitlements(Family family, SampleParent parent, RowBytes row)
    {
        bool chinese = family.IsInChinese;
        if (parent.HasCertificate)
        {
            row.Text("苏"u8);
            row.Digits((ulong)family.County.Code, 6);
            row.Digits((ulong)family.Number, 7);
        }

        row.Comma();
        row.Day(parent.CertificateDate);
        row.Comma();
        row.Day(parent.CertificateRevoked);
        row.Comma();
        row.Text(Words.Of(parent.RewardPayer, chinese));
        row.Comma();
        row.Day(parent.Retired);
        row.Comma();
        row.Text(Words.Of(parent.PensionRaise, chinese));
        row.Comma();
        row.Text(Words.Of(parent.UnlawfulBirth, chinese));
        row.Comma();
        row.Day(parent.Death);
        row.Commas(1 + ChildColumnsOfClaimant);
    }

    private static void WriteHardship(SampleParent parent, bool chinese, RowBytes row)
    {
        if (parent.ComplicationGrade > 0)
            row.Digits((ulong)parent.ComplicationGrade, 1);
        row.Comma();
        row.Day(parent.ComplicationDate);
        row.Comma();
        row.Day(parent.ComplicationEnded);
        row.Comma();
        row.Text(Words.Of(parent.CareLevel, chinese));
        row.Comma();
        row.Fen(parent.MedicalSelfPaid);
        row.Comma();
        row.Day(parent.Applied);
        row.Comma();
    }

    private static void WriteAccount(SampleParent parent, RowBytes row)
    {
        SampleAccount account = parent.Account;
        row.Text(SampleAccount.BankName(account.Bank));
        row.Comma();
        if (account.GivesBankCode)
            row.Text(SampleAccount.BankCode(account.Bank));
        row.Comma();
        row.Number(account.Digits);
        row.Comma();
        if (parent.GivesAccountName)
            parent.Name.WriteTo(row);
        row.Comma();
        if (parent.Phone > 0)
            row.Number(parent.Phone);
    }

    private static int Write(Family family, SampleChild child, RowBytes row)
    {
        if (!child.IsOnRoster)
            return 0;

        WriteHousehold(family, row);
        row.Text(Words.Child(family.IsInChinese));
        row.Comma();
        child.Name.WriteTo(row);
        row.Comma();
        if (child.GivesId)
            row.Id(child.Id);
        row.Comma();
        if (child.GivesBirthDate)
            row.Day(child.Birth);
        row.Comma();
        row.Text(Words.Sex(child.IsFemale, family.IsInChinese));
        row.Commas(1 + ClaimantColumnsOfChild);
        row.Day(child.Death);
        row.Comma();
        row.Day(child.Adopted);
        row.Comma();
        WriteDisability(child, row);
        row.Commas(LastColumnsOfChild);
        row.EndRow();
        return 1;
    }

    private static void WriteDisability(SampleChild child, RowBytes row)
    {
        if (child.DisabilityGrade == 0)
        {
            row.Commas(3);
            return;
        }

        if (child.CardCategory > 0)
        {
            row.Id(child.Id);
            row.Digits((ulong)child.CardCategory, 1);
            row.Digits((ulong)child.DisabilityGrade, 1);
            if (child.HasCardSuffix)
                row.Text("B1"u8);
        }

        row.Comma();
        row.Digits((ulong)child.DisabilityGrade, 1);
        row.Comma();
        row.Day(child.DisabilityDate);
        row.Comma();
        row.Day(child.DisabilityEnded);
    }

    private static void WriteHousehold(Family family, RowBytes row)
    {
        row.Digits((ulong)family.County.Code, 6);
        row.Digits((ulong)family.Village, 6);
        row.Comma();
        row.Digits((ulong)family.County.Code, 6);
        row.Text("-"u8);
        row.Digits((ulong)family.Number, 7);
        row.Comma();
    }
}
