namespace Disbursement.Jobs.Intake.Forms;

/// <summary>What the reader of forms must know of one kind of table.</summary>
/// <param name="Book">Its columns.</param>
/// <param name="IsDay">Which columns hold days: a plain number of a workbook is a serial number there.</param>
/// <param name="IsMerged">Which columns count for all rows of a merged cell.</param>
internal sealed record TableKind(ColumnBook Book, Func<int, bool> IsDay, Func<int, bool> IsMerged);
