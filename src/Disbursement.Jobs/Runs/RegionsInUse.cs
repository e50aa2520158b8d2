using System.Data.Common;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Runs;

/// <summary>What regions are called as the newest sealed run knew it: what is shown of several runs together goes by it.</summary>
internal static class RegionsInUse
{
    /// <summary>The names; none where the newest run had none, or the archive no longer holds them.</summary>
    public static RegionNames Of(string data, Database store)
    {
        using DbConnection connection = store.Connect();
        return Of(data, Kept(connection));
    }

    /// <summary>The same of a list that is known by its SHA-256.</summary>
    public static RegionNames Of(string data, string termsSha256) =>
        KeptTerms.OfArchive(InputArchive.Of(data), termsSha256).Terms?.Exports.Regions ?? RegionNames.None;

    /// <summary>SHA-256 of the list that the newest sealed run kept; empty where it had none.</summary>
    public static string Kept(OpenBooks books)
    {
        using DbCommand command = books.Command(
            $"SELECT terms_sha256 FROM runs WHERE number = (SELECT MAX(number) FROM runs WHERE state = {RunState.Sealed.Quoted()})");
        return command.ExecuteScalar() as string ?? "";
    }
}
