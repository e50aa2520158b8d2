using System.Globalization;
using System.Text;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Households;

namespace Disbursement.Jobs.Intake;

/// <summary>Turns the rows of an accepted household into what the rules look at. One instance belongs to one thread.</summary>
internal sealed class BuildHousehold(RosterForm form)
{
    private readonly Dictionary<ulong, string> _regions = [];

    public AcceptedHousehold Run(HouseholdCopy copy)
    {
        Claimant? mother = null, father = null;
        int motherRow = -1, fatherRow = -1, guardianRow = -1;
        RosterPlace motherPlace = default, fatherPlace = default;
        List<Child>? children = null;
        List<Promise>? promises = null;
        ulong region = 0;
        RosterSpan rows = default;
        for (int i = 0; i < copy.RowCount; i++)
        {
            MemberRow row = copy.Row(i);
            MemberValues values = row.Values;
            region = values.Region;
            rows = With(rows, values);
            if (MemberValues.Date(values.PromisedUntil) is { } until)
                (promises ??= []).Add(new Promise((Role)values.Role, Encoding.UTF8.GetString(row.Text(MemberText.Promised)), until,
                    new RosterPlace(copy.File, values.Line)));
            switch (values.Role)
            {
                case (byte)Role.Mother:
                    (mother, motherRow, motherPlace) = (Claimant(row, values), i, new RosterPlace(copy.File, values.Line));
                    break;
                case (byte)Role.Father:
                    (father, fatherRow, fatherPlace) = (Claimant(row, values), i, new RosterPlace(copy.File, values.Line));
                    break;
                case (byte)Role.Guardian:
                    guardianRow = i;
                    break;
                default:
                    (children ??= []).Add(Child(row, values, copy.File));
                    break;
            }
        }

        Household household = new(RegionText(region), copy.NumberText(), mother, father, children is null ? [] : [.. children]);
        string? NameIn(int row) => row < 0 ? null : Text(copy.Row(row), MemberText.Name);
        int RowOf(Role role) => role switch { Role.Mother => motherRow, Role.Father => fatherRow, _ => guardianRow };
        return new AcceptedHousehold(
            household, claimant => claimant.Child is { } child
                ? PayeeOf(copy, child, claimant.PaidTo, household, RowOf, NameIn)
                : Payee(copy.Row(RowOf(claimant.Role)), claimant.Id, household, NameIn(motherRow), NameIn(fatherRow)),
            motherPlace, fatherPlace)
        {
            Promises = promises ?? (IReadOnlyList<Promise>)[],
            Rows = copy.IsAsKept ? rows : null,
        };
    }

    /// <summary>A span and one row more, which may stand anywhere in the file.</summary>
    private static RosterSpan With(RosterSpan rows, in MemberValues row)
    {
        if (rows.Length == 0)
            return new RosterSpan(row.Offset, row.Length, row.Line);

        long from = Math.Min(rows.From, row.Offset), end = Math.Max(rows.From + rows.Length, row.Offset + row.Length);
        return new RosterSpan(from, end - from, from < rows.From ? row.Line : rows.First);
    }

    private Claimant Claimant(MemberRow row, in MemberValues values) => new()
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
        Further = PackedFacts.Read(row.Text(MemberText.Further), form),
    };

    private Child Child(MemberRow row, in MemberValues values, int file) => new()
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
        Further = PackedFacts.Read(row.Text(MemberText.Further), form),
        Place = new RosterPlace(file, values.Line),
    };

    /// <summary>
    /// The money of a child goes to the first who is there and alive, else to the first who is there; the child is who is paid for.
    /// </summary>
    private static Payee PayeeOf(HouseholdCopy copy, Child child, IReadOnlyList<Role> paidTo, Household household, Func<Role, int> rowOf,
        Func<int, string?> nameIn)
    {
        Role[] there = [.. paidTo.Where(role => rowOf(role) >= 0)];
        int row = there.Length == 0
            ? -1
            : rowOf(there.FirstOrDefault(role => copy.Row(rowOf(role)).Values.DeathDate == MemberValues.NoDate, there[0]));
        if (row < 0)
            return new Payee(child.Name, "", "", "", "");

        Payee own = Payee(copy.Row(row), new CitizenId(copy.Row(row).Values.Id), household, nameIn(rowOf(Role.Mother)),
            nameIn(rowOf(Role.Father)));
        return own with { Name = child.Name, IsForAnother = own.AccountName == own.Name };
    }

    private static Payee Payee(MemberRow row, CitizenId id, Household household, string? motherName, string? fatherName)
    {
        string name = Text(row, MemberText.Name), holder = Text(row, MemberText.AccountName);
        Claimant? head = Head(household);
        holder = holder.Length == 0 ? name : holder;
        return new Payee(
            name, holder, Text(row, MemberText.BankName), Text(row, MemberText.BankCode), Text(row, MemberText.BankAccount))
        {
            HolderId = holder == name ? id.ToString() : Member(household, holder, motherName, fatherName),
            HeadName = (head is null ? null : head == household.Mother ? motherName : fatherName) ?? "",
            HeadId = head?.Id.ToString() ?? "",
        };
    }

    private static Claimant? Head(Household household) => (household.Father, household.Mother) switch
    {
        ({ } father, { DeathDate: null } mother) when father.DeathDate is not null => mother,
        ({ } father, _) => father,
        (null, var mother) => mother,
    };

    /// <summary>The identity number of the member with a name; empty where nobody has it, or several do.</summary>
    private static string Member(Household household, string name, string? motherName, string? fatherName)
    {
        List<string> ids = [];
        if (motherName == name)
            ids.Add(household.Mother!.Id.ToString());
        if (fatherName == name)
            ids.Add(household.Father!.Id.ToString());
        foreach (Child child in household.Children)
        {
            if (child.Name == name)
                ids.Add(child.Id == default ? "" : child.Id.ToString());
        }

        return ids.Count == 1 ? ids[0] : "";
    }

    private static string Text(MemberRow row, MemberText text) => Encoding.UTF8.GetString(row.Text(text));

    private string RegionText(ulong region)
    {
        if (!_regions.TryGetValue(region, out string? text))
            _regions[region] = text = region.ToString("000000000000", CultureInfo.InvariantCulture);
        return text;
    }
}
