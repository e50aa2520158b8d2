using System.Text;
using Disbursement.Domain.Returns;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.PaymentFiles;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>
/// Answers that carry no payment number, against real books: the one payment that fits is answered, and what fits two is never booked.
/// </summary>
[TestFixture]
internal sealed class BankAnswerTests
{
    private const string Rewards = "2026-1-320302-ocr";
    private const string Assistance = "2026-1-320302-sad";

    private static TestOffice _base = null!;

    private TestOffice _office = null!;

    /// <summary>A family whose parents are paid 60.00 each, to two accounts, and one whose parents are paid alike to one account.</summary>
    [OneTimeSetUp]
    public void StaffOffice()
    {
        _base = TestOffice.Staffed();
        Directory.CreateDirectory(Path.Combine(_base.Inputs.Inputs, "banks"));
        foreach (string file in Directory.GetFiles(Path.Combine(Repository.Root, "inputs", "banks")))
            File.Copy(file, Path.Combine(_base.Inputs.Inputs, "banks", Path.GetFileName(file)));
        (string, string)[] shared = [("bank_account", People.Card(77)), ("account_name", "王样户")];
        _base.Inputs.Roster("a.csv", A.Household(1), Proofs.FullStory.WithDisabledChild(3).Mother(shared).Father(shared));
        _base.Run();
        foreach (string batch in _base.Texts("SELECT id FROM batches"))
            _base.Send(batch);
        _base.Inputs.Clock.SetUtcNow(TestOffice.Answered);
    }

    [OneTimeTearDown]
    public void CloseBase() => _base.Dispose();

    [SetUp]
    public void CopyOffice() => _office = _base.Copy();

    [TearDown]
    public void CloseOffice()
    {
        Assert.That(_office.Breaks(), Is.Empty);
        _office.Dispose();
    }

    [Test]
    public void A_line_with_the_account_name_and_amount_of_one_payment_is_its_answer([Values("csv", "xlsx")] string kind)
    {
        (string Account, string Name) first = Payee(Rewards, 1), second = Payee(Rewards, 2);

        string said = Import(kind, ["收款账号", "收款户名", "金额", "处理状态", "失败原因", "入账时间"],
            [first.Account, first.Name, "60.00", "处理成功", "", "2026-06-10 10:22:33"],
            [second.Account, second.Name, "0.00", "处理失败", "账户已销", "2026-06-10"]);

        Assert.That(said, Does.Contain("2 lines, 1 paid, 1 failed, 0 in quarantine; read as 工行批量代发结果"));
        Assert.That((_office.PaymentState(Rewards + "-000001"), _office.PaymentState(Rewards + "-000002"),
            _office.Text($"SELECT note FROM payments WHERE payment_no = '{Rewards}-000002'")), Is.EqualTo(("paid", "failed", "账户已销")));
    }

    [TestCase("60.01", "", "Q-AMOUNT")]
    [TestCase("60.00", "x", "Q-UNKNOWN")]
    public void A_line_with_another_amount_or_name_is_not_booked(string amount, string more, string code)
    {
        (string account, string name) = Payee(Rewards, 1);

        Import("csv", ["账号", "户名", "金额", "状态"], [account, name + more, amount, "成功"]);
        Import("csv", ["账号", "户名", "金额", "状态"], [account, name + more, amount, "失败"]);

        Assert.That((_office.Texts("SELECT code FROM quarantine"), _office.PaymentState(Rewards + "-000001")),
            Is.EqualTo((new[] { code, code }, "released")));
    }

    [Test]
    public void What_fits_two_payments_is_never_booked_and_names_both_until_two_officers_say_which()
    {
        string first = Assistance + "-000001", second = Assistance + "-000002";
        (string account, string name) = Payee(Assistance, 1);
        Assert.That((Payee(Assistance, 2), Amount(second)), Is.EqualTo(((account, name), Amount(first))));

        Import("csv", ["账号", "户名", "金额", "状态"], [account, name, Amount(first), "成功"], [account, name, "0", "失败"]);

        Assert.That(_office.Texts("SELECT code || ' ' || given FROM quarantine"),
            Is.EqualTo(new[] { $"Q-AMBIGUOUS {first} {second}", $"Q-AMBIGUOUS {first} {second}" }));
        Assert.That((_office.PaymentState(first), _office.PaymentState(second)), Is.EqualTo(("released", "released")));
        ResolveLine resolve = new(_office.Setting);
        Assert.That((TestOffice.CodeOf(resolve.Book("1:2", null, null, _office.Operator, "银行来函", CancellationToken.None)),
            TestOffice.CodeOf(resolve.Book("1:2", first, null, _office.Operator, "银行来函", CancellationToken.None)),
            TestOffice.CodeOf(resolve.Confirm("1:2", _office.Reviewer, CancellationToken.None)), _office.PaymentState(first)),
            Is.EqualTo(("NO-SUCH", "done", "done", "paid")));
    }

