using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Disbursement.Domain.Amounts;
using Disbursement.Jobs.PaymentFiles;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.PaymentFiles;

/// <summary>The ISO 20022 message of a batch.</summary>
[TestFixture]
internal sealed class Pain001Tests
{
    /// <summary>
    /// The category of tests that are skipped where the schema of ISO is not beside the repository; they assert nothing else.
    /// </summary>
    internal const string NeedsSchema = "Schema";

    private static readonly XNamespace Ns = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

    private static readonly Lazy<XmlSchemaSet> Schema = new(() =>
    {
        XmlSchemaSet schemas = new();
        schemas.Add(Ns.NamespaceName, Repository.Pain001Schema);
        schemas.Compile();
        return schemas;
    });

    private TestBatch _batch = null!;

    [SetUp]
    public void MakeBatch() => _batch = new TestBatch();

    [TearDown]
    public void RemoveBatch() => _batch.Dispose();

    [Test]
    [Category(NeedsSchema)]
    public void A_batch_of_every_peculiarity_is_valid() => Assert.That(Faults(_batch.WithPeculiarities().Write("pain001")), Is.Empty);

    [Test]
    [Category(NeedsSchema)]
    public void A_line_at_every_limit_of_the_schema_is_valid_and_one_past_it_is_not()
    {
        string longest = new('王', 140);
        PaymentLine line = TestBatch.Line(1) with { Name = longest, AccountName = new string('陈', 140), BankCode = new string('1', 35),
            BankAccount = new string('1', 34), PaymentNo = new string('1', 35) };
        _batch.With(line, line with { BankCode = "", BankName = longest });
        Assert.That(Faults(_batch.Write("pain001")), Is.Empty);

        foreach (PaymentLine past in new[]
        {
            line with { Name = longest + "王" }, line with { AccountName = longest + "王" }, line with { BankCode = line.BankCode + "1" },
            line with { BankAccount = line.BankAccount + "1" },
            line with { PaymentNo = line.PaymentNo + "1" }, line with { BankCode = "", BankName = longest + "王" },
        })
        {
            using TestBatch other = new TestBatch().With(past);
            Assert.That(Faults(other.Write("pain001")), Has.Count.EqualTo(1));
            Assert.That(FindFormatProblems.Run(past, other.Bureau).Select(problem => (problem.Code, problem.Format)),
                Is.EqualTo([("F-LENGTH", "pain001")]));
        }
    }

    [Test]
    public void Counts_and_control_sums_are_exact_in_both_headers()
    {
        for (int i = 1; i <= 1000; i++)
            _batch.With(TestBatch.Line(i) with { Current = new Money(i * 7 + 3), Amount = new Money(i * 7 + 3) });

        XElement message = Read();
        string[] sums = [.. message.Descendants(Ns + "CtrlSum").Select(element => element.Value)];
        decimal added = message.Descendants(Ns + "InstdAmt").Sum(element => decimal.Parse(element.Value, CultureInfo.InvariantCulture));

        Assert.Multiple(() =>
        {
            Assert.That(sums, Is.EqualTo(["35065.00", "35065.00"]));
            Assert.That(added, Is.EqualTo(35065.00m));
            Assert.That(message.Descendants(Ns + "NbOfTxs").Select(element => element.Value), Is.EqualTo(["1000", "1000"]));
            Assert.That(message.Descendants(Ns + "InstdAmt").Attributes("Ccy").Select(attribute => attribute.Value).Distinct(),
                Is.EqualTo(["CNY"]));
            Assert.That(message.Descendants(Ns + "EndToEndId").Select(element => element.Value),
                Is.EqualTo(_batch.Lines.Select(line => line.PaymentNo)));
        });
    }

    [Test]
    public void The_bureau_pays_from_its_account_on_the_value_date()
    {
        XElement block = Read().Descendants(Ns + "PmtInf").Single();

        Assert.Multiple(() =>
        {
            Assert.That(Value(block, "PmtInfId"), Is.EqualTo("2026-1-320302-sab"));
            Assert.That(Value(block, "ReqdExctnDt", "Dt"), Is.EqualTo("2026-06-15"));
            Assert.That(Value(block, "Dbtr", "Nm"), Is.EqualTo("鼓楼区财政局"));
            Assert.That(Value(block, "DbtrAcct", "Id", "Othr", "Id"), Is.EqualTo("32001718036051320302"));
            Assert.That(Value(block, "DbtrAgt", "FinInstnId", "ClrSysMmbId", "MmbId"), Is.EqualTo("105303000012"));
            Assert.That(Value(Read(), "CstmrCdtTrfInitn", "GrpHdr", "CreDtTm"), Is.EqualTo("2026-06-01T08:00:00+08:00"));
        });
    }

