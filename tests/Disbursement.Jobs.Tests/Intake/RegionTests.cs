using System.Text;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake;

namespace Disbursement.Jobs.Tests.Intake;

/// <summary>regions.csv: names of townships and villages, and what is refused in it.</summary>
[TestFixture]
internal sealed class RegionTests
{
    private const string Sound = "code,name\n320302001000,样例街道\n320302001003,样例社区\n320302002001,示范村\n";

    [Test]
    public void A_code_is_shown_with_its_township_and_its_village()
    {
        RegionNames names = Read(Sound).Names;

        Assert.That(
            new[] { "320302001003", "320302001004", "320302001000", "320302002001", "320302003001" }.Select(names.Shown),
            Is.EqualTo(new[]
            {
                "320302001003 样例街道样例社区", "320302001004 样例街道", "320302001000 样例街道", "320302002001 示范村", "320302003001",
            }));
        Assert.That((names.Township("320302001003"), names.Village("320302001003"), names.Village("320302001000")),
            Is.EqualTo(("样例街道", "样例社区", "")));
    }

    [Test]
    public void Chinese_headers_are_read_too() => Assert.That(Read("\uFEFF行政区划代码,名称\n320302001000,样例街道\n").Names.Count, Is.EqualTo(1));

    [TestCase("code,nam\n", "regions.csv:1: columns are missing: name")]
    [TestCase("320302001000,样例街道", "regions.csv:1: columns are missing: code, name")]
    [TestCase(Sound + "320302001003,又名\n", "regions.csv:5: code 320302001003 stands twice")]
    [TestCase(Sound + "320302001,样例街道\n", "regions.csv:5: code '320302001' is not 12 digits (a township has nine and 000)")]
    [TestCase(Sound + "3.20302E+11,样例街道\n",
        "regions.csv:5: code '3.20302E+11' is not 12 digits (a township has nine and 000): a spreadsheet destroyed it")]
    [TestCase(Sound + "320302004000,\n", "regions.csv:5: name must be 1 to 50 characters, found 0")]
    [TestCase(Sound + "320302004000,样\u0001\n", "regions.csv:5: name holds a control character")]
    [TestCase(Sound + "320302004000,样,例\n", "regions.csv:5: wrong number of fields or a broken quote")]
    public void A_mistake_is_told_with_its_line(string text, string expected) =>
        InBothLanguages.CheckOne(Read(text).Mistakes, expected);

    [Test]
    public void A_file_in_another_encoding_is_refused() => InBothLanguages.CheckOne(
        ReadRegions.Run("regions.csv", [.. "code,name\n320302001000,"u8, 0xD1, 0xF9, (byte)'\n']).Mistakes,
        "regions.csv: is not UTF-8: open it in Excel or WPS and save it as CSV UTF-8");

    private static (RegionNames Names, IReadOnlyList<FileRemark> Mistakes) Read(string text) =>
        ReadRegions.Run("regions.csv", Encoding.UTF8.GetBytes(text));
}
