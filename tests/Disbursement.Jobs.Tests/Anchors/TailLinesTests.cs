using Disbursement.Jobs.Anchors;

namespace Disbursement.Jobs.Tests.Anchors;

/// <summary>A long file is read from its end, and gives the very lines that reading it from the start gives.</summary>
[TestFixture]
internal sealed class TailLinesTests
{
    private const int Block = 1 << 16;

    private string _folder = null!;

    private string File => Path.Combine(_folder, "heads.txt");

    [SetUp]
    public void Open() => _folder = Directory.CreateTempSubdirectory("disburse-tail").FullName;

    [TearDown]
    public void Close() => Directory.Delete(_folder, recursive: true);

    [TestCase("")]
    [TestCase("\n")]
    [TestCase("one")]
    [TestCase("one\n")]
    [TestCase("one\n\ntwo\n")]
    [TestCase("\none\r\ntwo\n\n")]
    public void Short_files_are_read_as_from_the_start(string content) => Check(content);

    [TestCase(Block - 1)]
    [TestCase(Block)]
    [TestCase(Block + 1)]
    [TestCase(3 * Block)]
    public void Lines_over_the_border_of_a_block_are_whole(int length)
    {
        Check(new string('a', length) + "\nb\n");
        Check("b\n" + new string('a', length));
        Check(new string('a', length - 2) + "é\n" + new string('c', length) + "\n");
    }

    [Test]
    public void There_are_no_lines_where_there_is_no_file() => Assert.That(TailLines.Of(File), Is.Empty);

    private void Check(string content)
    {
        System.IO.File.WriteAllText(File, content);
        Assert.That(TailLines.Of(File), Is.EqualTo(System.IO.File.ReadAllLines(File).Reverse()));
    }
}
