using Disbursement.Domain.Amounts;
using Disbursement.Domain.Ledger;
using Disbursement.Domain.Ledger.Bookings;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Tests.Ledger;

internal sealed class BookingsTests
{
    [Test]
    public void Every_event_names_its_debit_and_its_credit()
    {
        Assert.That(Accrue.Booking("320302", Scheme.Of("sab")),
            Is.EqualTo(new Booking("accrue", new Account("expense:320302:sab"), new Account("payable:320302"))));
        Assert.That(
            Recover.Booking("320302", Scheme.Of("era"), "assistance"),
            Is.EqualTo(new Booking("recover", new Account("receivable:320302:assistance"), new Account("expense:320302:era"))));
        Assert.That(Offset.Booking("320302", "ocr"),
            Is.EqualTo(new Booking("offset", new Account("payable:320302"), new Account("receivable:320302:ocr"))));
    }

    [Test]
    public void A_trial_balance_balances_to_the_fen_or_not_at_all()
    {
        AccountBalance expense =
            new("expense:320302:sab", new Money(59000), Money.Zero), payable = new("payable:320302", new Money(100), new Money(59100));

        Assert.That(payable.Balance, Is.EqualTo(new Money(-59000)));
        Assert.That(new TrialBalance([expense, payable]).IsBalanced, Is.True);
        Assert.That(new TrialBalance([expense, payable with { Credits = new Money(59101) }]).IsBalanced, Is.False);
        Assert.That(new TrialBalance([]).IsBalanced, Is.True);
    }
}
