using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Review.Words;

namespace Disbursement.Jobs.Review.Files;

/// <summary>
/// Takes uploaded files: limits their size, cleans their names, and keeps them in a temporary folder until an act has read them. The act
/// checks the content.
/// </summary>
internal static class Uploads
{
    public const long Largest = 200L << 20;
    private const long LargestPack = 4 << 20;
    private const int LongestName = 80, CopyBuffer = 256 << 10;

    private static readonly string[] Rosters = [".csv", ".xlsx", ".xls"];

    /// <summary>Takes a roster correction.</summary>
    public static Task<ActOutcome> Correction(ArrivingFile file, Func<string, ActOutcome> act) => Take(file, Rosters, act);

    /// <summary>Takes a bank's file.</summary>
    public static Task<ActOutcome> Return(ArrivingFile file, Func<string, ActOutcome> act) => Take(file, null, act);

    /// <summary>Takes a policy pack into memory, to be checked.</summary>
    public static async Task<(byte[]? Bytes, ActOutcome? Refused)> Pack(ArrivingFile file)
    {
        if (SafeName(file.Name).Length == 0)
            return (null, Refused("NAME", Text.UploadNameless));
        if (file.Bytes > LargestPack)
            return (null, Refused("SIZE", Text.PackTooLarge));

        using MemoryStream target = new();
        return await Copy(file, target, null, file.Aborted).ConfigureAwait(false)
            ? (target.ToArray(), null)
            : (null, Refused("SIZE", Text.UploadBroke));
    }

    /// <summary>
    /// Takes a roster, as it comes, into a folder of its own on the disk, where it is checked. A name that no run reads is refused before a
    /// byte is taken.
    /// </summary>
    /// <param name="file">The file as it comes.</param>
    /// <param name="year">The year of the rosters.</param>
    /// <param name="progress">Is told how much has come.</param>
    /// <param name="stop">Ends the taking.</param>
    public static async Task<(HandedRoster? Handed, ActOutcome? Refused)> Roster(
        ArrivingFile file, int year, ReadingProgress progress, CancellationToken stop)
    {
        string last = file.Name[(file.Name.LastIndexOfAny(['/', '\\', ':']) + 1)..], name = SafeName(last);
        if ((RosterNames.IsRead(last) ? RosterPlace.WhyNot(name) : RosterNames.WhyPassedOver(last)) is { } wrong)
            return (null, new ActOutcome.Refused(HandInRoster.Refusal("NAME", name, wrong)));
        if (file.Bytes > Largest)
            return (null, Refused("SIZE", Text.RosterTooLarge));

        HandedRoster handed = HandedRoster.Await(name, year);
        try
        {
            FileStream target = handed.Write();
            await using (target.ConfigureAwait(false))
            {
                progress.TotalBytes = file.Bytes;
                if (await Copy(file, target, progress, stop).ConfigureAwait(false))
                    return (handed, null);
            }

            handed.Dispose();
            return (null, Refused("SIZE", Text.UploadBroke));
        }
        catch
        {
            handed.Dispose();
            throw;
        }
    }

    /// <summary>The name without folders, control characters and whatever else a path could be made of; never a hidden file.</summary>
    public static string SafeName(string name)
    {
        string last = name[(name.LastIndexOfAny(['/', '\\', ':']) + 1)..];
        string kept = string.Concat(last.Where(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or ' ' or '（' or '）')).Trim('.', ' ');
        return kept.Length <= LongestName ? kept : kept[^LongestName..].Trim('.', ' ');
    }

    private static async Task<ActOutcome> Take(ArrivingFile file, string[]? endings, Func<string, ActOutcome> act)
    {
        string name = SafeName(file.Name);
        if (endings?.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase) == false)
            return Refused("NAME", Text.UploadName);
        if (name.Length == 0)
            return Refused("NAME", Text.UploadNameless);
        if (file.Bytes > Largest)
            return Refused("SIZE", Text.UploadSize);

        string folder = Directory.CreateTempSubdirectory("disburse-upload-").FullName;
        try
        {
            string place = Path.Combine(folder, name);
            FileStream target = PrivateFile.Create(place);
            await using (target.ConfigureAwait(false))
            {
                if (!await Copy(file, target, null, file.Aborted).ConfigureAwait(false))
                    return Refused("SIZE", Text.UploadBroke);
            }

            return await Desk.Carry(() => act(place)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (file.Aborted.IsCancellationRequested)
        {
            return Refused("SIZE", Text.UploadBroke);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Copies a file as it comes. Whether all of it came: half a file is none.</summary>
    private static async Task<bool> Copy(ArrivingFile file, Stream target, ReadingProgress? progress, CancellationToken stop)
    {
        byte[] buffer = new byte[CopyBuffer];
        long come = 0;
        try
        {
            for (int read; (read = await file.Content.ReadAsync(buffer, stop).ConfigureAwait(false)) > 0; come += read)
            {
                await target.WriteAsync(buffer.AsMemory(0, read), stop).ConfigureAwait(false);
                progress?.Add(0, read);
            }
        }
        catch (IOException)
        {
            return false;
        }

        return come == file.Bytes;
    }

    private static ActOutcome.Refused Refused(string code, Word word) =>
        new(new ActRefusal(code, word.Chinese, word.English) { IsUsage = true });
}