    [Test]
    public void Money_goes_to_the_holder_of_the_account_for_the_claimant()
    {
        XElement[] payments = [.. Read().Descendants(Ns + "CdtTrfTxInf")];

        Assert.Multiple(() =>
        {
            Assert.That(payments.Select(payment => (Value(payment, "Cdtr", "Nm"), Value(payment, "UltmtCdtr", "Nm"))), Is.EqualTo([
                ("王秀英", ""), ("王㐂𠮷", ""), ("陈建国", "王秀英"), ("王秀英", ""), ("=王<&>\"", ""),
            ]));
            Assert.That(payments.Select(payment => Value(payment, "CdtrAcct", "Id", "Othr", "Id")),
                Is.EqualTo(_batch.Lines.Select(line => line.BankAccount)));
            Assert.That(Value(payments[0], "CdtrAgt", "FinInstnId", "ClrSysMmbId", "MmbId"), Is.EqualTo("313303000067"));
            Assert.That(Value(payments[3], "CdtrAgt", "FinInstnId", "Nm"), Is.EqualTo("江苏银行"), "without a bank code the bank is named");
        });
    }

    [Test]
    public void The_household_reads_scheme_year_and_months_on_its_statement()
    {
        Assert.That(Read().Descendants(Ns + "Ustrd").Select(text => text.Value), Is.EqualTo([
            "特别扶助（死亡）（sab）2026年1-12月", "特别扶助（死亡）（sab）2026年1-12月", "特别扶助（死亡）（sab）2026年1-12月", "特别扶助（死亡）（sab）2026年1-5,7月",
            "特别扶助（死亡）（sab）2026年",
        ]));
    }

    [TestCase(125, "扶扶")]
    [TestCase(126, "sab 2026年")]
    public void A_title_too_long_for_the_statement_gives_way_to_the_code(int length, string start)
    {
        string statement = XElement.Load(Titled(length)).Descendants(Ns + "Ustrd").Single().Value;

        Assert.That(statement, Does.StartWith(start));
        Assert.That(statement, Has.Length.AtMost(140));
    }

    [TestCase(125)]
    [TestCase(126)]
    [Category(NeedsSchema)]
    public void A_title_as_long_as_the_statement_and_longer_is_valid(int length) => Assert.That(Faults(Titled(length)), Is.Empty);

    /// <summary>What the schema has against a file; empty where it is valid.</summary>
    internal static List<string> Faults(string path)
    {
        if (!File.Exists(Repository.Pain001Schema))
            Assert.Ignore($"skipped: the schema of ISO is not there ({Repository.Pain001Schema})");

        List<string> faults = [];
        XmlReaderSettings settings = new() { ValidationType = ValidationType.Schema, Schemas = Schema.Value };
        settings.ValidationFlags |= XmlSchemaValidationFlags.ReportValidationWarnings;
        settings.ValidationEventHandler += (_, fault) => faults.Add(fault.Message);
        using XmlReader reader = XmlReader.Create(path, settings);
        while (reader.Read())
        {
        }

        return faults;
    }

    private static string Value(XElement element, params string[] path) =>
        path.Aggregate((XElement?)element, (at, name) => at?.Element(Ns + name))?.Value ?? "";

    /// <summary>A message of one payment whose scheme has a title of that many characters.</summary>
    private string Titled(int length)
    {
        _batch.With(TestBatch.Line(1));
        string path = Path.Combine(_batch.Folder, "titled.xml");
        using Pain001PaymentFile file = new(path, _batch.Heading with { SchemeTitle = new string('扶', length) });
        file.Add(_batch.Lines[0]);
        file.Finish();
        return path;
    }

    private XElement Read()
    {
        if (_batch.Lines.Count == 0)
            _batch.WithPeculiarities();
        return XElement.Load(_batch.Write("pain001"));
    }
}
