using Disbursement.Domain.Batches;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Questions;

/// <summary>The money of a sealed run, by bureau, scheme and level.</summary>
/// <param name="Run">The run.</param>
/// <param name="BureauNames">Names of the bureaus by county.</param>
/// <param name="Titles">Names of the schemes by code.</param>
/// <param name="Batches">Its batches.</param>
internal sealed record FundsOfRun(RunRecord Run, IReadOnlyDictionary<string, string> BureauNames,
    IReadOnlyDictionary<string, string> Titles, IReadOnlyList<BatchFunds> Batches)
{
    /// <exception cref="RunRefusal">There is no such run, or the archive does not hold its terms.</exception>
    /// <exception cref="StoreRefusal">Batches and ledger disagree.</exception>
    public static FundsOfRun Read(string data, Database store, string run, string? county)
    {
        RunRecord found = new RunBook(store).Sealed().FirstOrDefault(one => one.Id == run)
            ?? throw new RunRefusal($"There is no sealed run {run} in {store.Name}.") { Chinese = $"{store.Name} 中没有已封存的批次 {run}。" };
        string Kept(string sha256) => InputArchive.PlaceOf(InputArchive.Of(data), sha256);
        PolicyPack pack = ReadPolicyPack.OfArchive(InputArchive.Of(data), found.PackSha256).Reading?.Pack
            ?? throw new RunRefusal($"The archive no longer holds the policy pack of run {run}.") { Chinese = $"存档中已没有批次 {run} 的政策包。" };
        string bureausFile = Kept(found.BureausSha256);
        (IReadOnlyList<Bureau> bureaus, _) = File.Exists(bureausFile)
            ? ReadBureaus.Run("bureaus.csv", File.ReadAllBytes(bureausFile))
            : ([], []);
        using System.Data.Common.DbConnection connection = store.Connect();
        return new FundsOfRun(
            found, bureaus.ToDictionary(bureau => bureau.County, bureau => bureau.Name), 
            pack.Terms.ToDictionary(terms => terms.Scheme.Code, terms => terms.Title),
            new ReadFunds(connection).Run(run, county, pack));
    }
}
