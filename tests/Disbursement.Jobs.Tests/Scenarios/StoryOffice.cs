using System.Text;
using Disbursement.Domain.Households;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.PolicyCases;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Signatures;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Scenarios;

/// <summary>
/// The offices of a story: its inputs folder, its clock and its officers, who go through the acts of the program and no other way.
/// </summary>
internal sealed class StoryOffice : IDisposable
{
    private const string Administrator = "administrator";
    private const string Password = "a password of a story";
    private const string All = "all of ";

    private readonly Story _story;
    private readonly Dictionary<string, string> _seen = [];

    public StoryOffice(Story story, TestInputs? inputs = null)
    {
        _story = story;
        Inputs = inputs ?? new TestInputs();
        if (!story.HasOfficers)
            return;

        ManageOfficers manage = new(Setting());
        manage.Add(null, Administrator, OfficerRole.Administrator, [], Password);
        Officer administrator = OfficerNamed(Administrator)!;
        StoryAct[] acts = [.. story.Steps.SelectMany(step => step.Acts)];
        HashSet<string> later = [Administrator, .. acts.Where(act => act.Verb is "add officer").Select(act => act.Subject),
            .. acts.Select(act => act.To).OfType<string>()];
        foreach (string name in acts.Select(act => act.By).Distinct().Where(name => !later.Contains(name)))
            Assert.That(manage.Add(administrator, name, RoleOf(name), [], Password), Is.TypeOf<ActOutcome.Done>(), name);
    }

    public TestInputs Inputs { get; }

    public TestDatabase Rows() => Inputs.Rows();

    /// <summary>Where acts happen, opened again for each.</summary>
    public ActSetting Setting()
    {
        Database store = Database.Open(Inputs.Data, Inputs.Database);
        (KeyRing? ring, string? refusal) = KeyRing.Open(Inputs.Data, new RunBook(store).HasSealedRuns());
        return new ActSetting(Inputs.Data, store, ring ?? throw new InvalidOperationException(refusal), Inputs.Clock, "story",
            new SigningSettings(null, null, Path.Combine(Inputs.Data, "keys"))) { Budgets = Inputs.Budgets };
    }

    /// <summary>The clock moves to eight in the morning in Xuzhou; files come and go.</summary>
    public void Open(StoryStep step)
    {
        if (step.On is { } day)
            Inputs.Clock.SetUtcNow(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero));
        foreach ((string target, string source) in step.Put)
        {
            string place = Path.Combine(Inputs.Inputs, target);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Copy(Path.Combine(_story.Folder, source), place, overwrite: true);
        }

