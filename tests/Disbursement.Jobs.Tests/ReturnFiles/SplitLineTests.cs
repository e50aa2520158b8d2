using Disbursement.Jobs.ReturnFiles;

namespace Disbursement.Jobs.Tests.ReturnFiles;

/// <summary>A line without quotes is split by its separator, a line with quotes by the reader of CSV: the fields are the same.</summary>
[TestFixture]
internal sealed class SplitLineTests
{
    private const string Characters = "a1,;|\t 汉徐　#='\u00a0";

    [Test]
    public void A_line_without_quotes_has_the_fields_that_the_reader_of_csv_finds()
    {
        Random random = new(20261130);
        for (int i = 0; i < 20_000; i++)
        {
            string line = new([.. Enumerable.Range(0, random.Next(1, 14)).Select(_ => Characters[random.Next(Characters.Length)])]);
            char separator = ",;|\t"[random.Next(4)];

            Assert.That(SplitLine.Run(line, separator, isQuoted: true).Fields, Is.EqualTo(SplitLine.ByReader(line, separator)),
                $"<{line}> by <{separator}>");
        }
    }

    [TestCase("a,\"b,c\",d", new[] { "a", "b,c", "d" })]
    [TestCase("\"\",\"x\"\"y\"", new[] { "", "x\"y" })]
    [TestCase("", null)]
    [TestCase("a,\"b", null)]
    public void A_line_with_quotes_is_read_as_csv(string line, string[]? fields) =>
        Assert.That(SplitLine.Run(line, ',', isQuoted: true).Fields, Is.EqualTo(fields));
}
