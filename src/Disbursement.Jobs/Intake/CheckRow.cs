using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Sheets;

namespace Disbursement.Jobs.Intake;

/// <summary>Checks one roster row against the format page and packs what it says. All problems are collected.</summary>
/// <param name="counties">County codes that have a bureau.</param>
/// <param name="year">The run's year.</param>
/// <param name="form">The columns.</param>
internal sealed partial class CheckRow(IReadOnlySet<uint> counties, int year, RosterForm form)
{
    private const int LongestName = 50;
    private const int LongestPromise = 600;

    private readonly int _lastDay = new DateOnly(year, 12, 31).DayNumber;
    private readonly int[] _index = new int[RosterColumns.Count + form.Facts.Count];
    private readonly MemberRowBuilder _row = new();
    private readonly byte[] _scratch = new byte[FileLimits.LongestLine * 2];
    private readonly byte[] _number = new byte[64];
    private CsvReader _reader = null!;

    /// <summary>The row as checked.</summary>
    public MemberRowBuilder Row => _row;

    /// <summary>The household number, empty where it is missing or wrong.</summary>
    public ReadOnlySpan<byte> HouseholdNumber => _number.AsSpan(0, NumberLength);

    /// <summary>The county of the region code; 0 where it names none that has a bureau.</summary>
    public uint County { get; private set; }

    /// <summary>Whether the household number could be read; a malformed one has a stand-in.</summary>
    public bool IsNumberRead { get; private set; }

    /// <summary>Whether the row has neither id number nor household number nor a role that is one.</summary>
    public bool NamesNobody { get; private set; }

    private int NumberLength { get; set; }

    /// <summary>Gets ready for a file.</summary>
    public void Open(CsvReader reader, IReadOnlyList<RosterColumn?> columns)
    {
        _reader = reader;
        Array.Fill(_index, -1);
        for (int i = 0; i < columns.Count; i++)
        {
            if (columns[i] is { } column)
                _index[(int)column] = i;
        }
    }

    /// <summary>Whether the current record has a value in one of these columns.</summary>
    public bool HasAny(IReadOnlyList<RosterColumn> columns)
    {
        for (int i = 0; i < columns.Count; i++)
        {
            int index = _index[(int)columns[i]];
            if (index >= 0 && !_reader.IsEmpty(index) && !RosterValues.Normalise(_reader.GetSpan(index), isText: true, _scratch).IsEmpty)
                return true;
        }

        return false;
    }

    /// <summary>Whether the current record names a household of a known county by this number.</summary>
    public bool IsOf(ReadOnlySpan<byte> number) =>
        CountyOf(Field(RosterColumn.RegionCode)) != 0 && Field(RosterColumn.HouseholdNo).SequenceEqual(number);

    /// <summary>Whether a region code, of which the end may be missing, can be that of a county with a bureau.</summary>
    public bool BeginsCounty(string region) => region.Length > 0 && counties.Any(county => county.ToString(CultureInfo.InvariantCulture)
        .StartsWith(region[..Math.Min(region.Length, FragmentKey.CountyLength)], StringComparison.Ordinal));

    /// <summary>Checks the record that the reader stands on.</summary>
    public void Run()
    {
        _row.Start();
        if (_reader.RawRecord.Contains((byte)'#'))
            SpreadsheetErrorCells();
        Household(Field(RosterColumn.RegionCode));
        Role();
        NamesNobody = _row.Values.Role == MemberValues.UnknownRole && Field(RosterColumn.HouseholdNo).IsEmpty
            && Field(RosterColumn.IdNumber).IsEmpty;
        Name(RosterColumn.Name, MemberText.Name);
        switch (_row.Values.Role)
        {
            case (byte)Domain.Households.Role.Child:
                Identity(isRequired: false);
                Child();
                Further(SchemeSubject.Child);
                break;
            case MemberValues.UnknownRole:
                Identity(isRequired: false);
                break;
            case (byte)Domain.Households.Role.Guardian:
                Identity(isRequired: true);
                Bank();
                break;
            default:
                Identity(isRequired: true);
                Claimant();
                Further(SchemeSubject.Claimant);
                break;
        }

        Promised();
    }

    /// <summary>Takes a line that could not be split, as far as it tells whose it is.</summary>
    public void RunBroken(string detail, ReadOnlySpan<byte> region, ReadOnlySpan<byte> number, ReadOnlySpan<byte> raw)
    {
        _row.Start();
        County = CountyOf(region);
        NumberLength = 0;
        IsNumberRead = IsHouseholdNumber(number);
        if (IsNumberRead)
            SetNumber(number);
        _row.Values.Offset = -1;
        _row.Text(MemberText.Raw, raw);
        _row.Problem(ProblemCode.Row, null, detail);
    }

