using System.Text;
using Disbursement.Domain.Returns;
using Disbursement.Jobs.ReturnFiles;

namespace Disbursement.Jobs.Tests.ReturnFiles;

/// <summary>A folder for one test with one return file in it.</summary>
internal sealed class ReturnFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("returns").FullName;

    public string File => Path.Combine(Root, "return.csv");

    public ReturnReading Read(byte[] bytes)
    {
        System.IO.File.WriteAllBytes(File, bytes);
        return Read();
    }

    public ReturnReading Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    public ReturnReading Read() => ReadReturnFile.Open(File, BankLayouts.None, CancellationToken.None);

    /// <summary>The only line of a file with a header, as <c>Q-…</c> codes joined by <c>+</c>, or <c>sound</c>.</summary>
    public string CodesOf(TestReturn line) => Codes(Read(ComposeReturns.Text([line])).Lines.Single());

    public void Dispose() => Directory.Delete(Root, recursive: true);

    public static string Codes(ReturnItem item) => item is ReturnItem.Broken broken
        ? string.Join('+', broken.Faults.Select(fault => fault.Code))
        : "sound";

    public static string[] Codes(ReturnReading reading) => [.. reading.Lines.Select(item => $"{item.Line}: {Codes(item)}")];

    public static ReturnLine[] Said(ReturnReading reading) => [.. reading.Lines.OfType<ReturnItem.Answer>().Select(answer => answer.Said)];
}
