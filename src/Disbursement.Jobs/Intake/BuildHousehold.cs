using System.Globalization;
using System.Text;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Households;

namespace Disbursement.Jobs.Intake;

/// <summary>Turns the rows of an accepted household into what the rules look at. One instance belongs to one thread.</summary>
internal sealed class BuildHousehold
{
    private readonly Dictionary<ulong, string> _regions = [];

    public AcceptedHousehold Run(HouseholdCopy copy)
    {
        Claimant? mother = null, father = null;
        int motherRow = -1, fatherRow = -1;
        RosterPlace motherPlace = default, fatherPlace = default;
        List<Child>? children = null;
        List<Promise>? promises = null;
        ulong region = 0;
        for (int i = 0; i < copy.RowCount; i++)
        {
            MemberRow row = copy.Row(i);
            MemberValues values = row.Values;
            region = values.Region;
            if (MemberValues.Date(values.PromisedUntil) is { } until)
                (promises ??= []).Add(new Promise((Role)values.Role, Encoding.UTF8.GetString(row.Text(MemberText.Promised)), until,
                    new RosterPlace(copy.File, values.Line)));
            switch (values.Role)
            {
                case (byte)Role.Mother:
                    (mother, motherRow, motherPlace) = (Claimant(values), i, new RosterPlace(copy.File, values.Line));
                    break;
                case (byte)Role.Father:
                    (father, fatherRow, fatherPlace) = (Claimant(values), i, new RosterPlace(copy.File, values.Line));
                    break;
                case (byte)Role.Guardian:
                    break;
                default:
                    (children ??= []).Add(Child(row, values, copy.File));
                    break;
            }
        }

        Household household = new(RegionText(region), copy.NumberText(), mother, father, children is null ? [] : [.. children]);
        return new AcceptedHousehold(household, claimant => Payee(copy.Row(claimant.Role == Role.Mother ? motherRow : fatherRow)),
            motherPlace, fatherPlace) { Promises = promises ?? (IReadOnlyList<Promise>)[] };
    }

    private static Claimant Claimant(in MemberValues values) => new()
    {
        Role = (Role)values.Role,
        Id = new CitizenId(values.Id),
        BirthDate = DateOnly.FromDayNumber(values.BirthDate),
        DeathDate = MemberValues.Date(values.DeathDate),
        HasCertificate = values.HasCertificate,
        CertificateDate = MemberValues.Date(values.CertificateDate),
        CertificateRevokedOn = MemberValues.Date(values.CertificateRevokedOn),
        RetiredOn = MemberValues.Date(values.RetiredOn),
        Facts = YearFacts.Unpack(values.Facts),
        ComplicationDate = MemberValues.Date(values.ComplicationDate),
        ComplicationEndedOn = MemberValues.Date(values.ComplicationEndedOn),
        MedicalSelfPaid = values.MedicalSelfPaid < 0 ? null : new Money(values.MedicalSelfPaid),
        AppliedOn = MemberValues.Date(values.AppliedOn),
    };

    private static Child Child(MemberRow row, in MemberValues values, int file) => new()
    {
        Id = new CitizenId(values.Id),
        Name = Encoding.UTF8.GetString(row.Text(MemberText.Name)),
        BirthDate = DateOnly.FromDayNumber(values.BirthDate),
        IsGirl = values.IsFemale,
        AdoptedOn = MemberValues.Date(values.AdoptedOn),
        DeathDate = MemberValues.Date(values.DeathDate),
        DisabilityGrade = values.DisabilityGrade,
        DisabilityDate = MemberValues.Date(values.DisabilityDate),
        DisabilityEndedOn = MemberValues.Date(values.DisabilityEndedOn),
        Place = new RosterPlace(file, values.Line),
    };

    private static Payee Payee(MemberRow row)
    {
        string name = Encoding.UTF8.GetString(row.Text(MemberText.Name));
        ReadOnlySpan<byte> holder = row.Text(MemberText.AccountName);
        return new Payee(
            name,
            holder.IsEmpty || holder.SequenceEqual(row.Text(MemberText.Name)) ? name : Encoding.UTF8.GetString(holder),
            Encoding.UTF8.GetString(row.Text(MemberText.BankName)),
            Encoding.UTF8.GetString(row.Text(MemberText.BankCode)),
            Encoding.UTF8.GetString(row.Text(MemberText.BankAccount)));
    }

    private string RegionText(ulong region)
    {
        if (!_regions.TryGetValue(region, out string? text))
            _regions[region] = text = region.ToString("000000000000", CultureInfo.InvariantCulture);
        return text;
    }
}
