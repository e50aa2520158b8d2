using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;

namespace Disbursement.Domain.Tests.Policies;

internal sealed class SchemeCodesTests
{
    [Test]
    public void Every_scheme_has_a_code_that_reads_back_and_a_rule_of_its_own()
    {
        foreach (Scheme scheme in ShippedPack.Pack.Schemes)
        {
            Assert.That(Scheme.TryParse(scheme.Code, out Scheme read), Is.True);
            Assert.That(read, Is.EqualTo(scheme));
            Assert.That(SchemeRules.Of(ShippedPack.Pack).Of(scheme).Scheme, Is.EqualTo(scheme));
            Assert.That(ShippedPack.Pack.TermsOf(scheme).Scheme, Is.EqualTo(scheme));
        }

        Assert.That(ShippedPack.Pack.Schemes.Select(scheme => scheme.Code),
            Is.EqualTo(new[] { "ocr", "rls", "era", "sab", "sad", "sac", "shc", "shp", "shm", "shg" }));
    }

    [TestCase("")]
    [TestCase("OCR")]
    [TestCase("all")]
    [TestCase("x")]
    [TestCase("1ab")]
    [TestCase("ninechars")]
    [TestCase("a-b")]
    [TestCase("补贴")]
    public void Refuses_another_code(string code) => Assert.That(Scheme.TryParse(code, out _), Is.False);

    [TestCase("ab")]
    [TestCase("childcar")]
    [TestCase("care2025")]
    public void Any_other_code_is_a_scheme_of_its_own(string code)
    {
        Scheme scheme = Scheme.Of(code);
        byte[] written = new byte[9];

        Assert.That((scheme.Code, $"{scheme}", scheme == Scheme.Of(code), scheme == Scheme.Of("ocr")),
            Is.EqualTo((code, code, true, false)));
        Assert.That((scheme.Write(written), written[0]), Is.EqualTo((code.Length + 1, (byte)code.Length)));
        Assert.That(System.Text.Json.JsonSerializer.Deserialize<Scheme>(System.Text.Json.JsonSerializer.Serialize(scheme)),
            Is.EqualTo(scheme));
    }

    [Test]
    public void No_scheme_has_more_conditions_than_a_refusal_has_bits_for() =>
        Assert.That(SchemeRules.Of(ShippedPack.Pack).All.Max(rule => rule.Conditions.Count), Is.LessThan(30));
}
