using Disbursement.Domain.Batches;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.PaymentFiles;
using Disbursement.Jobs.Store;

namespace Disbursement.Jobs.Runs;

/// <summary>The file line of a payment that is paid again.</summary>
internal static class CarriedLine
{
    public static PaymentLine Of(string paymentNo, CarriedPayment payment, CarriedTo to) => new()
    {
        PaymentNo = paymentNo,
        RegionCode = to.RegionCode,
        HouseholdNo = to.HouseholdNo,
        Name = to.Person.Name,
        IdNumber = to.Person.Id,
        Scheme = payment.Scheme.Code(),
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
    };
}