    private void Household(ReadOnlySpan<byte> region)
    {
        if (region.IsEmpty)
        {
            County = 0;
            _row.Problem(ProblemCode.Required, RosterColumn.RegionCode);
        }
        else
        {
            County = CountyOf(region);
            if (region.Length != 12 || !RosterValues.IsDigits(region))
                _row.Problem(ProblemCode.Region, RosterColumn.RegionCode, ProblemDetails.NotTwelveDigits);
            else if (County == 0)
                _row.Problem(ProblemCode.Region, RosterColumn.RegionCode, ProblemDetails.NoBureau);
            else
                _row.Values.Region = Number(region);
        }

        ReadOnlySpan<byte> number = Field(RosterColumn.HouseholdNo);
        NumberLength = 0;
        IsNumberRead = IsHouseholdNumber(number);
        if (number.IsEmpty)
            _row.Problem(ProblemCode.Required, RosterColumn.HouseholdNo);
        else if (IsNumberRead)
            SetNumber(number);
        else
            StandIn(number);
    }

    /// <summary>Rows with the same malformed number still are one household: a hash of it keeps them together.</summary>
    private void StandIn(ReadOnlySpan<byte> number)
    {
        _row.Problem(ProblemCode.Format, RosterColumn.HouseholdNo, "1-32 A-Z a-z 0-9 -");
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(number, hash);
        SetNumber(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash[..16])));
    }

    private void Role()
    {
        ReadOnlySpan<byte> role = Field(RosterColumn.Role);
        if (role.IsEmpty)
            _row.Problem(ProblemCode.Required, RosterColumn.Role);
        else if (RosterValues.Is(role, "mother"u8) || role.SequenceEqual("母"u8))
            _row.Values.Role = (byte)Domain.Households.Role.Mother;
        else if (RosterValues.Is(role, "father"u8) || role.SequenceEqual("父"u8))
            _row.Values.Role = (byte)Domain.Households.Role.Father;
        else if (RosterValues.Is(role, "child"u8) || role.SequenceEqual("子女"u8))
            _row.Values.Role = (byte)Domain.Households.Role.Child;
        else if (RosterValues.Is(role, "guardian"u8) || role.SequenceEqual("监护人"u8))
            _row.Values.Role = (byte)Domain.Households.Role.Guardian;
        else
            _row.Problem(ProblemCode.Format, RosterColumn.Role, "father 父 / mother 母 / guardian 监护人 / child 子女");
    }

    private void Name(RosterColumn column, MemberText text)
    {
        ReadOnlySpan<byte> name = Text(column);
        if (name.IsEmpty)
            _row.Problem(ProblemCode.Required, column);
        else if (name.Length > 4 * LongestName || name.Length > LongestName && Encoding.UTF8.GetCharCount(name) > LongestName
            && Encoding.UTF8.GetString(name).EnumerateRunes().Count() > LongestName)
            _row.Problem(ProblemCode.Format, column, "1-50");
        CleanText(column, name);
        _row.Text(text, name.Length > 4 * LongestName ? default : name);
    }

    /// <summary>Characters that nobody sees, or that make a name look like another one, are no part of a name.</summary>
    private void CleanText(RosterColumn column, ReadOnlySpan<byte> text)
    {
        if (TextCharacters.FirstStrange(text) is { } strange)
            _row.Problem(ProblemCode.Text, column, $"{strange.Value:X4}");
    }

    /// <summary>Error values of a spreadsheet in the columns that count on this row.</summary>
    private void SpreadsheetErrorCells()
    {
        ReadOnlySpan<byte> role = Field(RosterColumn.Role);
        bool isChild = RosterValues.Is(role, "child"u8) || role.SequenceEqual("子女"u8);
        IReadOnlyList<RosterColumn> others = isChild ? RosterColumns.ClaimantOnly : RosterColumns.ChildOnly;
        foreach (RosterColumn column in RosterColumns.All)
        {
            ReadOnlySpan<byte> value = Field(column);
            if (SpreadsheetErrors.Is(value) && !others.Contains(column))
                _row.Problem(ProblemCode.Excel, column, Encoding.ASCII.GetString(value));
        }
    }

    private void Identity(bool isRequired)
    {
        CitizenId id = ReadId(isRequired);
        _row.Values.Id = id.Digits;
        int birth = Date(RosterColumn.BirthDate);
        if (id.IsGiven)
        {
            int own = id.BirthDate.DayNumber;
            if (birth != MemberValues.NoDate && birth != own)
                _row.Problem(ProblemCode.IdMismatch, RosterColumn.BirthDate);
            if (own > _lastDay)
                _row.Problem(ProblemCode.Future, RosterColumn.IdNumber);
            birth = own;
        }

        _row.Values.BirthDate = birth;
        _row.Values.IsFemale = id.IsGiven && id.IsFemale;
        ReadOnlySpan<byte> sex = Field(RosterColumn.Sex);
        if (!sex.IsEmpty)
        {
            bool isFemale = RosterValues.Is(sex, "F"u8) || sex.SequenceEqual("女"u8);
            if (!isFemale && !RosterValues.Is(sex, "M"u8) && !sex.SequenceEqual("男"u8))
                _row.Problem(ProblemCode.Format, RosterColumn.Sex, "M 男 / F 女");
            else if (id.IsGiven && id.IsFemale != isFemale)
                _row.Problem(ProblemCode.IdMismatch, RosterColumn.Sex);
            _row.Values.IsFemale = isFemale;
        }

        _row.Values.DeathDate = Date(RosterColumn.DeathDate);
        InLife(RosterColumn.DeathDate, _row.Values.DeathDate, mayFollowDeath: true);
    }

    private CitizenId ReadId(bool isRequired)
    {
        ReadOnlySpan<byte> text = Field(RosterColumn.IdNumber);
        if (text.IsEmpty)
        {
            if (isRequired)
                _row.Problem(ProblemCode.Required, RosterColumn.IdNumber);
            return default;
        }

        CitizenIdDefect defect = CitizenId.Read(text, out CitizenId id);
        if (defect == CitizenIdDefect.None)
            return id;

        bool lostItsEnd = defect == CitizenIdDefect.CheckCharacter && text.Length > 15 && text.EndsWith("000"u8);
        if (lostItsEnd || RosterValues.IsScientific(text))
            _row.Problem(ProblemCode.Excel, RosterColumn.IdNumber);
        else
            _row.Problem(ProblemCode.Id, RosterColumn.IdNumber, Detail(defect, text));
        return default;
    }

    /// <summary>What is wrong with an identity number, for its problem; a character that is no digit is named.</summary>
    public static string Detail(CitizenIdDefect defect, ReadOnlySpan<byte> text) =>
        TextCharacters.FirstNotOfId(text) is { } other ? other : Detail(defect);

    private static string Detail(CitizenIdDefect defect) => defect switch
    {
        CitizenIdDefect.Length => ProblemDetails.IdLength,
        CitizenIdDefect.Characters => ProblemDetails.IdCharacters,
        CitizenIdDefect.CheckCharacter => ProblemDetails.IdCheck,
        _ => ProblemDetails.IdBirth,
    };

    private void Child()
    {
        ref MemberValues values = ref _row.Values;
        if (values.Id == 0 && values.BirthDate == MemberValues.NoDate && Field(RosterColumn.IdNumber).IsEmpty
            && Field(RosterColumn.BirthDate).IsEmpty)
            _row.Problem(ProblemCode.Required, RosterColumn.BirthDate);

        values.AdoptedOn = LifeDate(RosterColumn.AdoptedOn);
        values.DisabilityGrade = Grade(RosterColumn.DisabilityGrade);
        DisabilityCard();
        values.DisabilityDate = LifeDate(RosterColumn.DisabilityDate);
        values.DisabilityEndedOn = EndDate(RosterColumn.DisabilityEndedOn, values.DisabilityDate);
        if (values.DisabilityGrade != 0 && Field(RosterColumn.DisabilityDate).IsEmpty)
            _row.Problem(ProblemCode.Required, RosterColumn.DisabilityDate);
    }

    /// <summary>Documents, then <c>@</c> and the day until which they are promised; the day may lie ahead.</summary>
    private void Promised()
    {
        ReadOnlySpan<byte> text = Text(RosterColumn.Promised);
        if (text.IsEmpty)
            return;

        ReadOnlySpan<byte> wide = "＠"u8;
        int at = text.LastIndexOf((byte)'@'), after = at + 1;
        if (text.LastIndexOf(wide) is var wideAt && wideAt > at)
            (at, after) = (wideAt, wideAt + wide.Length);
        ReadOnlySpan<byte> documents = at < 0 ? default : text[..at].Trim((byte)' ');
        _row.Text(MemberText.Promised, documents);
        if (documents.IsEmpty || documents.Length > LongestPromise
            || !RosterValues.TryDate(RosterValues.Normalise(text[after..], isText: false, _scratch), out int day))
            _row.Problem(ProblemCode.Format, RosterColumn.Promised, "证件A;证件B@2026-09-30");
        else
            _row.Values.PromisedUntil = day;
    }

    private void DisabilityCard()
    {
        ReadOnlySpan<byte> card = Field(RosterColumn.DisabilityCardNo);
        if (card.IsEmpty)
            return;

        if (card.Length < 20 || !RosterValues.IsDigits(card[..17]) || card[18] is < (byte)'1' or > (byte)'7'
            || card[19] is < (byte)'1' or > (byte)'4')
        {
            _row.Problem(ProblemCode.Format, RosterColumn.DisabilityCardNo, "18 + 1-7 + 1-4");
            return;
        }

        Span<byte> own = stackalloc byte[18];
        if (_row.Values.Id != 0)
            new CitizenId(_row.Values.Id).Format(own);
        bool disagreesWithId = _row.Values.Id != 0 && !Ascii.EqualsIgnoreCase(own, card[..18]);
        bool disagreesWithGrade = _row.Values.DisabilityGrade != 0 && card[19] - '0' != _row.Values.DisabilityGrade;
        if (disagreesWithId || disagreesWithGrade)
            _row.Problem(ProblemCode.IdMismatch, RosterColumn.DisabilityCardNo, disagreesWithGrade ? "disability_grade" : "");
    }
}
