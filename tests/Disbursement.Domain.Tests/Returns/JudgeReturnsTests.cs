using CsCheck;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Returns;

namespace Disbursement.Domain.Tests.Returns;

/// <summary>
/// What becomes of the lines that a return file holds about one payment: each code at its limit and one step either side.
/// </summary>
[TestFixture]
internal sealed class JudgeReturnsTests
{
    private const string Number = "2026-1-320302-sab-000001";
    [TestCase(ReturnStatus.Paid)]
    [TestCase(ReturnStatus.Failed)]
    public void A_released_payment_becomes_what_the_line_says(ReturnStatus status) =>
        Assert.That(JudgeReturns.Run([Line(status)], Payment()), Is.EqualTo(new[] { new ReturnVerdict.Booked(status) }));

    [Test]
    public void No_lines_have_no_verdicts() => Assert.That(JudgeReturns.Run([], Payment()), Is.Empty);

    [Test]
    public void Quarantines_a_line_whose_payment_nobody_knows()
    {
        Quarantine reason = Reasons([Line()], null).Single()!;

        Assert.That((reason.Code, reason.Found, reason.English, reason.Chinese),
            Is.EqualTo(("Q-UNKNOWN", Number, $"no payment has the number {Number}", $"没有编号为“{Number}”的支付")));
    }

    [TestCase(PaymentState.Proposed, "Q-NOT-RELEASED")]
    [TestCase(PaymentState.Approved, "Q-NOT-RELEASED")]
    [TestCase(PaymentState.Held, "Q-NOT-RELEASED")]
    [TestCase(PaymentState.Released, "booked Paid")]
    [TestCase(PaymentState.Cancelled, "Q-NOT-RELEASED")]
    [TestCase(PaymentState.Reissued, "Q-NOT-RELEASED")]
    public void Quarantines_a_line_whose_payment_is_not_released(PaymentState state, string expected) =>
        Assert.That(Outcomes([Line()], Payment(state)), Is.EqualTo(new[] { expected }));

    [TestCase(589.99, "Q-AMOUNT")]
    [TestCase(590.00, "booked Paid")]
    [TestCase(590.01, "Q-AMOUNT")]
    [TestCase(0.00, "Q-AMOUNT")]
    public void Quarantines_a_line_whose_amount_differs(decimal yuan, string expected) =>
        Assert.That(Outcomes([Line(yuan: yuan)], Payment()), Is.EqualTo(new[] { expected }));

    [Test]
    public void A_wrong_amount_names_both_numbers_in_both_languages()
    {
        Quarantine reason = Reasons([Line(yuan: 590.01m)], Payment()).Single()!;

        Assert.That((reason.Expected, reason.Found, reason.Say(isChinese: false), reason.Say(isChinese: true)),
            Is.EqualTo(("590.00", "590.01", "amount: expected 590.00, found 590.01", "金额不符：应为590.00，实为590.01")));
    }

    [TestCase("0.00")]
    [TestCase("589.99")]
    [TestCase("590.00")]
    [TestCase(null)]
    public void The_amount_of_a_failed_line_decides_nothing(string? yuan) =>
        Assert.That(Outcomes([Line(ReturnStatus.Failed) with
            { Amount = yuan is null ? null : A.Yuan(decimal.Parse(yuan, System.Globalization.CultureInfo.InvariantCulture)) }], Payment()),
            Is.EqualTo(new[] { "booked Failed" }));

    [TestCase("2026-06-02", "Q-DAY")]
    [TestCase("2026-06-03", "booked")]
    [TestCase("2026-06-12", "booked")]
    [TestCase("2026-06-13", "Q-DAY")]
    [TestCase(null, "booked")]
    public void Quarantines_a_day_before_the_release_or_after_today(string? day, string expected)
    {
        KnownPayment payment = Payment() with { Days = new PossibleDays(A.Day("2026-06-03"), A.Day("2026-06-12")) };

        Assert.That(new[] { ReturnStatus.Paid, ReturnStatus.Failed }.Select(status => Outcomes([Line(status, day: day)], payment).Single()),
            Is.EqualTo(expected == "booked" ? ["booked Paid", "booked Failed"] : new[] { expected, expected }));
    }

    [TestCase("1999-01-01", "settled on 1999-01-01, but the payment was released on 2026-06-03", "入账日期为1999-01-01，而该笔支付于2026-06-03才放行")]
    [TestCase("2030-01-01", "settled on 2030-01-01, but today is 2026-06-12", "入账日期为2030-01-01，而今天是2026-06-12")]
    public void A_day_that_cannot_be_names_both_days_in_both_languages(string day, string english, string chinese)
    {
        Quarantine reason =
            Reasons([Line(day: day)], Payment() with { Days = new PossibleDays(A.Day("2026-06-03"), A.Day("2026-06-12")) }).Single()!;

        Assert.That((reason.Expected, reason.Found, reason.English, reason.Chinese),
            Is.EqualTo(("2026-06-03–2026-06-12", day, english, chinese)));
    }

