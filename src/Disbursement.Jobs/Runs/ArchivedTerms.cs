using System.Collections.Concurrent;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.PaymentFiles;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Proposals;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Runs;

/// <summary>
/// The policy pack and the bureaus as a run knew them, from the archive. Each content is read once, however many batches ask for it.
/// </summary>
/// <param name="data">The data folder.</param>
internal sealed class ArchivedTerms(string data)
{
    private readonly ConcurrentDictionary<string, (PolicyPack? Pack, string? Break)> _packs = [];
    private readonly ConcurrentDictionary<string, IReadOnlyList<Bureau>> _bureaus = [];
    private readonly ConcurrentDictionary<string, ExportTerms> _exports = [];

    private string Archive => InputArchive.Of(data);

    /// <summary>The pack of a run.</summary>
    /// <exception cref="InvalidDataException">It is lost or cannot be read any more.</exception>
    public PolicyPack PackOf(RunRecord run)
    {
        (PolicyPack? pack, string? broken) = Read(run.PackSha256);
        return pack ?? throw new InvalidDataException($"Run {run.Id}: {broken}.");
    }

    /// <summary>The pack of this SHA-256; null where it is lost or cannot be read any more.</summary>
    public PolicyPack? FindPack(string sha256) => Read(sha256).Pack;

    /// <summary>The bureaus of a run.</summary>
    public IReadOnlyList<Bureau> BureausOf(RunRecord run) => _bureaus.GetOrAdd(run.BureausSha256, sha256 =>
    {
        string archived = InputArchive.PlaceOf(Archive, sha256);
        return ReadBureaus.Run(archived, File.ReadAllBytes(archived)).Bureaus;
    });

    /// <summary>All that the files of a run's batches follow.</summary>
    public ProposalTerms ProposalOf(RunRecord run) => new(run, PackOf(run), BureausOf(run)) { Exports = TermsOf(run) };

    /// <summary>Export templates and names of regions.</summary>
    /// <exception cref="InvalidDataException">They are lost or cannot be read any more.</exception>
    public ExportTerms TermsOf(RunRecord run) => _exports.GetOrAdd(run.TermsSha256, sha256 =>
    {
        (KeptTerms? terms, string? reason) = KeptTerms.OfArchive(Archive, sha256);
        return terms?.Exports ?? throw new InvalidDataException($"Run {run.Id}: {reason}.");
    });

    private (PolicyPack? Pack, string? Break) Read(string sha256) => _packs.GetOrAdd(sha256, one =>
    {
        (PackReading? reading, string? broken) = ReadPolicyPack.OfArchive(Archive, one);
        return (reading?.Pack, broken);
    });
}