    [Test]
    public void Our_own_bank_text_comes_back_as_it_was_sent_with_a_status_behind_each_line()
    {
        string[] sent = File.ReadAllLines(_office.FileOf(Rewards, PaymentFormats.Bank));
        string file = Path.Combine(_office.Inputs.Root, "back.txt");
        File.WriteAllLines(file, [sent[0], sent[1] + "|成功|", sent[2] + "|失败|账户已销|20260610102233"]);

        string said = ((ActOutcome.Done)_office.Import(file)).English;

        Assert.That(said, Does.Contain("1 paid, 1 failed, 0 in quarantine"));
        using (Jobs.Store.Tables.DisbursementDb db = _office.Setting.Store.Model())
            Assert.That(ArchivedLayout.Of(db, _office.Inputs.Data, 1)?.English,
                Is.EqualTo("our own bank text with a status behind each line"));
        Assert.That(_office.Payments(Rewards), Is.EqualTo(new[] { $"{Rewards}-000001 paid", $"{Rewards}-000002 failed" }));
    }

    [Test]
    public void A_line_of_another_place_in_our_file_is_not_booked()
    {
        string[] sent = File.ReadAllLines(_office.FileOf(Rewards, PaymentFormats.Bank));
        string file = Path.Combine(_office.Inputs.Root, "back.txt");
        File.WriteAllLines(file, [sent[0], "000002" + sent[1][6..] + "|成功|"]);

        _office.Import(file);

        Assert.That((_office.Text("SELECT code FROM quarantine"), _office.PaymentState(Rewards + "-000001")),
            Is.EqualTo(("Q-UNKNOWN", "released")));
    }

    [Test]
    public void A_list_of_failures_makes_each_payment_that_it_names_fail()
    {
        (string account, string name) = Payee(Rewards, 1);

        string said = Import("csv", ["账号", "户名", "金额", "失败原因"], [account, name, "60.00", "户名不符"]);

        Assert.That(said, Does.Contain("0 paid, 1 failed, 0 in quarantine; read as 仅失败清单"));
    }

    [Test]
    public void A_layout_that_changes_or_goes_after_the_import_changes_no_proof()
    {
        (string account, string name) = Payee(Rewards, 1);
        Import("csv", ["账号", "户名", "金额", "状态"], [account, name, "60.00", "成功"]);
        using (Jobs.Store.Tables.DisbursementDb db = _office.Setting.Store.Model())
            Assert.That(ArchivedLayout.Of(db, _office.Inputs.Data, 1)?.Name, Is.EqualTo("工行批量代发结果"));
        Directory.Delete(Path.Combine(_office.Inputs.Inputs, "banks"), recursive: true);
        Assert.That(_office.Breaks(), Is.Empty);

        string sha256 = _office.LastAct()["detail"].Split("layout=")[1];
        string kept = Path.Combine(_office.Inputs.Data, "archive", sha256[..2], sha256);
        byte[] text = File.ReadAllBytes(kept);
        File.WriteAllText(kept, "name: another");
        Assert.That(_office.Breaks(), Has.Some.Contains("the archive no longer holds the layout that it was read as"));
        File.WriteAllBytes(kept, text);
    }

    [Test]
    public void An_answer_that_is_put_on_the_payment_of_another_account_is_named()
    {
        (string account, string name) = Payee(Rewards, 1);
        Import("csv", ["账号", "户名", "金额", "状态"], [account, name, "60.00", "成功"]);
        _office.Execute($"UPDATE payments SET return_line = 9 WHERE payment_no = '{Rewards}-000001'");
        Assert.That(_office.Breaks(), Is.Not.Empty);
        _office.Execute($"UPDATE payments SET return_line = 2 WHERE payment_no = '{Rewards}-000001'");
    }

    [TestCase("nothing", "UNREADABLE")]
    [TestCase("bank-workbook", "done")]
    [TestCase("failures-only", "UNREADABLE")]
    [TestCase("own", "UNREADABLE")]
    public void A_layout_that_is_named_is_the_only_one_that_is_tried(string bank, string expected)
    {
        (string account, string name) = Payee(Rewards, 1);
        string file = Path.Combine(_office.Inputs.Root, "answers.csv");
        File.WriteAllText(file, $"账号,户名,金额,状态\n{account},{name},60.00,成功\n");

        Assert.That(TestOffice.CodeOf(_office.Import(file, bank: bank)), Is.EqualTo(expected));
    }