    [TestCase(PaymentState.Paid, ReturnStatus.Paid)]
    [TestCase(PaymentState.Failed, ReturnStatus.Failed)]
    public void An_answer_that_an_earlier_file_gave_is_a_repeat_on_any_day(PaymentState earlier, ReturnStatus now) =>
        Assert.That(new[] { "2026-06-04", "2026-06-05", "2026-06-06", null }.SelectMany(day =>
            Outcomes([Line(now, day: day)], Payment(earlier, (now, "2026-06-05")))), Is.All.EqualTo("Q-REPEAT"));

    [TestCase("2026-06-04", "2026-06-05", "Q-EARLIER")]
    [TestCase("2026-06-05", "2026-06-05", "booked")]
    [TestCase("2026-06-06", "2026-06-05", "booked")]
    [TestCase(null, "2026-06-05", "booked")]
    [TestCase("2026-06-06", null, "booked")]
    [TestCase(null, null, "booked")]
    public void A_later_answer_takes_the_opposite_one_back(string? now, string? before, string expected)
    {
        string bounced = Outcomes([Line(ReturnStatus.Failed, day: now)], Payment(PaymentState.Paid, (ReturnStatus.Paid, before))).Single();
        string late = Outcomes([Line(ReturnStatus.Paid, day: now)], Payment(PaymentState.Failed, (ReturnStatus.Failed, before))).Single();

        Assert.That((bounced, late), Is.EqualTo(expected == "booked" ? ("booked Failed", "booked Paid") : (expected, expected)));
    }

    [Test]
    public void Money_comes_back_from_a_batch_that_was_closed_without_an_answer() =>
        Assert.That(Outcomes([Line(ReturnStatus.Failed, day: "2020-01-01")], Payment(PaymentState.Paid)),
            Is.EqualTo(new[] { "booked Failed" }));

    [TestCase("2026-06-05", "Q-REPEAT")]
    [TestCase(null, "Q-CONTRADICTS")]
    [TestCase("2026-06-06", "Q-EARLIER")]
    [TestCase("2026-06-07", "Q-CONTRADICTS")]
    [TestCase("2026-06-08", "booked Paid")]
    public void What_was_taken_back_is_said_anew_only_with_a_later_day(string? day, string expected) =>
        Assert.That(Outcomes([Line(day: day)],
                Payment(PaymentState.Failed, (ReturnStatus.Paid, "2026-06-05"), (ReturnStatus.Failed, "2026-06-07"))),
            Is.EqualTo(new[] { expected }));

    /// <summary>Files that come twice and in any order, each with a day of its own: in the end the answer of the last day stands.</summary>
    [Test]
    public void Of_answers_with_days_the_last_one_stands_in_whatever_order_files_come_and_none_is_booked_twice() =>
        Gen.Select(Gen.OneOf(ReturnStatus.Paid, ReturnStatus.Failed).Array[1, 5], Gen.Int[0, 4].Array[5, 12]).Sample((said, order) =>
        {
            int[] files = [.. order.Select(file => file % said.Length), .. Enumerable.Range(0, said.Length)];
            PaymentState state = PaymentState.Released;
            List<(ReturnStatus, string?)> booked = [];
            foreach (int file in files)
            {
                string day = $"2026-06-{file + 10}";
                if (Outcomes([Line(said[file], day: day)], Payment(state, [.. booked])).Single()
                    .StartsWith("booked", StringComparison.Ordinal))
                {
                    booked.Add((said[file], day));
                    state = said[file] == ReturnStatus.Paid ? PaymentState.Paid : PaymentState.Failed;
                }
            }

            return booked.Distinct().Count() == booked.Count && state.ToString() == said[^1].ToString();
        }, iter: 2000);

    [Test]
    public void Of_equal_lines_in_one_file_one_is_booked() =>
        Assert.That(Outcomes([Line(), Line(), Line()], Payment()), Is.EqualTo(new[] { "booked Paid", "Q-REPEAT", "Q-REPEAT" }));

    [Test]
    public void Of_lines_that_say_the_same_the_earliest_day_is_booked() =>
        Assert.That(Outcomes([Line(day: null), Line(day: "2026-06-05"), Line(day: "2026-06-04")], Payment()),
            Is.EqualTo(new[] { "Q-REPEAT", "Q-REPEAT", "booked Paid" }));

    [Test]
    public void Of_lines_that_differ_in_the_reason_alone_the_same_one_is_booked_in_any_order()
    {
        ReturnLine one = Line(ReturnStatus.Failed) with { Reason = "a" }, other = Line(ReturnStatus.Failed) with { Reason = "b" };

        Assert.That((Outcomes([one, other], Payment()), Outcomes([other, one], Payment())),
            Is.EqualTo((new[] { "booked Failed", "Q-REPEAT" }, new[] { "Q-REPEAT", "booked Failed" })));
    }

    [Test]
    public void Lines_of_one_file_that_contradict_each_other_are_all_quarantined() =>
        Assert.That(Outcomes([Line(), Line(ReturnStatus.Failed), Line()], Payment()),
            Is.EqualTo(new[] { "Q-CONTRADICTS", "Q-CONTRADICTS", "Q-CONTRADICTS" }));

