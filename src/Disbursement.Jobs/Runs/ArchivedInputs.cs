using System.Globalization;
using System.Security.Cryptography;
using Disbursement.Domain.Batches;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Runs;

/// <summary>What a sealed run read, taken from the archive: every file is hashed again before anything is made of it.</summary>
internal sealed class ArchivedInputs(string archive)
{
    private const int HashDigits = 64;

    /// <summary>The inputs as the run had them, or the first that is missing or altered.</summary>
    public (RunInputs? Inputs, string? Break) Read(RunRecord run, IReadOnlyList<RunInputRecord> files, CancellationToken stop)
    {
        if (Break("the policy pack", run.PackSha256, stop) is { } packBreak)
            return (null, packBreak);
        if (Break("bureaus.csv", run.BureausSha256, stop) is { } bureausBreak)
            return (null, bureausBreak);
        ILookup<bool, RunInputRecord> kinds = files.ToLookup(file => FindRegisters.IsRegister(file.Path));
        if (!kinds[false].Any())
            return (null, "no roster is recorded");

        for (int i = 0; i < files.Count; i++)
        {
            if (files[i].Ordinal != i)
                return (null, string.Create(CultureInfo.InvariantCulture, $"roster {i} is not recorded, roster {files[i].Ordinal} is"));
            if (!WasUnreadable(files[i]) && Break($"the roster {files[i].Path}", files[i].Sha256, stop) is { } fileBreak)
                return (null, fileBreak);
            if (FindRegisters.IsRegister(files[i].Path) && FindRegisters.KindOf(files[i].Path) is null)
                return (null, $"'{files[i].Path}' is recorded as a register and is the name of none");
        }

        PackReading pack = ReadPolicyPack.Run(PlaceOf(run.PackSha256));
        if (pack.Pack is null)
            return (null, $"the archived policy pack can no longer be read: {pack.Defects[0]}");

        (KeptTerms? terms, string? termsBreak) = KeptTerms.OfArchive(archive, run.TermsSha256);
        if (terms is null)
            return (null, termsBreak);

        byte[] bureauBytes = File.ReadAllBytes(PlaceOf(run.BureausSha256));
        (IReadOnlyList<Bureau> bureaus, IReadOnlyList<string> mistakes) = ReadBureaus.Run(
            "bureaus.csv", bureauBytes, [.. terms.Exports.Templates.Keys]);
        return mistakes.Count > 0
            ? (null, $"the archived bureaus.csv can no longer be read: {mistakes[0]}")
            : (new RunInputs(pack.Pack, pack, bureaus, bureauBytes, [.. kinds[false].Select(Roster)],
                []) { Registers = [.. kinds[true].Select(Roster)], Terms = terms }, null);
    }

    /// <summary>A link or a pipe, or a file that vanished: there were no bytes to keep.</summary>
    private static bool WasUnreadable(RunInputRecord roster) => roster.Sha256.Length == 0 && roster.Refusal is not null;

    private RosterFile Roster(RunInputRecord roster)
    {
        string place = WasUnreadable(roster) ? archive : PlaceOf(roster.Sha256);
        FileRemark? notKept = WasUnreadable(roster) ? new FileRemark(roster.Refusal!, roster.Refusal!) : null;
        return new RosterFile(roster.Ordinal, place, roster.Path, FindRosters.IsCorrection(roster.Path)) { NotKept = notKept };
    }

    private string? Break(string what, string sha256, CancellationToken stop)
    {
        if (sha256.Length != HashDigits || !sha256.All(char.IsAsciiHexDigitLower))
            return $"the recorded SHA-256 of {what} is none: '{sha256}'";
        if (!File.Exists(PlaceOf(sha256)))
            return $"the archive no longer holds {what}, SHA-256 {sha256}";

        stop.ThrowIfCancellationRequested();
        using FileStream stream = File.OpenRead(PlaceOf(sha256));
        string found = Convert.ToHexStringLower(SHA256.HashData(stream));
        return found == sha256 ? null : $"the archive holds {what} with SHA-256 {found}, recorded is {sha256}";
    }

    private string PlaceOf(string sha256) => InputArchive.PlaceOf(archive, sha256);
}
