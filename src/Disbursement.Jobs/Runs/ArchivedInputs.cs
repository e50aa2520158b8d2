using System.Globalization;
using Disbursement.Domain.Batches;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Runs;

/// <summary>What a sealed run read, taken from the archive: every file is hashed again before anything is made of it.</summary>
internal sealed class ArchivedInputs(SealedInputs archive)
{
    /// <summary>The inputs as the run had them, or the first that is missing or altered.</summary>
    public (RunInputs? Inputs, string? Break) Read(RunRecord run, IReadOnlyList<RunInputRecord> files, CancellationToken stop)
    {
        (PackReading? pack, string? packBreak) = ReadPolicyPack.OfArchive(archive.Folder, run.PackSha256);
        if (pack is null)
            return (null, packBreak);
        (byte[]? bureauBytes, string? bureausBreak) = KeptFiles.Kept(archive.Folder, run.BureausSha256, "bureaus.csv");
        if (bureauBytes is null)
            return (null, bureausBreak);
        ILookup<bool, RunInputRecord> kinds = files.ToLookup(file => FindRegisters.IsRegister(file.Path));
        if (!kinds[false].Any())
            return (null, "no roster is recorded");

        for (int i = 0; i < files.Count; i++)
        {
            if (files[i].Ordinal != i)
                return (null, string.Create(CultureInfo.InvariantCulture, $"roster {i} is not recorded, roster {files[i].Ordinal} is"));
            if (!WasUnreadable(files[i]) && archive.Break($"the roster {files[i].Path}", files[i].Sha256, stop) is { } fileBreak)
                return (null, fileBreak);
            if (FindRegisters.IsRegister(files[i].Path) && FindRegisters.KindOf(files[i].Path) is null)
                return (null, $"'{files[i].Path}' is recorded as a register and is the name of none");
        }

        if (pack.DefinitionsSha256 != run.DefinitionsSha256)
            return (null,
                $"the definitions of the archived policy pack have SHA-256 {pack.DefinitionsSha256}, recorded is {run.DefinitionsSha256}");

        (KeptTerms? terms, string? termsBreak) = KeptTerms.OfArchive(archive.Folder, run.TermsSha256);
        if (terms is null)
            return (null, termsBreak);

        (IReadOnlyList<Bureau> bureaus, IReadOnlyList<FileRemark> mistakes) = ReadBureaus.Run(
            "bureaus.csv", bureauBytes, [.. terms.Exports.Templates.Keys]);
        return mistakes.Count > 0
            ? (null, $"the archived bureaus.csv can no longer be read: {mistakes[0].English}")
            : (new RunInputs(pack.Pack!, pack, bureaus, bureauBytes, [.. kinds[false].Select(Roster)],
                []) { Registers = [.. kinds[true].Select(Roster)], Terms = terms }, null);
    }

    /// <summary>A link or a pipe, or a file that vanished: there were no bytes to keep.</summary>
    private static bool WasUnreadable(RunInputRecord roster) => roster.Sha256.Length == 0 && roster.Refusal is not null;

    private RosterFile Roster(RunInputRecord roster) => WasUnreadable(roster)
        ? new RosterFile(roster.Ordinal, archive.Folder, roster.Path, FindRosters.IsCorrection(roster.Path))
        {
            NotKept = new FileRemark(roster.Refusal!, roster.Refusal!),
        }
        : RosterFile.Of(roster.Ordinal, new KeptInput(archive, roster.Sha256), roster.Path);
}
