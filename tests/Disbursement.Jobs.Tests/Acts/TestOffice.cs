using System.Globalization;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Officers;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Proofs;
using Disbursement.Jobs.Signatures;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.ReturnFiles;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>
/// An office with officers of every role, a database and files: runs over its rosters and the acts on their batches, one line each.
/// </summary>
/// <remarks>
/// Who acts is the usual officer of that power unless a test names another. <see cref="Copy"/> gives the whole office a second time.
/// </remarks>
internal sealed class TestOffice : IDisposable
{
    public const string Password = "correct horse, 正确";
    public const string Origin = "office-7 review-page";

    /// <summary>In the morning of 12 June in Xuzhou: banks have answered.</summary>
    public static readonly DateTimeOffset Answered = new(2026, 6, 12, 1, 0, 0, TimeSpan.Zero);

    private static readonly Lazy<TestOffice> Hired = new(() => Hire(Empty()));

    private readonly Dictionary<string, Officer> _officers = [];
    private ActSetting? _setting;

    private TestOffice(TestInputs inputs) => Inputs = inputs;

    public TestInputs Inputs { get; }

    /// <summary>Where acts happen; the database is made on first use.</summary>
    public ActSetting Setting => _setting ??= new ActSetting(
        Inputs.Data, Database.Open(Inputs.Data, Inputs.Database),
        KeyRing.Open(Inputs.Data, hasData: File.Exists(Path.Combine(Inputs.Data, "keys", "keyring.json"))).Ring!, Inputs.Clock, Origin,
        new SigningSettings(null, null, Path.Combine(Inputs.Data, "keys"))) { Budgets = Inputs.Budgets };

    public Officer Administrator => _officers["chen"];

    public Officer Operator => _officers["zhang"];

    public Officer Reviewer => _officers["li"];

    /// <summary>An officer by the name they were added with.</summary>
    public Officer this[string name] => _officers[name];

    /// <summary>No officers yet, nothing but the inputs.</summary>
    public static TestOffice Empty(TestInputs? inputs = null) => new(inputs ?? new TestInputs());

    /// <summary>
    /// Administrator chen, operator zhang, reviewers li and wu, reviewer sun for 320303 alone, auditor zhao; each has chosen the password.
    /// </summary>
    /// <remarks>
    /// Passwords cost time on purpose, so the officers are hired once, and their database is copied into every office that has none yet.
    /// </remarks>
    public static TestOffice Staffed(TestInputs? inputs = null)
    {
        TestOffice office = Empty(inputs);
        if (office.Inputs.Database != DatabaseSettings.Default || Directory.Exists(office.Inputs.Data)
            || office.Inputs.Clock.GetUtcNow() != Hired.Value.Inputs.Clock.GetUtcNow())
            return Hire(office);

        CopyFiles(Hired.Value.Inputs.Data, office.Inputs.Data);
        return office.Know(Hired.Value);
    }

    /// <summary>Cleans up after all tests.</summary>
    public static void Forget()
    {
        if (Hired.IsValueCreated)
            Hired.Value.Dispose();
    }

    /// <summary>The same officers, books, archive, keys and files in another folder, at the same moment.</summary>
    public TestOffice Copy()
    {
        TestInputs inputs = new();
        CopyFiles(Inputs.Root, inputs.Root);
        inputs.Clock.SetUtcNow(Inputs.Clock.GetUtcNow());
        using (TestDatabase database = inputs.Rows())
            database.Execute($"UPDATE runs SET out_folder = replace(out_folder, '{Inputs.Root}', '{inputs.Root}')");
        return new TestOffice(inputs).Know(this);
    }

