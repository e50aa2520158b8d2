using System.Globalization;
using System.Text.RegularExpressions;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store;

/// <summary>What the record of acts says of the keys of personal data: which were added, and whether they were backed up since.</summary>
/// <param name="Acts">Rotations and backups, refused ones too, newest first.</param>
internal sealed partial record KeyBook(IReadOnlyList<AuditRecord> Acts)
{
    /// <summary>The act that adds a key.</summary>
    public const string Rotate = "rotate-keys";

    /// <summary>The act that copies the keys.</summary>
    public const string BackUp = "backup-keys";

    /// <summary>The act that added the newest key; null while the first one, which every office begins with, is the only one.</summary>
    public AuditRecord? NewestAdded => Acts.FirstOrDefault(act => KeyAddedBy(act) is not null);

    /// <summary>Whether a backup holds the newest key.</summary>
    public bool IsBackedUp => Acts.FirstOrDefault(act => act.Act == BackUp && act.Outcome == ActResult.Done) is { } kept
        && kept.Sequence > (NewestAdded?.Sequence ?? 0);

    /// <summary>The number of the newest key.</summary>
    public int NewestKey => NewestAdded is { } act ? KeyAddedBy(act)!.Value : 1;

    public static KeyBook Read(DisbursementDb db) => new(
        [.. db.Audit.ToRead().Where(act => act.Act == Rotate || act.Act == BackUp).OrderByDescending(act => act.Sequence)]);

    /// <summary>The act that added a key; null for the first one.</summary>
    public AuditRecord? Added(int key) => Acts.FirstOrDefault(act => KeyAddedBy(act) == key);

    /// <summary>What a rotation keeps beside its act when it adds a key.</summary>
    public static string Started(long key) => string.Create(CultureInfo.InvariantCulture, $"started key={key}");

    private static int? KeyAddedBy(AuditRecord act) => act is { Act: Rotate, Outcome: ActResult.Done }
        && AddsKey().Match(act.Detail ?? "") is { Success: true } match
            ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : null;

    [GeneratedRegex("^started key=([0-9]+)( |$)")]
    private static partial Regex AddsKey();
}
