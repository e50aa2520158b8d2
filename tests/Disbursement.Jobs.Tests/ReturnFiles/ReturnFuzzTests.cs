using Disbursement.Jobs.Files;
using Disbursement.Jobs.ReturnFiles;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.ReturnFiles;

/// <summary>
/// Bank answers with bytes changed at random: each ends in a refusal or in lines, nothing breaks, and no line appears twice.
/// </summary>
[TestFixture]
internal sealed class ReturnFuzzTests
{
    private const int Rounds = 150;

    private ReturnFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new ReturnFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [TestCase("ret5.csv")]
    [TestCase("ret8.csv")]
    [TestCase("ret10.txt")]
    [TestCase("ret6.xlsx")]
    [TestCase("ret6.xls")]
    public void Bytes_changed_at_random_break_nothing(string name)
    {
        byte[] sound = File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "returns", name));
        BankLayouts layouts = ReadBankLayouts.Run(Path.Combine(Repository.Root, "inputs", "banks"), null).Layouts;
        for (int seed = 0; seed < Rounds; seed++)
        {
            Random random = new(seed);
            byte[] bytes = [.. sound];
            for (int i = random.Next(1, 6); i > 0; i--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (random.Next(4) == 0)
                bytes = bytes[..random.Next(bytes.Length)];
            File.WriteAllBytes(_folder.File, bytes);
            try
            {
                ReturnReading reading = ReadReturnFile.Open(_folder.File, layouts, CancellationToken.None);
                long[] lines = [.. reading.Lines.Select(item => item.Line)];
                Assert.That(lines, Is.Ordered.And.Unique, $"{name}, seed {seed}");
                Assert.That(reading.Refusal is null || lines.Length == 0, $"{name}, seed {seed}");
            }
            catch (UnreadableFileException)
            {
                // A workbook that is found to be damaged behind its first rows.
            }
        }
    }
}
