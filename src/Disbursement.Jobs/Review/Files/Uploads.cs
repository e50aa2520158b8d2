using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Review.Words;
using Microsoft.AspNetCore.Components.Forms;

namespace Disbursement.Jobs.Review.Files;

/// <summary>
/// Takes uploaded files: limits their size, cleans their names, and keeps them in a temporary folder until an act has read them. The act
/// checks the content.
/// </summary>
internal static class Uploads
{
    public const long Largest = 200L << 20;
    public const int MostFiles = 500;
    private const int LongestName = 80, CopyBuffer = 256 << 10;

    private static readonly string[] Rosters = [".csv", ".xlsx", ".xls"];

    /// <summary>Takes a roster correction.</summary>
    public static Task<ActOutcome> Correction(IBrowserFile file, Func<string, ActOutcome> act, CancellationToken stop) =>
        Take(file, Rosters, act, stop);

    /// <summary>Takes a bank's file.</summary>
    public static Task<ActOutcome> Return(IBrowserFile file, Func<string, ActOutcome> act, CancellationToken stop) =>
        Take(file, null, act, stop);

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
                byte[] buffer = new byte[CopyBuffer];
                progress.TotalBytes = file.Bytes;
                for (int read; (read = await file.Content.ReadAsync(buffer, stop).ConfigureAwait(false)) > 0; progress.Add(0, read))
                    await target.WriteAsync(buffer.AsMemory(0, read), stop).ConfigureAwait(false);
            }

            return (handed, null);
        }
        catch (IOException)
        {
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

    private static async Task<ActOutcome> Take(IBrowserFile file, string[]? endings, Func<string, ActOutcome> act, CancellationToken stop)
    {
        string name = SafeName(file.Name);
        if (name.Length == 0 || endings?.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase) == false)
            return Refused("NAME", Text.UploadName);
        if (file.Size > Largest)
            return Refused("SIZE", Text.UploadSize);

        string folder = Directory.CreateTempSubdirectory("disburse-upload-").FullName;
        try
        {
            string place = Path.Combine(folder, name);
            FileStream target = PrivateFile.Create(place);
            await using (target.ConfigureAwait(false))
            {
                Stream source = file.OpenReadStream(Largest, stop);
                await using (source.ConfigureAwait(false))
                    await source.CopyToAsync(target, stop).ConfigureAwait(false);
            }

            return await Desk.Carry(() => act(place)).ConfigureAwait(false);
        }
        catch (IOException)
        {
            return Refused("SIZE", Text.UploadBroke);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ActOutcome.Refused Refused(string code, Word word) =>
        new(new ActRefusal(code, word.Chinese, word.English) { IsUsage = true });
}
