using Disbursement.Jobs.Proposals;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Proposals;

/// <summary>Batches are made in one place: a run, a reissue and a batch that is written again say the same.</summary>
[TestFixture]
internal sealed class ProposeBatchesTests
{
    private const string TooLong = "account_name";

    private TestOffice _office = null!;

    [SetUp]
    public void MakeOffice() => _office = TestOffice.Staffed();

    [TearDown]
    public void CloseOffice() => _office.Dispose();

    [TestCase(true, "F-LENGTH pain001 格式的户名须为 1 至 140 个字符，实为 150 个")]
    [TestCase(false, "F-LENGTH pain001: account_name takes 1 to 140 characters, found 150")]
    public void A_reissue_tells_why_it_holds_in_the_language_of_the_run(bool isChinese, string note)
    {
        TestInputs inputs = _office.Inputs;
        inputs.Roster("a.csv", A.Household(1).Mother((TooLong, new string('王', 150))), A.Household(2));
        inputs.Run(inputs.Order(2026) with
        {
            Maker = _office.Operator.Name, MakerOfficer = _office.Operator.Id, Origin = TestOffice.Origin, HasEnglishHeaders = true,
            IsChinese = isChinese,
        });
        _office.Send("2026-1-320302-ocr");

        TestOffice.Done(_office.Reissue("2026-1"));

        Assert.That(_office.Texts("SELECT note FROM payments WHERE payment_no LIKE '2026-1-%' AND note IS NOT NULL"), Is.EqualTo([note]),
            "the run");
        Assert.That(_office.Texts("SELECT note FROM payments WHERE payment_no LIKE '2026-2-%' AND note IS NOT NULL"), Is.EqualTo([note]),
            "the reissue");
        Assert.That(_office.Breaks(), Is.Empty);
    }

    [TestCase(0, 5, 5)]
    [TestCase(5, 0, 5)]
    [TestCase(400, 400, 802)]
    [TestCase(400, 588, 990)]
    [TestCase(400, 589, 991)]
    [TestCase(4000, 4000, 991)]
    public void Two_reasons_are_one_note_that_ends_where_the_record_has_no_more_room(int first, int second, int length)
    {
        string note = HoldNote.Of(new string('a', first), new string('b', second));

        Assert.That((note.Length, note.EndsWith('…')), Is.EqualTo((length, first + second > 988)));
    }

    [Test]
    public void A_note_is_never_cut_inside_a_character()
    {
        string note = HoldNote.Of("", new string('a', 989) + "𠮷𠮷");

        Assert.That(note, Is.EqualTo(new string('a', 989) + "…"));
    }
}
