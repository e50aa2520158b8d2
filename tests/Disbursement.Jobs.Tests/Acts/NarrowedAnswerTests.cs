using System.Text;
using Disbursement.Jobs.PaymentFiles;
using Disbursement.Jobs.Tests.ReturnFiles;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>
/// Lines without a payment number that fit two payments by account and name: what else the line says may leave one. Each test fails when
/// that is not looked at.
/// </summary>
[TestFixture]
internal sealed class NarrowedAnswerTests
{
    private const string First = "2026-1-320302-ocr";
    private const string Second = "2026-1-320303-ocr";
    private const string Larger = "2026-1-320302-sad";

    private static readonly (string, string)[] Shared = [("bank_account", People.Card(77)), ("account_name", "王样户")];

    private static TestOffice _base = null!;

    private TestOffice _office = null!;

    /// <summary>Three mothers with one account: 60.00 in one county, 60.00 in another, and 5520.00.</summary>
    [OneTimeSetUp]
    public void StaffOffice()
    {
        _base = TestOffice.Staffed();
        Directory.CreateDirectory(Path.Combine(_base.Inputs.Inputs, "banks"));
        foreach (string file in Directory.GetFiles(Path.Combine(Repository.Root, "inputs", "banks")))
            File.Copy(file, Path.Combine(_base.Inputs.Inputs, "banks", Path.GetFileName(file)));
        _base.Inputs.Roster("a.csv", A.Household(1).Mother(Shared), A.Household(2, "320303001001").Mother(Shared),
            Proofs.FullStory.WithDisabledChild(3).Mother(Shared));
        _base.Run();
        _base.Send(First);
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
    public void The_amount_leaves_the_payment_that_has_it()
    {
        _office.Send(Larger);
        Later();

        Import("60.00", "成功", "2026-06-05");

        Assert.That((States(First, Larger), Codes), Is.EqualTo(("paid released", "")));
    }

    [Test]
    public void The_day_leaves_the_payment_that_was_released_before_it()
    {
        _office.Inputs.Clock.Advance(TimeSpan.FromDays(4));
        _office.Send(Second);
        Later();

        Import("60.00", "成功", "2026-06-03");
        Assert.That((States(First, Second), Codes), Is.EqualTo(("paid released", "")));
    }

    [Test]
    public void A_day_on_which_both_were_sent_leaves_both()
    {
        _office.Send(Second);
        Later();

        Import("60.00", "成功", "2026-06-03");

        Assert.That((States(First, Second), Codes),
            Is.EqualTo(("released released", $"Q-AMBIGUOUS {First}-000001 {Second}-000001")));
    }

    [Test]
    public void An_answer_that_is_booked_already_is_a_repeat_of_that_one()
    {
        _office.Send(Second);
        Later();
        TestOffice.Done(_office.Import("a.csv", new TestReturn(First + "-000001", "60.00", "paid", "", "2026-06-03")));

        Import("60.00", "成功", "2026-06-03");

        Assert.That((States(First, Second), Codes), Is.EqualTo(("paid released", "Q-REPEAT paid 2026-06-03")));
    }

    [Test]
    public void Our_own_control_line_leaves_the_payment_of_its_batch()
    {
        Later();
        TestOffice.Done(_office.Import("a.csv", new TestReturn(First + "-000001", "60.00", "failed", "账户已销", "2026-06-03")));
        TestOffice.Done(_office.Reissue("2026-1"));
        const string again = "2026-2-320302-ocr";
        _office.Send(again);
        string[] sent = File.ReadAllLines(_office.FileOf(again, PaymentFormats.Bank));
        string file = Path.Combine(_office.Inputs.Root, "back.txt");
        File.WriteAllLines(file, [sent[0], sent[1] + "|成功|"]);

        TestOffice.Done(_office.Import(file));

        Assert.That((_office.PaymentState(again + "-000001"), Codes), Is.EqualTo(("paid", "")));
    }

    private string Codes => string.Join('\n', _office.Texts("SELECT code || ' ' || coalesce(given, '') FROM quarantine ORDER BY id"));

    private void Later() => _office.Inputs.Clock.SetUtcNow(TestOffice.Answered);

    private string States(string one, string other) => $"{_office.PaymentState(one + "-000001")} {_office.PaymentState(other + "-000001")}";

    private void Import(string amount, string status, string day)
    {
        string file = Path.Combine(_office.Inputs.Root, "answers.csv");
        File.WriteAllText(file, $"账号,户名,金额,状态,入账日期\n{People.Card(77)},王样户,{amount},{status},{day}\n", Encoding.UTF8);
        TestOffice.Done(_office.Import(file));
    }
}
