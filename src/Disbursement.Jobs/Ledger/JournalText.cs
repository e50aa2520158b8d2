using System.Globalization;
using System.Text;
using Disbursement.Domain.Periods;

namespace Disbursement.Jobs.Ledger;

/// <summary>What the two journals have in common: UTF-8 without byte order mark, lines that end in LF.</summary>
internal static class JournalText
{
    private const int BufferSize = 64 << 10;

    public static StreamWriter To(Stream target) => new(target, new UTF8Encoding(false), BufferSize, leaveOpen: true) { NewLine = "\n" };

    /// <summary>The moment as the hash chain has it: ISO 8601, UTC, whole seconds.</summary>
    public static string Moment(DateTimeOffset recordedAt) => Instants.Utc(recordedAt);
}
