using System.Text.Json;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Runs;

/// <summary>What became of a register of another office in a run.</summary>
/// <param name="Path">Its name among the inputs.</param>
/// <param name="Sha256">Under which the archive has it.</param>
/// <param name="Lines">Lines below its header.</param>
/// <param name="Matched">Lines on members of accepted households; null where the summary of the run is gone.</param>
/// <param name="Unmatched">Lines on anybody else; null likewise.</param>
/// <param name="Malformed">Lines that could not be used.</param>
/// <param name="Contradictions">How often it contradicts a roster; a birth that stands on a line for each parent is one.</param>
/// <param name="Refusal">Why the whole file was refused, if it was.</param>
/// <param name="Warnings">What else was remarked.</param>
internal sealed record RegisterOfRun(string Path, string Sha256, long Lines, long? Matched, long? Unmatched, long Malformed,
    long Contradictions, string? Refusal, IReadOnlyList<string> Warnings);

/// <summary>The registers of a sealed run: from its record, its summary and its lists of contradictions.</summary>
/// <param name="Files">Each register, in the order in which they were read.</param>
/// <param name="Households">Households that they contradict; null where the summary is gone.</param>
/// <param name="AreTrusted">Whether they decide; null likewise.</param>
internal sealed record RegistersOfRun(IReadOnlyList<RegisterOfRun> Files, long? Households, bool? AreTrusted)
{
    /// <summary>Reads them; without files where the run had none.</summary>
    public static RegistersOfRun Read(RunRecord run, IEnumerable<RunInputRecord> inputs)
    {
        RunInputRecord[] registers = [.. inputs.Where(input => FindRegisters.IsRegister(input.Path))];
        if (registers.Length == 0)
            return new RegistersOfRun([], null, null);

        Part? told = Told(run);
        IReadOnlyDictionary<string, int> contradictions = CountContradictions.Run(run.OutFolder);
        return new RegistersOfRun(
            [.. registers.Select(register => Of(register, told?.Files.FirstOrDefault(file => file.Path == register.Path),
                contradictions.GetValueOrDefault(register.Path)))], told?.Households, told?.TrustRegisters);
    }

    private static RegisterOfRun Of(RunInputRecord register, PartFile? told, int contradictions) =>
        new(register.Path, register.Sha256, register.Rows, told?.Matched, told?.Unmatched, register.Rejected, contradictions,
            register.Refusal, told?.Warnings ?? []);

    /// <summary>What the summary says of them; null where it cannot be read any more.</summary>
    private static Part? Told(RunRecord run)
    {
        try
        {
            using FileStream file = File.OpenRead(Path.Combine(run.OutFolder, "summary.json"));
            return JsonSerializer.Deserialize<Summary>(file, JsonSerializerOptions.Web)?.Registers;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private sealed record Summary(Part? Registers);

    private sealed record Part(bool TrustRegisters, long Households, IReadOnlyList<PartFile> Files);

    private sealed record PartFile(string Path, long Matched, long Unmatched, IReadOnlyList<string>? Warnings);
}
