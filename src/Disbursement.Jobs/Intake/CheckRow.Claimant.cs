using Disbursement.Domain.Households;

namespace Disbursement.Jobs.Intake;

/// <summary>The columns of claimants, and the ways in which values are read.</summary>
internal sealed partial class CheckRow
{
    private void Claimant()
    {
        ref MemberValues values = ref _row.Values;
        Hukou hukou = Hukou();
        MaritalStatus status = MaritalStatus();
        values.HasCertificate = !Text(RosterColumn.CertificateNo).IsEmpty;
        values.CertificateDate = LifeDate(RosterColumn.CertificateDate);
        values.CertificateRevokedOn = Date(RosterColumn.CertificateRevokedOn);
        InLife(RosterColumn.CertificateRevokedOn, values.CertificateRevokedOn, mayFollowDeath: true);
        NotBefore(RosterColumn.CertificateRevokedOn, values.CertificateRevokedOn, values.CertificateDate);
        RewardPayer payer = RewardPayer();
        values.RetiredOn = LifeDate(RosterColumn.RetiredOn);
        bool hasRaise = YesNo(RosterColumn.PensionRaise);
        bool hasUnlawfulBirth = YesNo(RosterColumn.UnlawfulBirth);
        byte complication = Grade(RosterColumn.ComplicationGrade);
        values.ComplicationDate = LifeDate(RosterColumn.ComplicationDate);
        values.ComplicationEndedOn = EndDate(RosterColumn.ComplicationEndedOn, values.ComplicationDate);
        if (complication != 0 && Field(RosterColumn.ComplicationDate).IsEmpty)
            _row.Problem(ProblemCode.Required, RosterColumn.ComplicationDate);
        CareLevel care = CareLevel();
        values.MedicalSelfPaid = Amount(RosterColumn.MedicalSelfPaid);
        values.AppliedOn = Date(RosterColumn.AppliedOn);
        InLife(RosterColumn.AppliedOn, values.AppliedOn, mayFollowDeath: true);
        values.Facts = (ushort)new YearFacts(payer, hasRaise, hasUnlawfulBirth, care, complication, status, hukou).Pack();
        Bank();
    }

    private void Bank()
    {
        ReadOnlySpan<byte> bank = Text(RosterColumn.BankName);
        if (bank.IsEmpty)
            _row.Problem(ProblemCode.Required, RosterColumn.BankName);
        CleanText(RosterColumn.BankName, bank);
        _row.Text(MemberText.BankName, bank);

        ReadOnlySpan<byte> code = Field(RosterColumn.BankCode);
        if (!code.IsEmpty && (code.Length != 12 || !RosterValues.IsDigits(code)))
            _row.Problem(ProblemCode.Format, RosterColumn.BankCode, "12 × 0-9");
        _row.Text(MemberText.BankCode, code);

        ReadOnlySpan<byte> account = Field(RosterColumn.BankAccount);
        if (account.IsEmpty)
            _row.Problem(ProblemCode.Required, RosterColumn.BankAccount);
        else
            CheckAccount(account);
        _row.Text(MemberText.BankAccount, account);
        ReadOnlySpan<byte> holder = Text(RosterColumn.AccountName);
        CleanText(RosterColumn.AccountName, holder);
        _row.Text(MemberText.AccountName, holder);
    }

    private void CheckAccount(ReadOnlySpan<byte> account)
    {
        BankAccountDefect defect = BankAccount.Read(account, out _);
        if (defect == BankAccountDefect.None)
            return;

        bool lostItsEnd = defect == BankAccountDefect.Luhn && account.Length > 15 && account.EndsWith("000"u8);
        if (lostItsEnd || RosterValues.IsScientific(account))
            _row.Problem(ProblemCode.Excel, RosterColumn.BankAccount);
        else
            _row.Problem(ProblemCode.Account, RosterColumn.BankAccount, defect switch
            {
                BankAccountDefect.Characters => ProblemDetails.AccountCharacters,
                BankAccountDefect.Length => ProblemDetails.AccountLength,
                _ => ProblemDetails.AccountLuhn,
            });
    }