        foreach (string file in step.TakeAway)
            File.Delete(Path.Combine(Inputs.Inputs, file) is var path
                && File.Exists(path) ? path : throw new FileNotFoundException($"There is no {file} to take away."));
    }

    /// <summary>An act is carried out; what of its answer and its record is not as it must be is told.</summary>
    public IEnumerable<string> Perform(StoryAct act)
    {
        Inputs.Clock.Advance(TimeSpan.FromMinutes(1));
        if (act.Verb == "look at")
        {
            _seen[act.As ?? throw new InvalidDataException($"{act}: say under which name the bytes are remembered (as).")] =
                Sha256(act.Subject);
            return [];
        }

        if (!act.Subject.StartsWith(All, StringComparison.Ordinal))
            return PerformOne(act);

        string state = act.Verb switch { "approve" => "proposed", "release" => "approved",
            _ => throw new InvalidDataException($"{act}: only approve and release go for all of a run.") };
        string[] batches;
        using (TestDatabase database = Rows())
            batches = [.. database.Rows($"SELECT b.id FROM batches b JOIN runs r ON r.number = b.run_number WHERE r.id = "
                + $"'{act.Subject[All.Length..]}' AND b.state = '{state}' ORDER BY b.number").Select(row => row["id"])];
        return batches.Length == 0
            ? [$"{act}: no batch is {state}"]
            : batches.SelectMany(batch => PerformOne(act with { Subject = batch })).ToList();
    }

    public void Dispose() => Inputs.Dispose();

    private List<string> PerformOne(StoryAct act)
    {
        long before = LastEntry();
        (string answer, string said) = Carry(act);
        List<string> wrong = [];
        if (answer != act.Answer)
            wrong.Add($"{act}: answered {answer}, not {act.Answer}: {said}");
        if (act.Says is { } says && !said.Contains(says, StringComparison.Ordinal))
            wrong.Add($"{act}: does not say \"{says}\" but \"{said}\"");
        wrong.AddRange(WrongInRecord(act, answer, before).Select(what => $"{act}: {what}"));
        return wrong;
    }

    /// <summary>Every act and every refusal is recorded once, with who and why (life cycle, section 1).</summary>
    private IEnumerable<string> WrongInRecord(StoryAct act, string answer, long before)
    {
        using TestDatabase database = Rows();
        List<Dictionary<string, string>> entries =
            database.Rows($"SELECT actor, outcome, coalesce(reason, '') AS reason FROM audit WHERE sequence > {before} "
                + "AND coalesce(detail, '') NOT LIKE 'with=%'");
        // A batch that is rejected with another one has an entry of its own, before that of the act.
        // A stop holds or lets go of each payment by an act of its own, after its own.
        if (act.Verb is "stop" or "lift stop of" ? entries.Count == 0 : entries.Count != 1)
            return [$"{entries.Count} entries in the record of acts, not one"];

        bool isDone = answer is "done" or "unchanged";
        return entries[0]["actor"] == act.By && entries[0]["outcome"] == (isDone ? "done" : "refused")
            && (isDone || entries[0]["reason"].StartsWith($"{answer}: ", StringComparison.Ordinal))
            ? []
            : [$"recorded as {string.Join(", ", entries[0].Values)}"];
    }

    private long LastEntry()
    {
        if (!Database.Exists(Inputs.Data, Inputs.Database))
            return 0;

        using TestDatabase database = Rows();
        return database.Number("SELECT coalesce(MAX(sequence), 0) FROM audit");
    }

    private (string Answer, string Said) Carry(StoryAct act)
    {
        if (act.Verb == "run")
            return StartRun(act);

        ActSetting setting = Setting();
        if (act.Verb == "add officer" && act.By == act.Subject)
            return Told(new ManageOfficers(setting).Add(null, act.Subject, RoleOf(act.Role!), act.Counties, Password));

        Officer officer = OfficerNamed(act.By) ?? throw new InvalidDataException($"{act}: there is no such officer.");
        string because = act.Because ?? "";
        return Told(act.Verb switch
        {
            "approve" => new ApproveBatch(setting).Run(act.Subject, officer, act.Seen is { } seen ? _seen[seen] : Sha256(act.Subject)),
            "release" => new ReleaseBatch(setting).Run(act.Subject, officer),
            "reject" => new RejectBatch(setting).Run(act.Subject, officer, because),
            "close" => new CloseBatch(setting).Run(act.Subject, officer, because),
            "hold" => new HoldPayment(setting).Hold(act.Subject, officer, because),
            "unhold" => new HoldPayment(setting).Unhold(act.Subject, officer, because),
            "cancel" => new CancelPayment(setting).Run(act.Subject, officer, because),
            "give account for" => new GiveAccount(setting).Run(act.Subject, officer, act.To!, null, null, null, because),
            "import returns" => new ImportReturns(setting).Run(ReturnFile(act), officer, CancellationToken.None),
            "reissue" => new ReissuePayments(setting).Run(act.Subject, officer, null, CancellationToken.None),
            "import correction" => new ImportCorrection(setting)
                .Run(Path.Combine(_story.Folder, act.Subject), act.Year!.Value, Inputs.Inputs, officer, CancellationToken.None),
            "repay" => new AskReceivable(setting).Repaid(ReceivableOf(act.Subject), Domain.Amounts.Money.FromYuan(
                decimal.Parse(act.To!, System.Globalization.CultureInfo.InvariantCulture)),
                Domain.Periods.Instants.DayInChina(Inputs.Clock.GetUtcNow()), because, officer),
            "waive" => new AskReceivable(setting).Waived(ReceivableOf(act.Subject), null, because, officer, because),
            "confirm receivable of" => new AnswerReceivable(setting).Confirm(ReceivableOf(act.Subject), officer),
            "stop" => new StopPayments(setting).Add(
                IdOf(act.Subject), null, Month.TryParse(act.To!, out Month from) ? from : default, because, officer, because),
            "lift stop of" => new StopPayments(setting).Lift(StopOn(act.Subject), officer, because),
            "add officer" => new ManageOfficers(setting).Add(officer, act.Subject, RoleOf(act.Role!), act.Counties, Password),
            _ => new ManageOfficers(setting).Rename(officer, act.Subject, act.To!),
        });
    }

    /// <summary>The identity number of somebody, such as <c>GL-01 mother</c>, as a roster of the story has it.</summary>
    private string IdOf(string who)
    {
        string[] named = who.Split(' ');
        return Directory.EnumerateFiles(Path.Combine(Inputs.Inputs, "rosters"), "*.csv", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines).Select(line => line.Split(',')).First(cells => cells[1] == named[0] && cells[2] == named[1])[4];
    }

    /// <summary>The number of the only stop of somebody that stands.</summary>
    private long StopOn(string who)
    {
        using ClaimantKeys keys = new(Setting().Ring);
        _ = CitizenId.TryParse(IdOf(who), out CitizenId id);
        using System.Data.Common.DbConnection connection = Setting().Store.Connect();
        return StopBook.All(connection, null).Single(stop => stop.LiftedAt is null && stop.Key == keys.Of(id)).Number;
    }

    /// <summary>The number of the only receivable of somebody, such as <c>GL-01 mother</c>.</summary>
    private string ReceivableOf(string who)
    {
        using TestDatabase database = Rows();
        string[] person = who.Split(' ');
        string key = database
            .Rows($"SELECT DISTINCT claimant_key FROM claimants WHERE household_no = '{person[0]}' AND role = '{person[1]}'")
            .Single()["claimant_key"];
        using System.Data.Common.DbConnection connection = Setting().Store.Connect();
        return ReadReceivables.Run(connection, null)
            .Single(one => string.Equals(one.Key.ToString(), key, StringComparison.OrdinalIgnoreCase)).Number;
    }

    /// <summary>
    /// As the <c>run</c> verb does: where there are officers one of them starts it, else the user of the operating system.
    /// </summary>
    private (string Answer, string Said) StartRun(StoryAct act)
    {
        RunOrder order =
            Inputs.Order(CaseMap.Whole(act.Subject)) with { Maker = act.By, Counties = act.Counties, Origin = "story" };
        if (!Database.Exists(Inputs.Data, Inputs.Database) || !HasOfficers())
            return Started(order with { SystemUser = act.By });

        Officer officer = OfficerNamed(act.By) ?? throw new InvalidDataException($"{act}: there is no such officer.");
        if (officer.MayNot(OfficialAct.Run) is not { } refusal)
            return Started(order with { MakerOfficer = officer.Id });

        PerformAct.Record(Setting(), officer, "run", act.Subject, refusal);
        return (refusal.Code, refusal.English);
    }

    private (string Answer, string Said) Started(RunOrder order)
    {
        RunSummary summary = Inputs.Run(order).Summary;
        return ("done", string.Join('\n', summary.Notable(isChinese: false).Prepend($"run {summary.Run.Id}")));
    }

    private static (string Answer, string Said) Told(ActOutcome outcome) => outcome switch
    {
        ActOutcome.Done { ChangedNothing: true } done => ("unchanged", done.English),
        ActOutcome.Done done => ("done", done.English),
        ActOutcome.Refused refused => (refused.Refusal.Code, refused.Refusal.English),
        _ => throw new InvalidOperationException("An act has no outcome."),
    };

    /// <summary>
    /// The SHA-256 of a batch's csv file as the lists show it: of its payments, or where it has none, of what it takes back.
    /// </summary>
    private string Sha256(string batch)
    {
        using TestDatabase database = Rows();
        return database.Rows("SELECT f.sha256 FROM batch_files f JOIN batches b ON b.number = f.batch_number "
            + $"WHERE b.id = '{batch}' AND f.format IN ('csv', 'recoveries') ORDER BY f.format").First()["sha256"];
    }

    private string ReturnFile(StoryAct act)
    {
        if (act.Lines is not { } lines)
            return Path.Combine(_story.Folder, act.Subject);

        string file = Path.Combine(Inputs.Inputs, "returns", act.Subject);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, string.Concat(new[] { lines.Columns }.Concat(lines.Rows).Select(row => string.Join(',', row) + "\r\n")),
            new UTF8Encoding(false));
        return file;
    }

    private bool HasOfficers()
    {
        using DisbursementDb db = Setting().Store.Model();
        return OfficerBook.HasAny(db);
    }

    private Officer? OfficerNamed(string name)
    {
        using DisbursementDb db = Setting().Store.Model();
        return OfficerBook.Find(db, name) is { } record ? OfficerBook.Of(db, record) : null;
    }

    /// <summary>The role that a name ends in: a <c>second-reviewer</c> is a reviewer.</summary>
    private static OfficerRole RoleOf(string name) =>
        Domain.Words.StoredWords.Find<OfficerRole>(name[(name.LastIndexOf('-') + 1)..]) is { } role
            ? role
            : throw new InvalidDataException($"'{name}' does not end in operator, reviewer, auditor or administrator.");
}