    [Test]
    public void A_wrong_line_beside_a_right_one_that_says_the_same_does_not_stop_it() =>
        Assert.That(Outcomes([Line(yuan: 5.90m), Line(), Line(day: "2026-06-11")], Payment()),
            Is.EqualTo(new[] { "Q-AMOUNT", "booked Paid", "Q-REPEAT" }));

    [Test]
    public void A_wrong_line_that_says_the_opposite_stops_the_right_one() =>
        Assert.That(Outcomes([Line(ReturnStatus.Failed), Line(yuan: 5.90m)], Payment()),
            Is.EqualTo(new[] { "Q-CONTRADICTS", "Q-AMOUNT" }));

    [Test]
    public void Refuses_lines_of_two_payments() =>
        Assert.That(() => JudgeReturns.Run([Line(), Line() with { PaymentNo = "2026-1-320302-sab-000002" }], null),
            Throws.ArgumentException);

    [Test]
    public void The_order_of_lines_never_matters() => Gen.Select(
        GenLine.Array[1, 6].SelectMany(lines => Gen.Shuffle((ReturnLine[])lines.Clone()).Select(shuffled => (lines, shuffled))), GenState)
        .Sample((pair, state) => Told(pair.lines, Payment(state)).SequenceEqual(Told(pair.shuffled, Payment(state))), iter: 5000);

    [Test]
    public void At_most_one_line_is_booked_and_only_of_a_payment_that_was_sent() =>
        Gen.Select(GenLine.Array[1, 6], GenState).Sample((lines, state) =>
    {
        int booked = JudgeReturns.Run(lines, Payment(state)).Count(verdict => verdict is ReturnVerdict.Booked);
        return booked <= (state == PaymentState.Held ? 0 : 1);
    }, iter: 5000);

    private static Gen<PaymentState> GenState =>
        Gen.OneOf(PaymentState.Released, PaymentState.Released, PaymentState.Released, PaymentState.Paid, PaymentState.Held);

    [TestCase("Q-AMOUNT", "12345.60", "12,345.60", "12,345.60")]
    [TestCase("Q-AMOUNT", "一万", "一万", "一万")]
    [TestCase("Q-AMOUNT", "1.005", "1.005", "1.005")]
    [TestCase("Q-UNKNOWN", "paid|held", "paid|held", "paid|held")]
    [TestCase("Q-NOT-RELEASED", "held", "暂扣", "held")]
    [TestCase("Q-EARLIER", "paid 2026-06-05", "成功 2026-06-05", "paid 2026-06-05")]
    [TestCase("Q-STATUS", "paid|failed", "成功 / 失败", "paid / failed")]
    [TestCase("Q-STATUS", "paid later", "paid later", "paid later")]
    [TestCase("Q-FORMAT", "a text", "文字", "a text")]
    [TestCase("Q-ROW", "10–12", "10–12", "10–12")]
    public void What_a_line_keeps_is_told_in_words(string code, string kept, string chinese, string english) =>
        Assert.That((Quarantine.Tell(code, kept, isChinese: true), Quarantine.Tell(code, kept, isChinese: false)),
            Is.EqualTo((chinese, english)));

    private static Gen<ReturnLine> GenLine => Gen.Select(
        Gen.OneOf(ReturnStatus.Paid, ReturnStatus.Paid, ReturnStatus.Failed),
        Gen.OneOf(590.00m, 590.00m, 5.90m),
        Gen.OneOf<string?>("2026-06-05", "2026-06-06", null, "2026-06-11"),
        Gen.OneOf("", "户名不符"),
        (status, yuan, day, reason) => Line(status, yuan, day) with { Reason = reason });

    private static KnownPayment Payment(PaymentState state = PaymentState.Released, params (ReturnStatus Status, string? Day)[] answers) =>
        new(Number, A.Yuan(590m), state)
        {
            Answers = [.. answers.Select(answer => new KnownAnswer(answer.Status, answer.Day is null ? null : A.Day(answer.Day)))],
        };

    private static ReturnLine Line(ReturnStatus status = ReturnStatus.Paid, decimal yuan = 590m, string? day = "2026-06-05") =>
        new(Number, A.Yuan(yuan), status, "", day is null ? null : A.Day(day));

    private static IEnumerable<Quarantine?> Reasons(ReturnLine[] lines, KnownPayment? payment) =>
        JudgeReturns.Run(lines, payment).Select(verdict => (verdict as ReturnVerdict.Quarantined)?.Reason);

    private static string[] Outcomes(ReturnLine[] lines, KnownPayment? payment) =>
        [.. JudgeReturns.Run(lines, payment).Select(
            verdict => verdict is ReturnVerdict.Booked booked
                ? $"booked {booked.Status}"
                : ((ReturnVerdict.Quarantined)verdict).Reason.Code)];

    /// <summary>Each line with its outcome, whatever its place.</summary>
    private static IEnumerable<string> Told(ReturnLine[] lines, KnownPayment payment) =>
        lines.Zip(Outcomes(lines, payment), (line, outcome) => $"{line} {outcome}").Order(StringComparer.Ordinal);
}