    private Hukou Hukou()
    {
        ReadOnlySpan<byte> value = Field(RosterColumn.Hukou);
        if (value.IsEmpty)
            _row.Problem(ProblemCode.Required, RosterColumn.Hukou);
        else if (RosterValues.Is(value, "urban"u8) || value.SequenceEqual("非农业"u8))
            return Domain.Households.Hukou.Urban;
        else if (!RosterValues.Is(value, "rural"u8) && !value.SequenceEqual("农业"u8))
            _row.Problem(ProblemCode.Format, RosterColumn.Hukou, "rural 农业 / urban 非农业");
        return Domain.Households.Hukou.Rural;
    }

    private MaritalStatus MaritalStatus()
    {
        ReadOnlySpan<byte> value = Field(RosterColumn.MaritalStatus);
        if (value.IsEmpty)
            _row.Problem(ProblemCode.Required, RosterColumn.MaritalStatus);
        else if (RosterValues.Is(value, "married"u8) || value.SequenceEqual("已婚"u8) || value.SequenceEqual("初婚"u8)
            || value.SequenceEqual("再婚"u8) || value.SequenceEqual("复婚"u8))
            return Domain.Households.MaritalStatus.Married;
        else if (RosterValues.Is(value, "divorced"u8) || value.SequenceEqual("离婚"u8))
            return Domain.Households.MaritalStatus.Divorced;
        else if (RosterValues.Is(value, "widowed"u8) || value.SequenceEqual("丧偶"u8))
            return Domain.Households.MaritalStatus.Widowed;
        else if (RosterValues.Is(value, "unmarried"u8) || value.SequenceEqual("未婚"u8))
            return Domain.Households.MaritalStatus.Unmarried;
        else
            _row.Problem(ProblemCode.Format, RosterColumn.MaritalStatus, "married 已婚 / divorced 离婚 / widowed 丧偶 / unmarried 未婚");
        return Domain.Households.MaritalStatus.Married;
    }

    private RewardPayer RewardPayer()
    {
        ReadOnlySpan<byte> value = Field(RosterColumn.RewardPayer);
        if (RosterValues.Is(value, "employer"u8) || value.SequenceEqual("单位"u8))
            return Domain.Households.RewardPayer.Employer;
        if (!value.IsEmpty && !RosterValues.Is(value, "finance"u8) && !value.SequenceEqual("财政"u8))
            _row.Problem(ProblemCode.Format, RosterColumn.RewardPayer, "finance 财政 / employer 单位");
        return Domain.Households.RewardPayer.Finance;
    }

    private CareLevel CareLevel()
    {
        ReadOnlySpan<byte> value = Field(RosterColumn.CareLevel);
        if (RosterValues.Is(value, "partial"u8) || value.SequenceEqual("半失能"u8))
            return Domain.Households.CareLevel.Partial;
        if (RosterValues.Is(value, "full"u8) || value.SequenceEqual("失能"u8))
            return Domain.Households.CareLevel.Full;
        if (!value.IsEmpty && !RosterValues.Is(value, "none"u8) && !value.SequenceEqual("自理"u8))
            _row.Problem(ProblemCode.Format, RosterColumn.CareLevel, "none 自理 / partial 半失能 / full 失能");
        return Domain.Households.CareLevel.None;
    }

    private bool YesNo(RosterColumn column)
    {
        ReadOnlySpan<byte> value = Field(column);
        if (RosterValues.Is(value, "yes"u8) || value.SequenceEqual("是"u8))
            return true;
        if (!value.IsEmpty && !RosterValues.Is(value, "no"u8) && !value.SequenceEqual("否"u8))
            _row.Problem(ProblemCode.Format, column, "yes 是 / no 否");
        return false;
    }

    private byte Grade(RosterColumn column)
    {
        ReadOnlySpan<byte> value = Field(column);
        if (value.IsEmpty)
            return 0;
        if (value.Length == 1 && value[0] is >= (byte)'1' and <= (byte)'4')
            return (byte)(value[0] - '0');

        _row.Problem(ProblemCode.Format, column, "1-4");
        return 0;
    }

