using Disbursement.Domain.Returns;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.ReturnFiles;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>What lines in quarantine say, read again from their archived files.</summary>
internal static class LinesSaid
{
    /// <summary>Each line that can be read, with what it says; the file is opened once.</summary>
    /// <param name="setting">Where the archive is.</param>
    /// <param name="act">The act.</param>
    /// <param name="file">The number of the file.</param>
    /// <param name="lines">The lines that are asked for.</param>
    /// <param name="stop">Ends the reading.</param>
    public static IReadOnlyDictionary<long, ReturnLine> Of(ActSetting setting, ActTransaction act, int file, IReadOnlySet<long> lines,
        CancellationToken stop)
    {
        ReturnFileRecord record = act.Db.ReturnFiles.ToRead().Single(one => one.Id == file);
        string archive = InputArchive.Of(setting.Data);
        if (ArchivedLayout.Of(archive, ArchivedLayout.DetailOf(act.Db, file)) is not { } layouts)
            return new Dictionary<long, ReturnLine>();

        using PlainCopy copy = new SealedInputs(archive, setting.Ring).Copy(record.Sha256, stop);
        return ReadReturnFile.Open(copy.Path, layouts, stop).Lines.OfType<ReturnItem.Answer>().Where(item => lines.Contains(item.Line))
            .ToDictionary(item => item.Line, item => item.Said);
    }
}
