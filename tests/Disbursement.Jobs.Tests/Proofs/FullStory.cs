using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.ReturnFiles;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Proofs;

/// <summary>
/// Two years of an office in which everything happened once: approvals, releases, answers good and bad, a rejection, a recovery, an offset.
/// Told once, then copied.
/// </summary>
internal static class FullStory
{
    public const string Rewards = "2026-1-320302-ocr";
    public const string Disability = "2026-1-320302-sad";
    public const string Rejected = "2026-1-320303-ocr";
    public const string Held = "2026-1-320305-ocr";

    private static readonly Lazy<TestOffice> Told = new(() => Tell(TestOffice.Staffed()));

    /// <summary>A copy of one's own.</summary>
    public static TestOffice Copy() => Told.Value.Copy();

    /// <summary>Forgets the first telling; for the end of all tests.</summary>
    public static void Forget()
    {
        if (Told.IsValueCreated)
            Told.Value.Dispose();
    }

    /// <summary>
    /// A household with an only child who is disabled: both parents are paid special assistance, 460.00 a month, and nothing else.
    /// </summary>
    public static TestHousehold WithDisabledChild(int number, params (string Column, string Value)[] child) => A.Household(number)
        .Mother(("id_number", People.Id("1975-03-04", isFemale: true, number)), ("certificate_no", ""), ("certificate_date", ""),
            ("applied_on", "2026-01-05"))
        .Father(("certificate_no", ""), ("certificate_date", ""), ("applied_on", "2026-01-05"))
        .Child([("disability_grade", "2"), ("disability_date", "2018-02-03"), .. child]);

    /// <summary>Tells it in an office that is staffed and has done nothing yet.</summary>
    public static TestOffice Tell(TestOffice office)
    {
        TestHousehold[] rewarded = [A.Household(1), A.Household(2).Mother(("reward_payer", "employer"))];
        TestHousehold[] others = [A.Household(4, "320303001001"), A.Household(5, "320303001001"), A.Household(6, "320305001001"),
            A.Household(7, "320305001001")];
        office.Inputs.Roster("a.csv", [.. rewarded, WithDisabledChild(3), .. others]).Roster("broken.csv", "nothing of a roster\n");
        office.Run();
        KeepViews views = new(office.Setting.Store, office.Setting.Clock);
        TestOffice.Done(views.Save(office.Reviewer, "payments", "held", "?state=held"));
        TestOffice.Done(views.Save(office.Reviewer, "payments", "no more", "?state=paid"));
        views.Drop(office.Reviewer, "payments", "no more");
        views.Hide(office.Reviewer, "payments", ["Household"]);
        views.Hide(office.Reviewer, "payments", ["Household", "Account"]);
        office.Enrol("zhao");
        office.Inputs.Clock.Advance(TimeSpan.FromDays(2));
        TestOffice.Done(office.Approve(Rewards, office["wu"]));
        TestOffice.Done(office.Release(Rewards));
        office.Send(Disability);
        TestOffice.Done(office.Approve(Rejected, office["sun"]));
        TestOffice.Done(office.Reject(Rejected));
        TestOffice.Done(office.Hold(Held + "-000001"));
        TestOffice.Done(office.Unhold(Held + "-000001"));
        TestOffice.Done(office.Approve(Held));
        TestOffice.Done(office.Hold(Held + "-000002"));
        office.Send(Held);

        office.Inputs.Clock.Advance(TimeSpan.FromDays(3));
        TestOffice.Done(office.Import(
            "first.csv",
            office.Answer(Rewards + "-000001"),
            office.Answer(Rewards + "-000002", "failed", "户名不符"),
            ComposeReturns.Paid("2026-1-320302-ocr-000099"),
            ComposeReturns.Paid(Rewards + "-000003", "1.00"),
            ComposeReturns.Paid(Rewards + "-000003", "sixty")));
        TestOffice.Done(office.GiveAccount(Rewards + "-000002", People.Card(77), office["wu"]));
        TestOffice.Done(office.Reissue("2026-1"));
        office.Send("2026-2-320302-ocr");
        TestOffice.Done(office.Import("second.csv", office.Answer(Rewards + "-000003"), office.Answer(Disability + "-000001"),
            office.Answer(Disability + "-000002", "failed", "账户已销")));
        TestOffice.Done(office.Import("third.csv", office.Answer(Rewards + "-000001"), office.Answer(Disability + "-000001", "failed"),
            office.Answer("2026-2-320302-ocr-000001", "failed", "账号不存在")));

        // What the third file took back arrived after all; who says again that it did not, of an earlier day, changes nothing.
        TestOffice.Done(office.Import("fourth.csv", office.Answer(Disability + "-000001") with { SettledOn = "2026-06-09" }));
        TestOffice.Done(office.Import("fifth.csv", office.Answer(Disability + "-000001", "failed") with { SettledOn = "2026-06-06" }));
        TestOffice.Done(office.Cancel("2026-2-320302-ocr-000001"));

        // The disability had ended in September: three months of each parent are asked back, and what failed is paid again. The rejected
        // households are computed again.
        TestOffice.Done(office.Correct("c.csv", null, WithDisabledChild(3, ("disability_ended_on", "2026-09-15"))));
        office.Run();
        TestOffice.Done(office.Approve("2026-3-320303-ocr"));

        // A year later the child has died: what is due now is paid less what is open.
        office.Inputs.Clock.Advance(TimeSpan.FromDays(365));
        office.Inputs.RosterOf(2027, "a.csv", A.Household(1), A.Household(2),
            WithDisabledChild(3, ("disability_ended_on", "2026-09-15"), ("death_date", "2027-01-15")), A.Household(4, "320303001001"));
        office.Run(2027);
        office.Send("2027-1-320302-sab");
        TestOffice.Done(office.Close("2027-1-320302-sab"));
        Assert.That(TestOffice.CodeOf(office.Approve("2027-1-320302-ocr", office["zhao"])), Is.EqualTo("NOT-YOUR-POWER"));
        TestOffice.Done(new ManageOfficers(office.Setting).Disable(office.Administrator, "wu"));
        office.Rename(office["sun"], "qian");
        Assert.That(office.SignIn("zhao", "wrong password"), Is.EqualTo("SIGN-IN"));
        return office;
    }
}
