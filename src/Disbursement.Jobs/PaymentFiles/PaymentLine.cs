using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;

namespace Disbursement.Jobs.PaymentFiles;

/// <summary>One payment as its file shows it, whether a run has just made it or the database kept it.</summary>
internal sealed record PaymentLine
{
    public required string PaymentNo { get; init; }

    public required string RegionCode { get; init; }

    public required string HouseholdNo { get; init; }

    public required string Name { get; init; }

    /// <summary>Eighteen characters.</summary>
    public required string IdNumber { get; init; }

    /// <summary>The scheme's code.</summary>
    public required string Scheme { get; init; }

    /// <summary>Entitled months of the run's year, as <c>1-5,7</c>; empty for none.</summary>
    public required string Months { get; init; }

    public required Money Current { get; init; }

    public required Money Arrears { get; init; }

    /// <summary>What is kept back for earlier overpayment; not negative. Files show it with a minus.</summary>
    public required Money Offset { get; init; }

    /// <summary>What is paid out.</summary>
    public required Money Amount { get; init; }

    public required string BankName { get; init; }

    /// <summary>Twelve digits, or empty.</summary>
    public required string BankCode { get; init; }

    public required string BankAccount { get; init; }

    /// <summary>Holder of the account: the claimant, or another person.</summary>
    public required string AccountName { get; init; }

    /// <summary>Codes of review flags joined by <c>+</c>; empty for none.</summary>
    public required string Flags { get; init; }

    /// <summary>The identity number of the holder of the account; empty where it is not known.</summary>
    public string HolderId { get; init; } = "";

    /// <summary>Whether the payment is about a child, whose money another person takes.</summary>
    public bool IsOfChild { get; init; }

    /// <summary>Whom the bank looks for behind the account: the person paid, for a child the holder of the account.</summary>
    public string PayeeName => IsOfChild ? AccountName : Name;

    /// <summary>The identity number of the same.</summary>
    public string PayeeId => IsOfChild ? HolderId : IdNumber;

    /// <summary>The head of the household.</summary>
    public string HeadName { get; init; } = "";

    /// <summary>The identity number of the head of the household.</summary>
    public string HeadId { get; init; } = "";

    /// <summary>The payment's number in its batch, as the payment number ends: six digits or more.</summary>
    public ReadOnlySpan<char> Sequence => PaymentNo.AsSpan(PaymentNo.LastIndexOf('-') + 1);

    /// <summary>A payment that a run has just made.</summary>
    public static PaymentLine Of(Payment payment)
    {
        PayableClaimant claimant = payment.Claimant;
        return new PaymentLine
        {
            PaymentNo = payment.Number,
            RegionCode = claimant.RegionCode,
            HouseholdNo = claimant.HouseholdNo,
            Name = claimant.Payee.Name,
            IdNumber = claimant.Id.ToString(),
            Scheme = payment.Settlement.Decision.Scheme.Code,
            Months = payment.Months,
            Current = payment.Settlement.Current,
            Arrears = payment.Settlement.Arrears,
            Offset = payment.Settlement.Offset,
            Amount = payment.Settlement.Payment,
            BankName = claimant.Payee.BankName,
            BankCode = claimant.Payee.BankCode,
            BankAccount = claimant.Payee.BankAccount,
            AccountName = claimant.Payee.AccountName,
            Flags = ReviewFlagsOf.Text(payment.Flags),
            IsOfChild = claimant.Role == Role.Child,
            HolderId = claimant.Payee.HolderId,
            HeadName = claimant.Payee.HeadName,
            HeadId = claimant.Payee.HeadId,
        };
    }

    /// <summary>The text of a column; empty for a column of money.</summary>
    public string TextOf(PaymentColumn column) => column switch
    {
        PaymentColumn.PaymentNo => PaymentNo,
        PaymentColumn.RegionCode => RegionCode,
        PaymentColumn.HouseholdNo => HouseholdNo,
        PaymentColumn.Name => Name,
        PaymentColumn.IdNumber => IdNumber,
        PaymentColumn.Scheme => Scheme,
        PaymentColumn.Months => Months,
        PaymentColumn.BankName => BankName,
        PaymentColumn.BankCode => BankCode,
        PaymentColumn.BankAccount => BankAccount,
        PaymentColumn.AccountName => AccountName,
        PaymentColumn.Flags => Flags,
        _ => "",
    };
}