    private long Amount(RosterColumn column)
    {
        ReadOnlySpan<byte> value = Field(column);
        if (value.IsEmpty)
            return -1;

        if (!RosterValues.TryYuan(value, out decimal yuan))
            _row.Problem(ProblemCode.Format, column, "1234.56");
        else if (WhyNoAmount(yuan) is { } reason)
            _row.Problem(ProblemCode.Amount, column, reason);
        else
            return (long)(yuan * 100m);
        return -1;
    }

    private static string? WhyNoAmount(decimal yuan) => yuan < 0 ? ProblemDetails.Negative
        : decimal.Round(yuan, 2) != yuan ? ProblemDetails.TooManyDecimals
        : yuan > 10_000_000m ? ProblemDetails.TooMuch
        : null;

    private int LifeDate(RosterColumn column)
    {
        int day = Date(column);
        InLife(column, day, mayFollowDeath: false);
        return day;
    }

    private int EndDate(RosterColumn column, int start)
    {
        int day = Date(column, mayBeLate: true);
        InLife(column, day, mayFollowDeath: false);
        NotBefore(column, day, start);
        return day;
    }

    private int Date(RosterColumn column, bool mayBeLate = false)
    {
        ReadOnlySpan<byte> value = Field(column);
        if (value.IsEmpty)
            return MemberValues.NoDate;

        if (!RosterValues.TryDate(value, out int day))
        {
            _row.Problem(ProblemCode.Format, column, RosterValues.IsDayThatIsNone(value) ? ProblemDetails.NoSuchDay : "yyyy-MM-dd");
            return MemberValues.NoDate;
        }

        if (day > _lastDay && !mayBeLate)
            _row.Problem(ProblemCode.Future, column);
        return day;
    }

    private void InLife(RosterColumn column, int day, bool mayFollowDeath)
    {
        if (day == MemberValues.NoDate)
            return;
        if (_row.Values.BirthDate != MemberValues.NoDate && day < _row.Values.BirthDate)
            _row.Problem(ProblemCode.DateOrder, column, ProblemDetails.BeforeBirth);
        if (!mayFollowDeath && _row.Values.DeathDate != MemberValues.NoDate && day > _row.Values.DeathDate)
            _row.Problem(ProblemCode.DateOrder, column, ProblemDetails.AfterDeath);
    }

    private void NotBefore(RosterColumn column, int day, int start)
    {
        if (day != MemberValues.NoDate && start != MemberValues.NoDate && day < start)
            _row.Problem(ProblemCode.DateOrder, column, ProblemDetails.BeforeStart);
    }

    private ReadOnlySpan<byte> Field(RosterColumn column) => Value(column, isText: false);

    private ReadOnlySpan<byte> Text(RosterColumn column) => Value(column, isText: true);

    private ReadOnlySpan<byte> Value(RosterColumn column, bool isText)
    {
        int index = _index[(int)column];
        return index < 0 ? default : RosterValues.Normalise(_reader.GetSpan(index), isText, _scratch);
    }

    private uint CountyOf(ReadOnlySpan<byte> region)
    {
        if (region.Length < 6 || !RosterValues.IsDigits(region[..6]))
            return 0;

        uint county = (uint)Number(region[..6]);
        return counties.Contains(county) ? county : 0;
    }

    private void SetNumber(ReadOnlySpan<byte> number)
    {
        number.CopyTo(_number);
        NumberLength = number.Length;
    }

    private static ulong Number(ReadOnlySpan<byte> digits)
    {
        ulong value = 0;
        foreach (byte digit in digits)
            value = value * 10 + (uint)(digit - '0');
        return value;
    }

    private static bool IsHouseholdNumber(ReadOnlySpan<byte> number)
    {
        if (number.Length is 0 or > 32)
            return false;

        foreach (byte character in number)
        {
            if (!char.IsAsciiLetterOrDigit((char)character) && character != '-')
                return false;
        }

        return true;
    }
}
