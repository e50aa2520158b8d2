using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.ReturnFiles;
using Disbursement.Jobs.Tests.Rosters;

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

    [Test]
    public async Task Of_two_payments_that_fit_a_line_the_operator_chooses_one_and_the_page_tells_the_layout()
    {
        TestOffice office = TestConsole.Office2026();
        (string, string)[] shared = [("bank_account", People.Card(77)), ("account_name", "王样户")];
        office.Inputs.Roster("c.csv", A.Household(50).Mother(shared).Father(shared));
        office.Run();
        office.Send("2026-2-320302-ocr");
        string answers = Path.Combine(office.Inputs.Root, "bank.csv"), banks = Path.Combine(Repository.Root, "inputs", "banks");
        await File.WriteAllTextAsync(answers, $"账号,户名,金额,状态\n{People.Card(77)},王样户,60.00,失败\n");
        TestOffice.Done(new ImportReturns(office.Setting, banks, null).Run(answers, office.Operator, CancellationToken.None));
        string[] fits = office.Text("SELECT given FROM quarantine WHERE code = 'Q-AMBIGUOUS'").Split(' ');
        Assert.That(fits, Is.EqualTo(new[] { "2026-2-320302-ocr-000001", "2026-2-320302-ocr-000002" }));
        await using TestConsole console = await TestConsole.Over(office);
        await using Visitor zhang = await (await Browser.Open(console)).SignIn("zhang", "/returns/1");

        Assert.That(await zhang.Text("[data-test=layout]"), Does.Contain("工行批量代发结果"));
        await zhang.Press($"book-{fits[1]}");
        await zhang.Confirm("银行电话确认");
        Assert.That(await zhang.Told(), Does.Contain(fits[1]).And.Contain("失败"));
        await using Visitor li = await (await Browser.Open(console)).SignIn("li", "/returns/1");
        await li.Press("confirm-line");
        await li.Confirm();
        Assert.That(await li.Told(), Does.Contain(fits[1]));

        Assert.That(office.Texts($"SELECT state FROM payments WHERE payment_no IN ('{fits[0]}', '{fits[1]}') ORDER BY payment_no"),
            Is.EqualTo(new[] { "released", "failed" }));
        Assert.That(zhang.Complaints.Concat(li.Complaints), Is.Empty);
    }

    [Test]
    public async Task Of_a_line_whose_status_nobody_can_read_the_operator_says_what_it_is()
    {
        TestOffice office = TestConsole.Office2026();
        office.Send(Batch);
        string answers = Path.Combine(office.Inputs.Root, "bank.csv");
        ComposeReturns.Write(answers, [office.Answer($"{Batch}-000001", "处理中") with { SettledOn = "" }]);
        TestOffice.Done(new ImportReturns(office.Setting).Run(answers, office.Operator, CancellationToken.None));
        Assert.That(office.Text("SELECT code FROM quarantine"), Is.EqualTo("Q-STATUS"));
        await using TestConsole console = await TestConsole.Over(office);
        await using Visitor zhang = await (await Browser.Open(console)).SignIn("zhang", "/returns/1");

        await zhang.Press("book-failed");
        await zhang.Confirm("银行电话确认");
        Assert.That(await zhang.Told(), Does.Contain($"{Batch}-000001").And.Contain("失败"));
        await using Visitor li = await (await Browser.Open(console)).SignIn("li", "/returns/1");
        await li.Press("confirm-line");
        await li.Confirm();
        Assert.That(await li.Told(), Does.Contain($"{Batch}-000001"));

        Assert.That(office.PaymentState($"{Batch}-000001"), Is.EqualTo("failed"));
        Assert.That(zhang.Complaints.Concat(li.Complaints), Is.Empty);
    }
}
