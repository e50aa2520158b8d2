using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Tests.Privacy;

/// <summary>Words that are kept in the clear name nobody by number, whatever stands around it.</summary>
[TestFixture]
internal sealed class WordingTests
{
    [TestCase("身份证320302198503041234不符")]
    [TestCase("ID320302198503041234")]
    [TestCase("CARD6222021234567890123")]
    [TestCase("32030219850304123X")]
    [TestCase("320302198503041234abc")]
    [TestCase("6222 0212 3456 7890 123")]
    [TestCase("6222-0212-3456-7890-123")]
    [TestCase("6222　0212　3456　7890　123")]
    [TestCase("６２２２０２１２３４５６７８９０１２３")]
    [TestCase("٦٢٢٢٠٢١٢٣٤٥٦٧٨٩٠١٢٣")]
    [TestCase("联系电话13800138000")]
    [TestCase("138 0013 8000")]
    [TestCase("138-0013-8000")]
    public void A_number_of_a_person_is_seen_and_blotted_out(string text)
    {
        string left = Wording.WithoutNumbers(text);

        Assert.That((Wording.HasPersonalNumber(text), left.Contains("***", StringComparison.Ordinal), left.Count(char.IsDigit)),
            Is.EqualTo((true, true, 0)), left);
    }

    [TestCase("户名不符")]
    [TestCase("见付款 2026-1-320302-sab-000007")]
    [TestCase("2026-06-05 来电")]
    [TestCase("sha256=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    [TestCase("sha256=1234567890123456789012345678901234567890123456789012345678901234")]
    [TestCase("金额 590.00 元，应为 580.00 元")]
    public void Payment_numbers_dates_sums_and_amounts_are_left_alone(string text) =>
        Assert.That((Wording.HasPersonalNumber(text), Wording.WithoutNumbers(text)), Is.EqualTo((false, text)));
}
