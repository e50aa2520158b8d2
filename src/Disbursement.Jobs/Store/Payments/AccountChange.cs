using System.Globalization;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Standings;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>What stands behind ACCOUNT-CHANGED: where the claimant's money went before, and who brought the account now.</summary>
/// <param name="Before">The account before, masked.</param>
/// <param name="BeforeRun">The run that paid to it.</param>
/// <param name="BeforeOn">The day of that run, in China.</param>
/// <param name="Source">Roster and line of the account now; null where an officer gave it for the payment.</param>
/// <param name="Officer">Who brought the roster in, or gave the account; null where nobody put a name to it.</param>
/// <param name="At">When, in seconds since 1970; null where nobody did.</param>
internal sealed record AccountChange(string Before, string BeforeRun, DateOnly BeforeOn, string? Source, string? Officer, long? At)
{
    public string English => string.Create(CultureInfo.InvariantCulture,
        $"Before: {Before} (run {BeforeRun}, {BeforeOn:yyyy-MM-dd}). The account now is "
            + $"{(Source is null ? "an officer's" : $"from {Source}")}, {(Officer is null
            ? "brought in by nobody by name"
            : $"brought in by {Officer} on {Day:yyyy-MM-dd}")}.");

    public string Chinese => string.Create(CultureInfo.InvariantCulture,
        $"原账号 {Before}（批次 {BeforeRun}，{BeforeOn:yyyy-MM-dd}）。现账号{(Source is null ? "由经办人另给" : $"出自 {Source}")}，"
            + $"{(Officer is null ? "无人具名导入" : $"{Officer} 于 {Day:yyyy-MM-dd} 导入")}。");

    private DateOnly? Day => At is { } at ? Instants.DayInChina(DateTimeOffset.FromUnixTimeSeconds(at)) : null;

    /// <summary>The change that a payment tells of; null where it tells of none, or no earlier account is known.</summary>
    public static AccountChange? Of(DisbursementDb db, Sealer sealer, PaymentRecord payment)
    {
        if (payment.Flags?.Split('+').Contains(ReviewFlagsOf.Text(ReviewFlags.AccountChanged)) != true)
            return null;

        ClaimantRecord row = Row(db, payment.ClaimantNumber);
        PayeeRecord? payee = db.Payees.ToRead().SingleOrDefault(one => one.Id == payment.Payee);
        string now = (payee is null ? SealedPerson.Of(row) : SealedPerson.Of(payee)).Open(sealer).BankAccount;
        if ((Replaced(db, sealer, payment, now) ?? Earlier(db, sealer, row, now) ?? Given(db, sealer, row, now))
            is not (string account, int number))
            return null;

        RunRecord run = db.Runs.ToRead().Single(one => one.Number == number);
        DateOnly day = Instants.DayInChina(run.StartedAt);
        if (payee is not null)
            return new AccountChange(Masking.Account(account), run.Id, day, null, payee.Officer, payee.RecordedAt);

        RunInputRecord roster =
            db.RunInputs.ToRead().Single(input => input.RunNumber == row.RunNumber && input.Ordinal == row.InputOrdinal);
        RosterImportRecord? import =
            db.RosterImports.ToRead().Where(one => one.Sha256 == roster.Sha256).OrderBy(one => one.Id).FirstOrDefault();
        RowNumber line = row.Line;
        return new AccountChange(
            Masking.Account(account), run.Id, day, $"{roster.Path} : {line}", import?.Officer, import?.RecordedAt);
    }

    /// <summary>Where the payment that it pays again had gone, unless that was the same account.</summary>
    private static (string Account, int Run)? Replaced(DisbursementDb db, Sealer sealer, PaymentRecord payment, string now)
    {
        if (ReadBatches.Replaced(db, payment) is not { } before)
            return null;

        string account = SealedPerson.Of(db, before).Open(sealer).BankAccount;
        return account == now ? null : (account, new ClaimantNumber(before.ClaimantNumber).Run);
    }

    /// <summary>The newest account that is another one, along the runs that settled money of the claimant.</summary>
    private static (string Account, int Run)? Earlier(DisbursementDb db, Sealer sealer, ClaimantRecord row, string now)
    {
        for (byte[]? standing = row.StandingBefore; standing is not null;)
        {
            long last = Standing.LastNumberOf(standing);
            if (last == 0)
                return null;

            ClaimantRecord before = Row(db, last);
            if (before.Personal is not null && SealedPerson.Of(before).Open(sealer).BankAccount is var account && account != now)
                return (account, before.RunNumber);

            standing = before.StandingBefore;
        }

        return null;
    }

    /// <summary>The newest other account that an officer gave for a payment of the claimant.</summary>
    private static (string Account, int Run)? Given(DisbursementDb db, Sealer sealer, ClaimantRecord row, string now)
    {
        foreach (PayeeRecord payee in db.Payees.ToRead().Where(one => one.ClaimantKey == row.ClaimantKey)
            .OrderByDescending(one => one.Id).ToList())
        {
            if (SealedPerson.Of(payee).Open(sealer).BankAccount is var account && account != now
                && ReadBatches.Payment(db, payee.PaymentNo) is { } payment)
                return (account, new BatchNumber(payment.BatchNumber).Run);
        }

        return null;
    }

    private static ClaimantRecord Row(DisbursementDb db, long number) => db.Claimants.ToRead().Single(one => one.Number == number);
}
