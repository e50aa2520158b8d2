using System.Globalization;
using System.Text;
using Disbursement.Domain.Households;

namespace Disbursement.Domain.Tests.Households;

internal sealed class BankAccountTests
{
    [TestCase("12345678")]
    [TestCase("00000000")]
    [TestCase("1234567890123456")]
    [TestCase("12345678901234567")]
    [TestCase("99999999999999999999999999999999")]
    public void Reads_8_to_32_digits(string text)
    {
        Assert.That(Read(text, out BankAccount account), Is.EqualTo(BankAccountDefect.None));
        Assert.That(account.Value, Is.EqualTo(UInt128.Parse(text, CultureInfo.InvariantCulture)));
        Assert.That(account.Length, Is.EqualTo(text.Length));
    }

    [TestCase("")]
    [TestCase("1234567")]
    [TestCase("999999999999999999999999999999999")]
    public void Refuses_fewer_than_8_and_more_than_32_digits(string text) =>
        Assert.That(Read(text, out _), Is.EqualTo(BankAccountDefect.Length));

    [TestCase("6222 0210 0000")]
    [TestCase("6222-02100")]
    [TestCase("1.23457E+15")]
    [TestCase("1234567X")]
    [TestCase("12345678/")]
    [TestCase("12345678:")]
    public void Refuses_anything_but_digits(string text) => Assert.That(Read(text, out _), Is.EqualTo(BankAccountDefect.Characters));

    [TestCase("6222021000000005")]
    [TestCase("6228480000000000000")]
    public void Reads_a_card_that_passes_the_Luhn_check(string text) => Assert.That(Read(text, out _), Is.EqualTo(BankAccountDefect.None));

    [TestCase("6222021000000004")]
    [TestCase("6222021000000006")]
    [TestCase("6220221000000005")]
    [TestCase("6228480000000000001")]
    [TestCase("6282480000000000000")]
    public void Refuses_a_card_with_a_wrong_digit_or_two_swapped_ones(string text) =>
        Assert.That(Read(text, out _), Is.EqualTo(BankAccountDefect.Luhn));

    [TestCase("622202100000004")]
    [TestCase("62220210000000040")]
    [TestCase("622848000000000001")]
    [TestCase("62284800000000000010")]
    [TestCase("6122021000000004")]
    [TestCase("1234567890123456")]
    public void Asks_no_Luhn_check_of_another_length_or_beginning(string text) =>
        Assert.That(Read(text, out _), Is.EqualTo(BankAccountDefect.None));

    [Test]
    public void Leading_zeros_are_part_of_the_number()
    {
        Read("0012345678", out BankAccount withZeros);
        Read("12345678", out BankAccount without);
        Read("0012345678", out BankAccount again);

        Assert.That(withZeros, Is.Not.EqualTo(without));
        Assert.That(withZeros, Is.EqualTo(again));
    }

    private static BankAccountDefect Read(string text, out BankAccount account) =>
        BankAccount.Read(Encoding.UTF8.GetBytes(text), out account);
}
