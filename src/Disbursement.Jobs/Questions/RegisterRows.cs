using System.Security.Cryptography;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Registers;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Questions;

/// <summary>What a register of another office says of a person.</summary>
/// <param name="Run">The first sealed run that read the register.</param>
/// <param name="Register">Its name among the inputs of that run.</param>
/// <param name="Entry">The line.</param>
internal sealed record ToldByRegister(RunRecord Run, string Register, RegisterEntry Entry);

/// <summary>The lines on a person in every register that a sealed run read.</summary>
/// <param name="Lines">By run, then as they stand.</param>
/// <param name="Missing">
/// Registers that the archive no longer holds as they were read, or that cannot be read there: nothing is known of them.
/// </param>
internal sealed record RegisterRows(IReadOnlyList<ToldByRegister> Lines, IReadOnlyList<string> Missing)
{
    /// <summary>The last run of which the registers were read.</summary>
    private int Until { get; init; }

    /// <summary>Contents that were read, each by its name and hash.</summary>
    private IReadOnlySet<string> Contents { get; init; } = new HashSet<string>();

    /// <summary>Reads them from the archive, each content once; slow where registers are long.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="store">The books.</param>
    /// <param name="ring">The keys.</param>
    /// <param name="person">Whose lines: a parent's, or those of a child of whom decisions are made.</param>
    /// <param name="stop">Stops the reading.</param>
    /// <param name="before">What was read of this person before: only runs that were sealed since are read now. Null for nothing.</param>
    public static RegisterRows Of(
        string data, Database store, KeyRing ring, ClaimantKey person, CancellationToken stop, RegisterRows? before = null)
    {
        RunBook runs = new(store);
        RunRecord[] sealedSince =
            [.. runs.Sealed().Where(run => run.Kind == RunKind.Yearly && run.Number > (before?.Until ?? 0)).OrderBy(run => run.Number)];
        if (before is not null && sealedSince.Length == 0)
            return before;

        HashSet<string> read = [.. before?.Contents ?? new HashSet<string>()];
        List<ToldByRegister> lines = [.. before?.Lines ?? []];
        List<string> missing = [.. before?.Missing ?? []];
        SealedInputs archive = SealedInputs.Of(data, ring);
        using ClaimantKeys keys = new(ring);
        string work = Directory.CreateTempSubdirectory("disburse-registers-").FullName;
        try
        {
            foreach (RunRecord run in sealedSince)
            {
                foreach (RunInputRecord input in runs.Inputs(run).Where(input => FindRegisters.IsRegister(input.Path)
                    && input.Sha256.Length > 0 && read.Add(input.Path + input.Sha256)))
                {
                    if (Read(new KeptInput(archive, input.Sha256), input.Path, run.Year, work, stop) is { } book)
                        lines.AddRange(On(book, person, keys).Select(entry => new ToldByRegister(run, input.Path, entry)));
                    else
                        missing.Add($"{run.Id} {input.Path}");
                }
            }
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }

        return new RegisterRows(lines, missing) { Until = sealedSince.Select(run => run.Number).LastOrDefault(), Contents = read };
    }

    /// <summary>A register as the run read it; null where the archive does not give it any more.</summary>
    private static RegisterBook? Read(KeptInput kept, string name, int year, string work, CancellationToken stop)
    {
        try
        {
            RegisterBook book = ReadRegisters.Run(
                [RosterFile.Of(0, kept, name)], year, new OpenRoster(null, work), rejects: null, isChinese: false, stop);
            return book.Files[0].Sha256 == kept.Sha256 ? book : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>
    /// A register knows people by their numbers, the books by a keyed hash of them: each person of the register is hashed once.
    /// </summary>
    private static IReadOnlyList<RegisterEntry> On(RegisterBook book, ClaimantKey person, ClaimantKeys keys)
    {
        ulong before = 0;
        foreach (PackedEntry entry in book.Entries)
        {
            if (entry.Person == before)
                continue;

            before = entry.Person;
            CitizenId id = new(entry.Person);
            if (keys.Of(id) == person || keys.OfChild(entry.Person) == person)
                return book.Of(id, matches: null);
        }

        return [];
    }
}