    /// <summary>Copies every file of a folder and of those within it.</summary>
    public static void CopyFiles(string from, string to)
    {
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            string place = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Copy(file, place, overwrite: true);
        }
    }

    private static TestOffice Hire(TestOffice office)
    {
        office.Add("chen", OfficerRole.Administrator);
        office.Add("zhang", OfficerRole.Operator);
        office.Add("li", OfficerRole.Reviewer);
        office.Add("wu", OfficerRole.Reviewer);
        office.Add("sun", OfficerRole.Reviewer, "320303");
        office.Add("zhao", OfficerRole.Auditor);
        foreach (Officer officer in office._officers.Values.Where(officer => officer.Role != OfficerRole.Administrator))
            Done(new ManageOfficers(office.Setting).Password(officer, officer.Name, Password));
        return office;
    }

    private TestOffice Know(TestOffice other)
    {
        foreach ((string name, Officer officer) in other._officers)
            _officers[name] = officer;
        return this;
    }

    /// <summary>Adds an officer; the first must be an administrator.</summary>
    public Officer Add(string name, OfficerRole role, params string[] counties)
    {
        Done(new ManageOfficers(Setting)
            .Add(_officers.Values.FirstOrDefault(officer => officer.Role == OfficerRole.Administrator), name, role, counties, Password));
        return _officers[name] = Find(name);
    }

    /// <summary>An officer as the database knows them now.</summary>
    public Officer Find(string name)
    {
        using DisbursementDb db = Setting.Store.Model();
        return OfficerBook.Of(db, OfficerBook.Find(db, name)!);
    }

    public Officer Rename(Officer officer, string name)
    {
        Done(new ManageOfficers(Setting).Rename(Administrator, officer.Name, name));
        return _officers[name] = Find(name);
    }

    /// <summary>A run by the operator, or by a user of the operating system where one is named.</summary>
    public TestRun Run(int year = 2026, string? systemUser = null) => systemUser is null
        ? Inputs.Run(
            Inputs.Order(year) with { Maker = Operator.Name, MakerOfficer = Operator.Id, Origin = Origin, HasEnglishHeaders = true })
        : Inputs.Run(Inputs.Order(year) with { Maker = systemUser, SystemUser = systemUser, Origin = Origin, HasEnglishHeaders = true });

    public ActOutcome Approve(string batch, Officer? by = null, string? sha256 = null) =>
        new ApproveBatch(Setting).Run(batch, by ?? Reviewer, sha256 ?? Sha256(batch));

    public ActOutcome Release(string batch, Officer? by = null) => new ReleaseBatch(Setting).Run(batch, by ?? Reviewer);

    public ActOutcome Reject(string batch, Officer? by = null, string reason = "金额有误") =>
        new RejectBatch(Setting).Run(batch, by ?? Reviewer, reason);

    public ActOutcome Close(string batch, Officer? by = null, string reason = "银行只回失败") =>
        new CloseBatch(Setting).Run(batch, by ?? Reviewer, reason);

    public ActOutcome Cancel(string paymentNo, Officer? by = null, string reason = "账户已销") =>
        new CancelPayment(Setting).Run(paymentNo, by ?? Reviewer, reason);

    public ActOutcome Hold(string paymentNo, Officer? by = null, string reason = "待核实") =>
        new HoldPayment(Setting).Hold(paymentNo, by ?? Reviewer, reason);

    public ActOutcome Unhold(string paymentNo, Officer? by = null, string reason = "已核实") =>
        new HoldPayment(Setting).Unhold(paymentNo, by ?? Reviewer, reason);

    public ActOutcome GiveAccount(string paymentNo, string account, Officer? by = null, string reason = "本人来函") =>
        new GiveAccount(Setting).Run(paymentNo, by ?? Reviewer, account, null, null, null, reason);

    public ActOutcome Reissue(string run, Officer? by = null) =>
        new ReissuePayments(Setting).Run(run, by ?? Operator, null, CancellationToken.None);

    public ActOutcome Unmask(string paymentNo, Officer? by = null, string reason = "核对账号") =>
        new Unmask(Setting).Run(paymentNo, by ?? Reviewer, reason);

    /// <summary>Brings these households in as a correction.</summary>
    public ActOutcome Correct(string name, Officer? by = null, params TestHousehold[] households)
    {
        string file = Path.Combine(Inputs.Root, name);
        File.WriteAllText(file, RosterText.Of(households));
        return new ImportCorrection(Setting).Run(file, 2026, Inputs.Inputs, by ?? Operator, CancellationToken.None);
    }

    /// <summary>Checks these households as a roster and puts it in place.</summary>
    public ActOutcome HandIn(string name, Officer by, params TestHousehold[] households)
    {
        using HandedRoster handed = HandedRoster.Await(name, 2026);
        using (FileStream stream = handed.Write())
            stream.Write(System.Text.Encoding.UTF8.GetBytes(RosterText.Of(households)));
        handed.Read(Inputs.Inputs, new Jobs.Intake.ReadingProgress(), CancellationToken.None);
        return new HandInRoster(Setting, Inputs.Inputs).Run(handed, by, null, null, CancellationToken.None);
    }

    /// <summary>Approves and releases.</summary>
    public void Send(string batch)
    {
        Done(Approve(batch));
        Done(Release(batch));
    }

    /// <summary>
    /// Imports a return file of these lines; the name decides nothing but what is recorded. A day that lies ahead moves the clock on, to 12
    /// June at most.
    /// </summary>
    public ActOutcome Import(string name, params TestReturn[] lines)
    {
        string today = Instants.DayInChina(Inputs.Clock.GetUtcNow()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (Inputs.Clock.GetUtcNow() < Answered && lines.Any(line => string.CompareOrdinal(line.SettledOn, today) > 0))
            Inputs.Clock.SetUtcNow(Answered);
        string file = Path.Combine(Inputs.Root, name);
        ComposeReturns.Write(file, lines);
        return Import(file);
    }

    public ActOutcome Import(string file, Officer? by = null, string? bank = null, CancellationToken stop = default) =>
        new ImportReturns(Setting, Path.Combine(Inputs.Inputs, "banks"), bank).Run(file, by ?? Operator, stop);

    /// <summary>The bank's answer to a payment, at its right amount, of 5 June or of the day of its release where that is later.</summary>
    public TestReturn Answer(string paymentNo, string status = "paid", string reason = "")
    {
        Dictionary<string, string> row = Rows($"SELECT amount_fen, (SELECT MAX(recorded_at) FROM batch_acts a WHERE a.batch_number = "
            + $"p.batch_number AND act = 'release') AS released FROM payments p WHERE payment_no = '{paymentNo}'").Single();
        CultureInfo culture = CultureInfo.InvariantCulture;
        string day = long.TryParse(row["released"], culture, out long seconds)
            ? Instants.DayInChina(DateTimeOffset.FromUnixTimeSeconds(seconds)).ToString("yyyy-MM-dd", culture)
            : "";
        TestReturn answer = new(paymentNo, (long.Parse(row["amount_fen"], culture) / 100m).ToString("0.00", culture), status, reason);
        return string.CompareOrdinal(day, answer.SettledOn) > 0 ? answer with { SettledOn = day } : answer;
    }

    /// <summary>Passwords cost time on purpose: only tests of the sign-in itself go through it.</summary>
    public string SignIn(string name, string password = Password, string? code = null)
    {
        (Officer? officer, ActRefusal? refusal) = new SignIn(Setting).Run(name, password, code);
        return officer is null ? refusal!.Code : "in";
    }

    /// <summary>Sets up the second factor of an officer; returns its secret.</summary>
    public byte[] Enrol(string name)
    {
        byte[] secret = DrawFactorSecret.Run();
        Done(new ManageFactors(Setting).Enrol(_officers[name], secret, FactorCodes.At(secret, Inputs.Clock.GetUtcNow())));
        return secret;
    }

    public string StateOf(string batch) => Text($"SELECT state FROM batches WHERE id = '{batch}'");

    /// <summary>Payments of a batch with their states, in the order of their numbers.</summary>
    public string[] Payments(string batch) => [.. Rows($"SELECT payment_no, state FROM payments WHERE payment_no LIKE '{batch}-%' ORDER BY "
        + $"id").Select(row => string.Join(' ', row.Values))];

    public string PaymentState(string paymentNo) => Text($"SELECT state FROM payments WHERE payment_no = '{paymentNo}'");

    /// <summary>SHA-256 of a batch's file of one format.</summary>
    public string Sha256(string batch, string format = "csv") => Texts($"SELECT f.sha256 FROM batch_files f JOIN batches b ON b.number = "
        + $"batch_number WHERE b.id = '{batch}' AND format IN ('{format}', 'recoveries') "
        + "ORDER BY CASE WHEN format = 'recoveries' THEN 1 ELSE 0 END")
            .FirstOrDefault("none");

    public string FileOf(string batch, string format = "csv")
    {
        string[] place = [.. Rows($"SELECT out_folder, path FROM batch_files f JOIN batches b ON b.number = batch_number JOIN runs r ON "
            + $"r.number = run_number WHERE b.id = '{batch}' AND format = '{format}'").Single().Values];
        return Path.Combine(place[0], place[1]);
    }

    public string ManifestOf(string batch) => Path.Combine(Path.GetDirectoryName(FileOf(batch))!, "manifest.json");

    /// <summary>What every account holds, debits less credits, but for accounts that hold nothing.</summary>
    public Dictionary<string, long> Balances()
    {
        using TestDatabase database = Inputs.Rows();
        return database.Rows("SELECT account, SUM(fen) AS fen FROM (SELECT debit AS account, fen FROM transfers UNION ALL SELECT credit, "
            + "-fen FROM transfers) AS moved GROUP BY account HAVING SUM(fen) <> 0 ORDER BY account")
            .ToDictionary(row => row["account"], row => long.Parse(row["fen"], CultureInfo.InvariantCulture));
    }

    /// <summary>The last entry of the chain of acts.</summary>
    public Dictionary<string, string> LastAct() => Rows("SELECT * FROM audit WHERE sequence = (SELECT MAX(sequence) FROM audit)").Single();

    /// <summary>Every row of every table but the chain of acts, as text.</summary>
    public string[] EverythingButActs()
    {
        using TestDatabase database = Inputs.Rows();
        return [.. database.Tables.Where(table => table is not ("audit" or "turns"))
            .SelectMany(table => database.Rows($"SELECT * FROM {table}").Select(row => $"{table}: {string.Join('|', row.Values)}"))];
    }

    /// <summary>What the proofs find, or nothing.</summary>
    public string[] Breaks() =>
        [.. Checks().Where(check => check.FirstBreak is not null).Select(check => $"{check.Number}: {check.FirstBreak}")];

    public IReadOnlyList<Check> Checks() =>
        new VerifyBooks(Database.OpenToRead(Inputs.Data, Inputs.Database), Setting.Ring).Run(null, CancellationToken.None);

    public List<Dictionary<string, string>> Rows(string sql)
    {
        using TestDatabase database = Inputs.Rows();
        return database.Rows(sql);
    }

    public long Number(string sql)
    {
        using TestDatabase database = Inputs.Rows();
        return database.Number(sql);
    }

    public string Text(string sql) => Texts(sql).Single();

    public string[] Texts(string sql) => [.. Rows(sql).Select(row => row.Values.First())];

    public int Execute(string sql)
    {
        using TestDatabase database = Inputs.Rows();
        return database.Execute(sql);
    }

    public void Dispose() => Inputs.Dispose();

    /// <summary>The act must have been done.</summary>
    public static void Done(ActOutcome outcome) =>
        Assert.That(CodeOf(outcome), Is.EqualTo("done"), (outcome as ActOutcome.Refused)?.Refusal.English);

    /// <summary><c>done</c>, or the code of the refusal.</summary>
    public static string CodeOf(ActOutcome outcome) => outcome is ActOutcome.Refused refused ? refused.Refusal.Code : "done";
}