    [Test]
    public void A_status_report_of_iso_20022_is_booked_transaction_by_transaction()
    {
        string file = Path.Combine(_office.Inputs.Root, "report.xml");
        File.WriteAllText(file, Pain002(
            Transaction(Rewards + "-000001", "ACSC", "<AccptncDtTm>2026-06-09T17:30:00Z</AccptncDtTm>"),
            Transaction(Rewards + "-000002", "RJCT", "<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>账户已销</AddtlInf></StsRsnInf>"),
            Transaction(Assistance + "-000001", "ACSP"),
            Transaction(Assistance + "-000002", "ACSC", "<OrgnlTxRef><Amt><InstdAmt Ccy='CNY'>1.00</InstdAmt></Amt></OrgnlTxRef>")));

        string said = ((ActOutcome.Done)_office.Import(file)).English;

        Assert.That(said, Does.Contain("4 lines, 1 paid, 1 failed, 2 in quarantine (Q-AMOUNT=1 Q-STATUS=1")
            .And.Contain("read as ISO 20022 pain.002.001.10"));
        Assert.That(_office.Text($"SELECT note || ' ' || state FROM payments WHERE payment_no = '{Rewards}-000002'"),
            Is.EqualTo("AC04 账户已销 failed"));
        Assert.That(_office.Text($"SELECT answered_on FROM payments WHERE payment_no = '{Rewards}-000001'"), Is.EqualTo("2026-06-10"));
        Assert.That(_office.Text("SELECT payment_no FROM quarantine WHERE code = 'Q-STATUS'"), Is.EqualTo(Assistance + "-000001"));
    }

    /// <summary>A message of the bank that says two final things of a payment is believed in neither: it may be paid, or not.</summary>
    [TestCase("RJCT", "", "ACSC", "Q-STATUS RJCT ACSC")]
    [TestCase("ACSC", "", "RJCT", "Q-STATUS ACSC RJCT")]
    [TestCase("PART", "RJCT", "ACSC", "Q-STATUS RJCT ACSC")]
    [TestCase("PART", "ACSC", "ACSC", "paid")]
    [TestCase("ACSP", "", "RJCT", "failed")]
    [TestCase("RJCT", "RJCT", "RJCT", "failed")]
    public void A_transaction_that_ends_otherwise_than_the_whole_waits(string whole, string block, string said, string becomes)
    {
        string file = Path.Combine(_office.Inputs.Root, "report.xml");
        File.WriteAllText(file, Pain002(Transaction(Rewards + "-000001", said))
            .Replace("<GrpSts>PART</GrpSts>", $"<GrpSts>{whole}</GrpSts>", StringComparison.Ordinal)
            .Replace("<OrgnlPmtInfAndSts>", $"<OrgnlPmtInfAndSts>{(block.Length > 0 ? $"<PmtInfSts>{block}</PmtInfSts>" : "")}",
                StringComparison.Ordinal));

        TestOffice.Done(_office.Import(file));

        Assert.That(_office.Texts("SELECT code || ' ' || expected || ' ' || given FROM quarantine")
            .DefaultIfEmpty(_office.PaymentState(Rewards + "-000001")), Is.EqualTo(new[] { becomes }));
    }

    private static string Pain002(params string[] transactions) =>
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt>"
            + "<GrpHdr><MsgId>r1</MsgId><CreDtTm>2026-06-10T00:00:00</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>m</OrgnlMsgId>"
            + "<OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>"
            + $"<OrgnlPmtInfId>m</OrgnlPmtInfId>{string.Concat(transactions)}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>";

    private static string Transaction(string payment, string status, string more = "") =>
        $"<TxInfAndSts><OrgnlEndToEndId>{payment}</OrgnlEndToEndId><TxSts>{status}</TxSts>{more}</TxInfAndSts>";

    private string Import(string kind, string[] header, params string[][] rows)
    {
        string file = Path.Combine(_office.Inputs.Root, $"{Guid.NewGuid()}.{kind}");
        if (kind == "xlsx")
            File.WriteAllBytes(file, ReturnFiles.BankLayoutTests.Book(("结果", [header, .. rows])));
        else
            File.WriteAllText(file, string.Concat(rows.Prepend(header).Select(row => string.Join(',', row) + "\n")), Encoding.UTF8);
        ActOutcome outcome = _office.Import(file);
        TestOffice.Done(outcome);
        return ((ActOutcome.Done)outcome).English;
    }

    /// <summary>Account and holder of a payment, from the csv file that was sent.</summary>
    private (string Account, string Name) Payee(string batch, int sequence)
    {
        string[] cells = File.ReadAllLines(_office.FileOf(batch))[sequence].Split(',');
        return (cells[13], cells[14]);
    }

    private string Amount(string payment) =>
        (_office.Number($"SELECT amount_fen FROM payments WHERE payment_no = '{payment}'") / 100m)
            .ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
}
