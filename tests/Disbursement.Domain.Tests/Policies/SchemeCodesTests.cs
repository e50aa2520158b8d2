using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;

namespace Disbursement.Domain.Tests.Policies;

internal sealed class SchemeCodesTests
{
    [Test]
    public void Every_scheme_has_a_code_that_reads_back_and_a_rule_of_its_own()
    {
        foreach (Scheme scheme in SchemeCodes.All)
        {
            Assert.That(SchemeCodes.TryParse(scheme.Code(), out Scheme read), Is.True);
            Assert.That(read, Is.EqualTo(scheme));
            Assert.That(SchemeRules.Of(ShippedPack.Pack).Of(scheme).Scheme, Is.EqualTo(scheme));
            Assert.That(ShippedPack.Pack.TermsOf(scheme).Scheme, Is.EqualTo(scheme));
        }

        Assert.That(SchemeCodes.All.Select(scheme => scheme.Code()),
            Is.EqualTo(new[] { "ocr", "rls", "era", "sab", "sad", "sac", "shc", "shp", "shm", "shg" }));
    }

    [TestCase("")]
    [TestCase("OCR")]
    [TestCase("xyz")]
    public void Refuses_another_code(string code) => Assert.That(SchemeCodes.TryParse(code, out _), Is.False);

    [Test]
    public void No_scheme_has_more_conditions_than_a_refusal_has_bits_for() =>
        Assert.That(SchemeRules.Of(ShippedPack.Pack).All.Max(rule => rule.Conditions.Count), Is.LessThan(30));
}
