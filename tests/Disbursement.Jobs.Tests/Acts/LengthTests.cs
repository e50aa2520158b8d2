using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>Whatever is typed, the record of acts keeps a line that can be read.</summary>
[TestFixture]
internal sealed class LengthTests
{
    private const int Huge = 4 << 20;

    [Test]
    public void An_act_about_four_megabytes_is_refused_with_the_limit_and_recorded_in_short()
    {
        using TestOffice office = TestOffice.Staffed();
        string huge = new('异', Huge);
        ActOutcome[] outcomes =
        [
            new RaiseObjection(office.Setting).Run(huge, "张三", office.Reviewer, "理由"),
            new RaiseObjection(office.Setting).Run("2026-1-320302-ocr-000001", huge, office.Reviewer, "理由"),
            new RaiseObjection(office.Setting).Run("2026-1-320302-ocr-000001", "张三", office.Reviewer, huge),
            office.Hold(huge), office.Cancel(huge), office.Approve(huge, sha256: huge), office.Release(huge), office.Reissue(huge),
            new ManageOfficers(office.Setting).Disable(office.Administrator, huge),
            new ManageOfficers(office.Setting).Limit(office.Administrator, "li",
                [.. Enumerable.Range(100000, 2000).Select(county => $"{county}")]),
        ];

        Assert.That(outcomes.Select(TestOffice.CodeOf), Has.None.EqualTo("done"));
        Assert.That(((ActOutcome.Refused)outcomes[0]).Refusal,
            Has.Property("Code").EqualTo("TOO-LONG").And.Property("English").Contain($"{AuditEntry.MostSubject}"));
        Assert.That(office.Number("SELECT MAX(length(coalesce(subject, '')) + length(coalesce(reason, '')) + length(coalesce(detail, ''))) "
            + "FROM audit"), Is.LessThanOrEqualTo(AuditEntry.MostSubject + AuditEntry.MostReason + AuditEntry.MostDetail));
        Assert.That(office.Breaks(), Is.Empty);
    }
}
