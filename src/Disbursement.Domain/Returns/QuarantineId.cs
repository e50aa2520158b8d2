namespace Disbursement.Domain.Returns;

/// <summary>Id of a line in quarantine: its return file in the upper bits, its line (from 1) in the lower ones.</summary>
public readonly record struct QuarantineId(long Value)
{
    private const int LineBits = 32;

    /// <summary>The id of a line.</summary>
    public static QuarantineId Of(int file, long line) => new((long)file << LineBits | line);
}
