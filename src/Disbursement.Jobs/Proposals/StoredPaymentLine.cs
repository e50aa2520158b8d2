using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.PaymentFiles;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Payments;

namespace Disbursement.Jobs.Proposals;

/// <summary>The line in payment files of a payment that the database has already.</summary>
internal static class StoredPaymentLine
{
    /// <summary>A payment that is paid again under a new number.</summary>
    public static PaymentLine Of(string paymentNo, CarriedPayment payment, CarriedTo to) => new()
    {
        PaymentNo = paymentNo,
        RegionCode = to.RegionCode,
        HouseholdNo = to.HouseholdNo,
        Name = to.Person.Name,
        IdNumber = to.Person.Id,
        Scheme = payment.Scheme.Code,
        Months = payment.Months,
        Current = payment.Current,
        Arrears = payment.Arrears,
        Offset = payment.Offset,
        Amount = payment.Amount,
        BankName = to.Person.BankName,
        BankCode = to.Person.BankCode,
        BankAccount = to.Person.BankAccount,
        AccountName = to.Person.AccountName,
        Flags = payment.Flags,
        IsOfChild = RoleCodes.Of(to.Role) == Role.Child,
        HolderId = to.Person.HolderId,
        HeadName = to.Person.HeadName,
        HeadId = to.Person.HeadId,
    };

    /// <summary>A payment whose batch is written again.</summary>
    public static PaymentLine Of(StoredLine line, string scheme, Sealer sealer)
    {
        Person person = line.Person.Open(sealer);
        return new PaymentLine
        {
            PaymentNo = line.PaymentNo,
            RegionCode = line.RegionCode,
            HouseholdNo = line.HouseholdNo,
            Name = person.Name,
            IdNumber = person.Id,
            Scheme = scheme,
            Months = line.Months,
            Current = line.Current,
            Arrears = line.Arrears,
            Offset = line.Offset,
            Amount = line.Amount,
            BankName = person.BankName,
            BankCode = person.BankCode,
            BankAccount = person.BankAccount,
            AccountName = person.AccountName,
            Flags = line.Flags,
            IsOfChild = RoleCodes.Of(line.Role) == Role.Child,
            HolderId = person.HolderId,
            HeadName = person.HeadName,
            HeadId = person.HeadId,
        };
    }
}
