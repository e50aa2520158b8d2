using System.Text;
using Disbursement.Domain.Amounts;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.PaymentFiles;

/// <summary>
/// The lines of one batch, waiting on disk until its sums are known. Only the owner can read them, and they vanish with the spool.
/// </summary>
internal sealed class LineSpool : IDisposable
{
    private const int BufferSize = 64 << 10;

    private readonly string _path;
    private readonly BinaryWriter _writer;

    public LineSpool(string path)
    {
        _path = path;
        _writer = new BinaryWriter(PrivateFile.Create(path), new UTF8Encoding(false, throwOnInvalidBytes: true));
    }

    public void Add(PaymentLine line)
    {
        _writer.Write(true);
        _writer.Write(line.PaymentNo);
        _writer.Write(line.RegionCode);
        _writer.Write(line.HouseholdNo);
        _writer.Write(line.Name);
        _writer.Write(line.IdNumber);
        _writer.Write(line.Months);
        _writer.Write7BitEncodedInt64(line.Current.Fen);
        _writer.Write7BitEncodedInt64(line.Arrears.Fen);
        _writer.Write7BitEncodedInt64(line.Offset.Fen);
        _writer.Write7BitEncodedInt64(line.Amount.Fen);
        _writer.Write(line.BankName);
        _writer.Write(line.BankCode);
        _writer.Write(line.BankAccount);
        _writer.Write(line.AccountName);
        _writer.Write(line.Flags);
        _writer.Write(line.IsOfChild);
        _writer.Write(line.HolderId);
        _writer.Write(line.HeadName);
        _writer.Write(line.HeadId);
    }

    /// <summary>The lines as they came, once no more come.</summary>
    /// <param name="scheme">The scheme's code, which all of them share.</param>
    public IEnumerable<PaymentLine> Read(string scheme)
    {
        _writer.Write(false);
        _writer.Dispose();
        using FileStream file = new(_path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize);
        using BinaryReader reader = new(file, Encoding.UTF8);
        while (reader.ReadBoolean())
            yield return Line(reader, scheme);
    }

    public void Dispose()
    {
        _writer.Dispose();
        File.Delete(_path);
    }

    private static PaymentLine Line(BinaryReader reader, string scheme) => new()
    {
        PaymentNo = reader.ReadString(),
        RegionCode = reader.ReadString(),
        HouseholdNo = reader.ReadString(),
        Name = reader.ReadString(),
        IdNumber = reader.ReadString(),
        Scheme = scheme,
        Months = reader.ReadString(),
        Current = Fen(reader),
        Arrears = Fen(reader),
        Offset = Fen(reader),
        Amount = Fen(reader),
        BankName = reader.ReadString(),
        BankCode = reader.ReadString(),
        BankAccount = reader.ReadString(),
        AccountName = reader.ReadString(),
        Flags = reader.ReadString(),
        IsOfChild = reader.ReadBoolean(),
        HolderId = reader.ReadString(),
        HeadName = reader.ReadString(),
        HeadId = reader.ReadString(),
    };

    private static Money Fen(BinaryReader reader) => new(reader.Read7BitEncodedInt64());
}
