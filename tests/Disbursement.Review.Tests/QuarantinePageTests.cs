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
    public async Task Lines_are_answered_together_with_one_reason_each_by_an_act_of_its_own_and_confirmed_together()
    {
        TestOffice office = TestConsole.Office2026();
        office.Send(Batch);
        string answers = Path.Combine(office.Inputs.Root, "bank.csv");
        ComposeReturns.Write(answers, [.. Enumerable.Range(1, 3).Select(i => office.Answer($"{Batch}-{i:000000}", "failed", "账户已销户") with
        {
            SettledOn = "2031-01-01",
        }), .. Enumerable.Range(1, 2).Select(i => office.Answer($"{Batch}-{i:000000}", "paid") with
        {
            PaymentNo = $"9999-1-320302-ocr-{i:000000}",
        })]);
        TestOffice.Done(new ImportReturns(office.Setting).Run(answers, office.Operator, CancellationToken.None));
        Assert.That(office.Texts("SELECT code FROM quarantine ORDER BY id"),
            Is.EqualTo(new[] { "Q-DAY", "Q-DAY", "Q-DAY", "Q-UNKNOWN", "Q-UNKNOWN" }));
        await using TestConsole console = await TestConsole.Over(office);
        await using Visitor zhang = await (await Browser.Open(console)).SignIn("zhang", "/returns/1?problem=Q-DAY");
        await zhang.Page.CheckAsync("[data-test=choose-all]");
        await zhang.Press("book-chosen");
        await zhang.Confirm("银行电话确认");
        string booked = await zhang.Told();
        await zhang.Go("/returns/1?stand=open");
        await zhang.Page.CheckAsync("[data-test=choose-all]");
        string offered = await zhang.Text("[data-test=book-chosen]");
        await zhang.Press("dismiss-chosen");
        await zhang.Confirm("非本批业务");
        await zhang.Told();
        await using Visitor li = await (await Browser.Open(console)).SignIn("li", "/returns/1");
        await li.Page.CheckAsync("[data-test=choose-all]");
        await li.Press("confirm-chosen");
        await li.Page.WaitForSelectorAsync(".mud-dialog [data-test=confirm]");
        await li.Picture("reviewer-confirms-lines");
        string asked = await li.Text(".mud-dialog");
        await li.Confirm();
        string told = await li.Told();

        Assert.That((booked, offered), Is.EqualTo(("所选 3 行：已办 3 行，未办 0 行。", "所选按所载入账（0）")));
        Assert.That(asked, Does.Contain("确认 5 行").And.Contain($"{Batch}-000001").And.Contain("不入账"));
        Assert.That(told, Does.Contain("已办 5 行"));
        Assert.That(office.Number("SELECT COUNT(*) FROM audit WHERE act = 'confirm-line' AND outcome = 'done'"), Is.EqualTo(5));
        Assert.That(Enumerable.Range(1, 3).Select(i => office.PaymentState($"{Batch}-{i:000000}")), Is.All.EqualTo("failed"));
        Assert.That(office.Breaks(), Is.Empty);
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
        ComposeReturns.Write(answers, [office.Answer($"{Batch}-000001", "处理中") with { SettledOn = "" },
            office.Answer($"{Batch}-000002") with { SettledOn = "", Amount = "1234.00" }]);
        TestOffice.Done(new ImportReturns(office.Setting).Run(answers, office.Operator, CancellationToken.None));
        Assert.That(office.Texts("SELECT code FROM quarantine ORDER BY id"), Is.EqualTo(new[] { "Q-STATUS", "Q-AMOUNT" }));
        await using TestConsole console = await TestConsole.Over(office);
        await using Visitor zhang = await (await Browser.Open(console)).SignIn("zhang", "/returns/1");
        Assert.That(await zhang.Page.Locator("main td.n").AllInnerTextsAsync(), Is.SupersetOf(new[] { "¥60.00", "¥1,234.00" }));

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
