using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Runs;

/// <summary>The key ring of a data folder, found to be the one of its database before anything is done with it.</summary>
internal static class OpenRing
{
    /// <summary>Opens the ring; one is made only where no sealed run has left data behind.</summary>
    /// <exception cref="RunRefusal">It is missing, damaged, or another database's.</exception>
    public static KeyRing Of(string data, Database store) => Of(data, store, hasData: new RunBook(store).HasSealedRuns());

    /// <summary>
    /// Opens the ring for whoever only reads. Where there is none yet and no sealed run has left data behind, one that is never written
    /// serves: nothing is sealed that it would have to open.
    /// </summary>
    /// <exception cref="RunRefusal">It is missing, damaged, or another database's.</exception>
    public static KeyRing ToRead(string data, Database store) =>
        File.Exists(RingFile.Of(data)) || new RunBook(store).HasSealedRuns()
            ? Existing(data, store)
            : Fitting(KeyRing.Fleeting(), data, store);

    /// <summary>Opens the ring that must be there.</summary>
    /// <exception cref="RunRefusal">It is missing, damaged, or another database's.</exception>
    public static KeyRing Existing(string data, Database store) => Of(data, store, hasData: true);

    private static KeyRing Of(string data, Database store, bool hasData)
    {
        (KeyRing? ring, string? refusal) = KeyRing.Open(data, hasData);
        if (ring is null)
            throw new RunRefusal(refusal!);
        return Fitting(ring, data, store);
    }

    private static KeyRing Fitting(KeyRing ring, string data, Database store)
    {
        if (RingMisfit.Of(store, ring) is { } misfit)
            throw new RunRefusal($"The key ring {RingFile.Of(data)} is not the one of {store.Name}: {misfit}. Put the newest backup of "
                + $"this database's ring in its place (a file that 'disburse keys backup' wrote); nothing was changed.")
            {
                Chinese = $"密钥环 {RingFile.Of(data)} 不属于 {store.Name}：{misfit}。请换上该数据库密钥环的最新备份（由 disburse keys backup 写出的文件）；未作任何更改。",
            };

        return ring;
    }
}
