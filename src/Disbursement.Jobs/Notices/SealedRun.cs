using System.Text.Json;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Notices;

/// <summary>What a notice tells of a sealed run.</summary>
/// <param name="Run">Its record.</param>
/// <param name="Accepted">Households accepted.</param>
/// <param name="Rejected">Households rejected.</param>
/// <param name="RefusedFiles">Rosters refused whole.</param>
/// <param name="Heads">Claimants assessed.</param>
/// <param name="Batches">Batches made.</param>
/// <param name="Payments">Payments in them.</param>
/// <param name="Fen">Their sum.</param>
internal sealed record SealedRun(
    RunRecord Run, long Accepted, long Rejected, int RefusedFiles, long Heads, int Batches, long Payments, long Fen)
{
    public static SealedRun Of(RunSummary summary) => new(summary.Run, summary.Accepted, summary.Rejected, summary.RefusedFiles,
        summary.Counties.Sum(county => county.Claimants), summary.Counties.Sum(county => county.Batches.Count), summary.Payments,
        summary.Fen);

    /// <summary>
    /// The same by the summary for machines that lies in the run's folder: for whoever comes after the process that sealed it.
    /// </summary>
    public static SealedRun Read(RunRecord run)
    {
        using JsonDocument read = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(run.OutFolder, "summary.json")));
        JsonElement whole = read.RootElement, households = whole.GetProperty("households");
        JsonElement[] bureaus = [.. whole.GetProperty("bureaus").EnumerateArray()];
        return new SealedRun(run, households.GetProperty("accepted").GetInt64(), households.GetProperty("rejected").GetInt64(),
            whole.GetProperty("inputs").EnumerateArray()
                .Count(file => file.TryGetProperty("refusal", out JsonElement refusal) && refusal.ValueKind == JsonValueKind.String),
            bureaus.Sum(bureau => bureau.GetProperty("claimants").GetInt64()),
            bureaus.Sum(bureau => bureau.GetProperty("batches").GetArrayLength()), whole.GetProperty("payments").GetInt64(),
            whole.GetProperty("totalFen").GetInt64());
    }
}
