using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Proofs;

/// <summary>The certificate by which others check trial seals stands in a file of its own, beside the one that signs.</summary>
[TestFixture]
internal sealed class TrialCertificateTests
{
    private const string Batch = "2026-1-320302-ocr";
    private const string Other = "2026-1-320303-ocr";

    private TestOffice _office = null!;

    private string Handed => Path.Combine(_office.Inputs.Data, "keys", "trial-signing.pem");

    [SetUp]
    public void Open()
    {
        _office = TestOffice.Staffed();
        _office.Inputs.Roster("a.csv", A.Household(1), A.Household(2, "320303001001"));
        _office.Run();
        TestOffice.Done(_office.Approve(Batch));
        TestOffice.Done(_office.Release(Batch));
    }

    [TearDown]
    public void Close() => _office.Dispose();

    /// <summary>Whoever is handed another certificate believes the seals of whoever made that.</summary>
    [Test]
    public void A_certificate_for_others_that_is_not_the_one_that_signs_is_named()
    {
        Assert.That(_office.Inputs.Broken(), Is.Empty);
        string was = File.ReadAllText(Handed);
        int at = was.Length / 2;
        File.WriteAllText(Handed, was[..at] + (was[at] == 'A' ? 'B' : 'A') + was[(at + 1)..]);

        Assert.That(_office.Inputs.Broken(), Has.One.Contains($"the certificate in {Handed} is not that of "));

        File.WriteAllText(Handed, was);
        Assert.That(_office.Inputs.Broken(), Is.Empty);
    }

    [Test]
    public void A_key_that_cannot_be_opened_is_named()
    {
        string file = Path.ChangeExtension(Handed, ".p12");
        byte[] bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 8;
        File.WriteAllBytes(file, bytes);

        Assert.That(_office.Inputs.Broken(), Has.Some.Contains(file));
    }

    [Test]
    public void A_certificate_for_others_that_is_missing_is_written_when_something_is_signed()
    {
        string was = File.ReadAllText(Handed);
        File.Delete(Handed);

        TestOffice.Done(_office.Approve(Other));
        TestOffice.Done(_office.Release(Other));

        Assert.That(File.ReadAllText(Handed), Is.EqualTo(was));
    }
}
