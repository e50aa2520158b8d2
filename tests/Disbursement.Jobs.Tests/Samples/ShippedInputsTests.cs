using System.Text.Json;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Returns;
using Disbursement.Domain.Schemes;
using Disbursement.Domain.Words;
using Disbursement.Jobs.ReturnFiles;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using NUnit.Framework;
using Serilog.Core;

namespace Disbursement.Jobs.Tests.Samples;

/// <summary>
/// The rosters that come with the program show everything that a first run can meet, and the page about them tells the truth.
/// </summary>
[TestFixture]
internal sealed class ShippedInputsTests
{
    private static readonly string[] RejectCodes =
    [
        "R-REQUIRED", "R-FORMAT", "R-ID", "R-ID-MISMATCH", "R-DATE-ORDER", "R-FUTURE", "R-REGION", "R-ROLE", "R-DUP-MEMBER",
        "R-DUP-HOUSEHOLD", "R-ACCOUNT", "R-AMOUNT", "R-EXCEL", "R-ROW",
    ];

    private string _shipped = "";
    private string _folder = "";
    private string _out = "";
    private RunSummary _summary = null!;
    private JsonElement[] _files = [];
    private JsonElement _report;
    private Row[] _decisions = [];
    private PaymentRecord[] _payments = [];

    [OneTimeSetUp]
    public void RunOnACopy()
    {
        _shipped = Path.Combine(Root(), "inputs");
        _folder = Directory.CreateTempSubdirectory("shipped").FullName;
        string inputs = Path.Combine(_folder, "inputs");
        foreach (string file in Directory.GetFiles(_shipped, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(inputs, Path.GetRelativePath(_shipped, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        RunOrder order = new()
        {
            Year = 2026,
            Inputs = inputs,
            Out = Path.Combine(_folder, "out"),
            Data = Path.Combine(_folder, "data"),
            Workers = 2,
            Maker = "tester",
        };
        _summary = new StartRun(TimeProvider.System, Logger.None).Run(order, new RunProgress(), CancellationToken.None);
        _out = Path.Combine(order.Out, "2026-1");
        _report = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_out, "summary.json"))).RootElement;
        _files = [.. _report.GetProperty("inputs").EnumerateArray()];
        using DisbursementDb db = Database.Open(order.Data).Model();
        _decisions =
        [
            .. from decision in db.Decisions.AsEnumerable()
               join claimant in db.Claimants.AsEnumerable() on decision.ClaimantNumber equals claimant.Number
               select new Row(claimant.HouseholdNo, claimant.Role, decision.Scheme, decision.Outcome.Word(), decision.Codes ?? "",
                   decision.Months ?? "", decision.DueFen),
        ];
        _payments = [.. db.Payments];
    }

    [OneTimeTearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void No_file_is_refused()
    {
        Assert.That(_summary.RefusedFiles, Is.Zero);
        Assert.That(_files.Select(file => file.GetProperty("refusal").ValueKind), Has.All.EqualTo(JsonValueKind.Null));
        Assert.That(_report.GetProperty("passedOver").GetArrayLength(), Is.Zero);
    }

    [Test]
    public void The_return_file_answers_payments_of_the_first_run_and_is_wrong_in_one_place()
    {
        string file = Directory.GetFiles(Path.Combine(_shipped, "returns", "2026-1")).Single();

        string[] verdicts =
        [
            .. from item in ReadReturnFile.Open(file, BankLayouts.None, CancellationToken.None).Lines
               let line = ((ReturnItem.Answer)item).Said
               let payment = _payments.Single(payment => payment.PaymentNo == line.PaymentNo)
               select JudgeReturns.Run([line],
                   new KnownPayment(line.PaymentNo, new Money(payment.AmountFen), PaymentState.Released))[0] switch
               {
                   ReturnVerdict.Booked booked => booked.Status.Word(),
                   ReturnVerdict.Quarantined waiting => waiting.Reason.Code,
                   _ => "",
               },
        ];

        Assert.That(verdicts, Is.EqualTo(new[] { "paid", "paid", "paid", "paid", "paid", "failed", "paid", "Q-AMOUNT" }));
    }

    [Test]
    public void Each_county_has_a_roster()
    {
        IEnumerable<string> bureaus = File.ReadLines(Path.Combine(_shipped, "bureaus.csv")).Skip(1).Select(line => line.Split(',')[0]);
        IEnumerable<string> rosters = _files.Select(file => Path.GetFileName(Text(file, "path"))[..6]).Distinct();

        Assert.That(rosters, Is.EquivalentTo(bureaus));
    }

    [TestCase("320302-鼓楼区.csv", "utf-8", 8, 0, 0)]
    [TestCase("320303-云龙区.csv", "utf-8", 7, 0, 0)]
    [TestCase("320305-problems.csv", "utf-8", 0, 20, 0)]
    [TestCase("320305-贾汪区.csv", "utf-8", 3, 1, 0)]
    [TestCase("320311-泉山区.csv", "utf-8", 7, 0, 0)]
    [TestCase("320312-铜山区-1.csv", "utf-8", 6, 0, 0)]
    [TestCase("320312-铜山区-2.csv", "utf-8", 6, 0, 0)]
    [TestCase("320321-丰县.csv", "utf-8", 6, 0, 0)]
    [TestCase("320322-沛县.csv", "gb18030", 8, 0, 0)]
    [TestCase("320324-睢宁县.csv", "utf-8", 6, 0, 0)]
    [TestCase("320371-经开区.csv", "utf-8", 7, 0, 0)]
    [TestCase("320381-新沂市.csv", "utf-8", 4, 0, 2)]
    [TestCase("320382-邳州市.xlsx", "xlsx", 5, 0, 0)]
    [TestCase("corrections/320381-2026-05.csv", "utf-8", 2, 0, 0)]
    public void Each_file_is_read_whole(string path, string encoding, int accepted, int rejected, int replaced)
    {
        JsonElement file = _files.Single(file => Text(file, "path") == path);
        JsonElement households = file.GetProperty("households");

        Assert.Multiple(() =>
        {
            Assert.That(Text(file, "encoding"), Is.EqualTo(encoding));
            Assert.That(households.GetProperty("accepted").GetInt32(), Is.EqualTo(accepted));
            Assert.That(households.GetProperty("rejected").GetInt32(), Is.EqualTo(rejected));
            Assert.That(households.GetProperty("replaced").GetInt32(), Is.EqualTo(replaced));
            Assert.That(households.GetProperty("read").GetInt32(), Is.EqualTo(accepted + rejected));
        });
    }

    [Test]
    public void No_file_is_left_out_of_the_table_above() => Assert.That(_files, Has.Length.EqualTo(14));

    [Test]
    public void Households_read_are_accepted_and_rejected_ones()
    {
        Assert.That(_summary.Accepted, Is.EqualTo(_files.Sum(file => file.GetProperty("households").GetProperty("accepted").GetInt64())));
        Assert.That(_summary.Rejected, Is.EqualTo(_files.Sum(file => file.GetProperty("households").GetProperty("rejected").GetInt64())));
        Assert.That((_summary.Accepted, _summary.Rejected), Is.EqualTo((75L, 21L)));
    }

    // No code of a first run is missing here: dates of the next year are R-FUTURE, so nothing is refused with ONCE or ERA-APPLIED;
    // ERA-HUKOU and ERA-AGE are about earlier years.
    [TestCase("ocr", "granted refused",
        "OCR-CERTIFICATE OCR-ONE-CHILD OCR-CUTOVER OCR-AGE OCR-CHILD-LIVING OCR-REVOKED OCR-PAYER DECEASED DUP-CLAIMANT")]
    [TestCase("rls", "granted refused unclaimed", "RLS-CERTIFICATE RLS-ONE-CHILD RLS-RETIRED RLS-PAYER RLS-NOT-PENSION-RAISE ACCOUNTABLE")]
    [TestCase("era", "granted refused unclaimed", "ERA-BORN ERA-CERTIFICATE ERA-ONE-CHILD ERA-CHILD-BORN ERA-LAWFUL ERA-NO-STACK DECEASED")]
    [TestCase("sab", "granted refused unclaimed", "SA-BORN SA-AGE SA-ONE-CHILD SAB-CHILD-DEAD SA-APPLIED DECEASED")]
    [TestCase("sad", "granted refused unclaimed", "SA-BORN SA-AGE SA-ONE-CHILD SAD-GRADE SA-APPLIED DECEASED")]
    [TestCase("sac", "granted refused unclaimed", "SAC-GRADE SAC-PERIOD SAC-APPLIED DECEASED")]
    [TestCase("shc", "granted refused", "SH-FAMILY SHC-LEVEL SHC-AGE DECEASED")]
    [TestCase("shp", "granted refused", "SHP-AGE")]
    [TestCase("shm", "granted refused", "SHM-COST")]
    [TestCase("shg", "granted refused", "SHG-BEREAVED ACCOUNTABLE")]
    public void Each_scheme_shows_each_outcome_and_each_code_of_a_first_run(string scheme, string outcomes, string codes)
    {
        Row[] rows = [.. _decisions.Where(row => row.Scheme == scheme)];

        Assert.Multiple(() =>
        {
            Assert.That(rows.Select(row => row.Outcome).Distinct(), Is.EquivalentTo(outcomes.Split(' ')));
            Assert.That(rows.SelectMany(row => row.Codes.Split('+', StringSplitOptions.RemoveEmptyEntries)).Distinct(),
                Is.EquivalentTo(codes.Split(' ')));
        });
    }

    [Test]
    public void Each_scheme_pays() => Assert.That(
        Directory.GetFiles(_out, "*.csv", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).Distinct(),
        Is.SupersetOf(Jobs.Policies.ReadDefinitions.Shipped.Select(definition => definition.Scheme.Code)));

    [Test]
    public void Each_problem_code_occurs()
    {
        string rejects = string.Concat(Directory.GetFiles(Path.Combine(_out, "rejects")).Select(File.ReadAllText));
        HashSet<string> found = [.. rejects.Split('\n').SelectMany(line => line.Split(',')).SelectMany(cell => cell.Split('+'))
            .Where(code => code.StartsWith("R-", StringComparison.Ordinal))];

        Assert.That(found, Is.EquivalentTo(RejectCodes));
    }

    [Test]
    public void Rejects_are_those_of_the_file_for_them()
    {
        IEnumerable<string> lines = Directory.GetFiles(Path.Combine(_out, "rejects")).SelectMany(file => File.ReadLines(file).Skip(1));

        Assert.That(lines.Select(line => line.Split(',')[1]).Distinct(),
            Is.EquivalentTo(Enumerable.Range(51, 19).Select(number => $"JW-{number}").Append("JW-04")));
    }

    [TestCase("DUP-ACCOUNT", 3)]
    [TestCase("ACCOUNT-NAME", 1)]
    [TestCase("DUP-ACCOUNT+ACCOUNT-NAME", 1)]
    public void Flags_occur(string flags, int payments) =>
        Assert.That(_payments.Count(payment => payment.Flags == flags), Is.EqualTo(payments));

    [Test]
    public void Flags_stand_in_the_payment_file() =>
        Assert.That(File.ReadLines(Path.Combine(_out, "320381", "era.csv")),
            Has.Some.EndsWith(",DUP-ACCOUNT").And.Some.EndsWith(",DUP-ACCOUNT+ACCOUNT-NAME"));

    [Test]
    public void Unclaimed_decisions_stand_on_the_take_up_lists()
    {
        IEnumerable<string> lines = Directory.GetFiles(Path.Combine(_out, "takeup")).SelectMany(file => File.ReadLines(file).Skip(1));

        Assert.That(lines.Count(), Is.EqualTo(_decisions.Count(row => row.Outcome == "unclaimed")));
    }

    // What the readme of the inputs says of a household.
    [TestCase("GL-01", "father", "ocr", "granted", "", "1-12", 60_00)]
    [TestCase("GL-08", "mother", "ocr", "granted", "", "1-8", 60_00)]
    [TestCase("YL-02", "mother", "ocr", "granted", "", "1-3", 60_00)]
    [TestCase("YL-07", "mother", "sad", "granted", "", "3-9", 3_220_00)]
    [TestCase("YL-07", "mother", "sab", "granted", "", "10-12", 1_770_00)]
    [TestCase("YL-07", "father", "shg", "granted", "", "", 4_000_00)]
    [TestCase("QS-01", "mother", "sac", "granted", "", "1-12", 6_240_00)]
    [TestCase("QS-04", "mother", "sac", "refused", "SAC-PERIOD+SAC-APPLIED", "", 0)]
    [TestCase("TS-08", "mother", "shm", "granted", "", "", 7_800_00)]
    [TestCase("TS-11", "father", "era", "granted", "", "1-12", 960_00)]
    [TestCase("TS-12", "mother", "sab", "refused", "SA-ONE-CHILD", "", 0)]
    [TestCase("FX-01", "mother", "shm", "granted", "", "", 20_000_00)]
    [TestCase("FX-01", "father", "shm", "refused", "SHM-COST", "", 0)]
    [TestCase("FX-02", "mother", "shg", "granted", "", "", 10_000_00)]
    [TestCase("FX-04", "mother", "shc", "refused", "SH-FAMILY+SHC-AGE+DECEASED", "", 0)]
    [TestCase("FX-05", "mother", "shg", "granted", "", "", 2_500_00)]
    [TestCase("PX-04", "father", "sab", "refused", "SA-APPLIED+DECEASED", "", 0)]
    [TestCase("PX-07", "father", "shm", "granted", "", "", 1_800_00)]
    [TestCase("JK-04", "father", "rls", "refused", "RLS-RETIRED+ACCOUNTABLE", "", 0)]
    [TestCase("JK-06", "father", "rls", "granted", "", "", 2_400_00)]
    [TestCase("JK-07", "father", "ocr", "refused", "DUP-CLAIMANT", "", 0)]
    [TestCase("XY-01", "father", "ocr", "refused", "DUP-CLAIMANT", "", 0)]
    [TestCase("XY-06", "mother", "ocr", "granted", "", "1-12", 60_00)]
    [TestCase("PZ-03", "mother", "shm", "granted", "", "", 4_407_40)]
    public void A_household_shows_what_the_readme_says(string household, string role, string scheme, string outcome, string codes,
        string months, long fen)
    {
        Row row = _decisions.Single(row => row.Household == household && row.Role == role && row.Scheme == scheme);

        Assert.That(row, Is.EqualTo(new Row(household, role, scheme, outcome, codes, months, fen)));
    }

    [Test]
    public void The_readme_names_each_household_and_each_code()
    {
        string readme = File.ReadAllText(Path.Combine(_shipped, "README.md"));
        IEnumerable<string> codes = _decisions.SelectMany(row => row.Codes.Split('+', StringSplitOptions.RemoveEmptyEntries))
            .Concat(RejectCodes);

        Assert.Multiple(() =>
        {
            foreach (string word in _decisions.Select(row => row.Household).Concat(codes).Distinct())
                Assert.That(readme, Does.Contain(word));
        });
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(TestContext.CurrentContext.TestDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Disbursement.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The folder of Disbursement.sln was not found above the tests.");
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    /// <summary>A decision and whose it is.</summary>
    private sealed record Row(string Household, string Role, string Scheme, string Outcome, string Codes, string Months, long Fen);
}
