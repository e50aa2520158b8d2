using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.ReturnFiles;

namespace Disbursement.Review.Tests;

/// <summary>A line in quarantine that names no payment is booked by naming the one it answers.</summary>
[TestFixture]
internal sealed class QuarantinePageTests
{
    private const string Batch = "2026-1-320302-ocr";

    [Test]
    public async Task An_operator_names_the_payment_and_a_reviewer_confirms_it()
    {
        TestOffice office = TestConsole.Office2026();
        office.Send(Batch);
        string answers = Path.Combine(office.Inputs.Root, "bank.csv");
        ComposeReturns.Write(answers, [office.Answer($"{Batch}-000001", "failed", "账户已销户") with
        {
            PaymentNo = "9999-1-320302-ocr-000001", SettledOn = "",
        }]);
        TestOffice.Done(new ImportReturns(office.Setting).Run(answers, office.Operator, CancellationToken.None));
        await using TestConsole console = await TestConsole.Over(office);
        await using Visitor zhang = await (await Browser.Open(console)).SignIn("zhang", "/returns/1");

        await zhang.Press("book-line");
        await zhang.Page.FillAsync("[data-test=line]", $"{Batch}-000001");
        await zhang.Picture("operator-names-a-payment");
        await zhang.Press("confirm");
        await zhang.Confirm("银行电话确认");

        Assert.That(await zhang.Told(), Does.Contain($"{Batch}-000001").And.Contain("失败"));
        await using Visitor li = await (await Browser.Open(console)).SignIn("li", "/returns/1");
        await li.Press("confirm-line");
        await li.Confirm();
        Assert.That(await li.Told(), Does.Contain($"{Batch}-000001"));
        Assert.That(office.Texts($"SELECT state FROM payments WHERE payment_no = '{Batch}-000001'"), Is.EqualTo(new[] { "failed" }));
        Assert.That(zhang.Complaints.Concat(li.Complaints), Is.Empty);
    }
}
