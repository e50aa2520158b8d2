using System.Data.Common;
using System.Globalization;
using Disbursement.Domain.Households;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Runs.Parts;
using Disbursement.Jobs.Schedule;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Review;

/// <summary>Gives the pages the books to read and the setting in which acts happen. It holds no rule.</summary>
internal sealed class Desk(ScheduledWork work)
{
    private const int CountyDigits = 6;

    /// <summary>How long names of regions and officers are shown before it is asked whether there are other ones.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(10);

    private readonly Lazy<ActSetting> _reading = new(() => work.Open(""));
    private (DateTimeOffset LookedAt, string Kept, RegionNames Names) _regions = (DateTimeOffset.MinValue, "", RegionNames.None);
    private (DateTime Written, Dictionary<string, string> Names) _counties = (default, []);
    private (DateTimeOffset LookedAt, Dictionary<string, string> Names) _officers = (DateTimeOffset.MinValue, []);

    public ScheduledWork Work => work;

    /// <summary>The setting for reading, opened once.</summary>
    public ActSetting Reading => _reading.Value;

    public Database Store => Reading.Store;

    /// <summary>The key ring. A sealer made from it also knows keys that were added by a rotation since.</summary>
    public KeyRing Ring => Reading.Ring;

    public DateTimeOffset Now => work.Clock.GetUtcNow();

    public DisbursementDb Read() => Store.Model();

    /// <summary>The setting of an act, opened for each act as each verb does.</summary>
    /// <param name="from">The address that the officer signed in from.</param>
    public ActSetting Acting(string from) => work.Open(OriginOf(from));

    /// <summary>The posting that the pack of a run asks for; null where the archive no longer holds that pack.</summary>
    public PostingTerms? TermsOf(RunRecord run)
    {
        try
        {
            return new AwaitPosting(Reading).TermsOf(run);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return null;
        }
    }

    public static string OriginOf(string from) => $"{Environment.MachineName} console {from}";

    /// <summary>The name of a county from bureaus.csv; its code if there is none.</summary>
    public string County(string code) => Counties.GetValueOrDefault(code, code);

    /// <summary>Names of the counties that pay, by code.</summary>
    public IReadOnlyDictionary<string, string> Counties
    {
        get
        {
            FileInfo file = new(Path.Combine(work.Inputs, "bureaus.csv"));
            if (file.Exists && file.LastWriteTimeUtc != _counties.Written)
                _counties = (file.LastWriteTimeUtc,
                    ReadBureaus.Run(file.Name, File.ReadAllBytes(file.FullName)).Bureaus.DistinctBy(bureau => bureau.County)
                        .ToDictionary(bureau => bureau.County, bureau => bureau.CountyName));
            return _counties.Names;
        }
    }

    /// <summary>A region by its code and its name; by the name of its county where it has none itself.</summary>
    public string Region(string code)
    {
        if (_regions.LookedAt + LookAgain < Now)
        {
            using DisbursementDb db = Read();
            string kept = RegionsInUse.Kept(db);
            _regions = (Now, kept, kept == _regions.Kept ? _regions.Names : RegionsInUse.Of(Reading.Data, kept));
        }

        return _regions.Names.Name(code).Length == 0 && code.Length > CountyDigits
            && Counties.TryGetValue(code[..CountyDigits], out string? county) ? $"{code} {county}" : _regions.Names.Shown(code);
    }

    /// <summary>The name that an officer bears, by their number; the number where nobody has it.</summary>
    public string Officer(string number)
    {
        if (_officers.LookedAt + LookAgain < Now)
        {
            using DisbursementDb db = Read();
            _officers = (Now, db.Officers.ToRead().ToDictionary(one => one.Id.ToString(CultureInfo.InvariantCulture), one => one.Name));
        }

        return _officers.Names.GetValueOrDefault(number, number);
    }

    /// <summary>
    /// The run that the record says is under way, and a text that changes with its progress; null while the record cannot be read, and for
    /// one whose process is gone.
    /// </summary>
    public (string? Run, string Beat) UnderWay()
    {
        try
        {
            using DisbursementDb db = Read();
            return new RunBook(Store).UnderWay() is { } id && ReadConsole.Run(db, id) is { } found
                && !StoppedRuns.Of(work.Data, Store).Any(run => run.Id == id)
                ? (id, $"{found.Run.State.Word()} {Now.ToUnixTimeSeconds() / 2} "
                    + $"{string.Join(',', DoneParts.Of(db, found.Run.Number))}")
                : (null, "");
        }
        catch (Exception exception) when (exception is DbException or StoreRefusal)
        {
            return (null, "");
        }
    }

    /// <summary>
    /// Carries an act out on another thread, so that pages stay responsive. A failure of the disk or the database becomes a refusal.
    /// </summary>
    public static Task<ActOutcome> Carry(Func<ActOutcome> act) => Task.Run(() => Attempt(act));

    /// <summary>The same on this thread: one of several acts, each with an outcome of its own.</summary>
    public static ActOutcome Attempt(Func<ActOutcome> act)
    {
        try
        {
            return act();
        }
        catch (Exception exception)
            when (Trouble.IsOutside(exception))
        {
            Serilog.Log.Warning("An act came to nothing: {Kind}", exception.GetType().Name);
            Trouble trouble = Trouble.Of(exception);
            return new ActOutcome.Refused(new ActRefusal("NOT-FINISHED", $"未能完成：{string.Join(' ', trouble.Chinese)}",
                $"Could not finish: {string.Join(' ', trouble.English)}"));
        }
    }
}
