using Disbursement.Domain.Amounts;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Registers;
using Disbursement.Domain.Schemes;
using Disbursement.Domain.Settlement;

namespace Disbursement.Domain.Batches;

/// <summary>What a reviewer should look at; the payment stands all the same (rules, section 4).</summary>
[Flags]
public enum ReviewFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>DUP-ACCOUNT: more claimants of the run than the limit share the bank account.</summary>
    DuplicateAccount = 1,

    /// <summary>ACCOUNT-NAME: the account is in another name.</summary>
    AccountName = 2,

    /// <summary>JUMP: far from what was paid in the previous year, though the rate is unchanged.</summary>
    Jump = 4,

    /// <summary>NEW-ARREARS: arrears for somebody about whom no earlier run decided.</summary>
    NewArrears = 8,

    /// <summary>REG-DEATH: a register records a death that the roster does not show.</summary>
    RegisteredDeath = 16,

    /// <summary>REG-BIRTH: a register records a child that the roster does not show.</summary>
    RegisteredBirth = 32,

    /// <summary>REG-GRADE: a register records a grade of disability that the roster does not show.</summary>
    RegisteredGrade = 64,

    /// <summary>PROMISE-DUE: documents that were promised are not there though their day has passed.</summary>
    PromiseDue = 128,

    /// <summary>ACCOUNT-CHANGED: the account is not the one that the claimant's payments went to before.</summary>
    AccountChanged = 256,

    /// <summary>CAME-BACK: it pays again what the bank had paid and sent back.</summary>
    CameBack = 512,

    /// <summary>DUP-CHILD: two mothers or two fathers, in two households, claim for one child.</summary>
    DuplicateChild = 1024,

    /// <summary>CHILD-CONFLICT: two rosters say different things of one child.</summary>
    ChildConflict = 2048,
}

/// <summary>Finds the flags of payments.</summary>
public static class ReviewFlagsOf
{
    private const ReviewFlags OfHousehold =
        ReviewFlags.RegisteredDeath | ReviewFlags.RegisteredBirth | ReviewFlags.RegisteredGrade | ReviewFlags.PromiseDue
        | ReviewFlags.DuplicateChild | ReviewFlags.ChildConflict;

    private const ReviewFlags OfPayingAgain = ReviewFlags.AccountChanged | ReviewFlags.CameBack;

    private static readonly (ReviewFlags Flag, string Code)[] Codes =
    [
        (ReviewFlags.DuplicateAccount, "DUP-ACCOUNT"), (ReviewFlags.AccountName, "ACCOUNT-NAME"), (ReviewFlags.Jump, "JUMP"),
        (ReviewFlags.NewArrears, "NEW-ARREARS"),
        (ReviewFlags.RegisteredDeath, "REG-DEATH"), (ReviewFlags.RegisteredBirth, "REG-BIRTH"), (ReviewFlags.RegisteredGrade, "REG-GRADE"),
        (ReviewFlags.PromiseDue, "PROMISE-DUE"), (ReviewFlags.AccountChanged, "ACCOUNT-CHANGED"), (ReviewFlags.CameBack, "CAME-BACK"),
        (ReviewFlags.DuplicateChild, "DUP-CHILD"), (ReviewFlags.ChildConflict, "CHILD-CONFLICT"),
    ];

    /// <summary>The flags of one payment that depend on the claimant's own record.</summary>
    public static ReviewFlags Payment(Case c, SchemeSettlement settlement)
    {
        ReviewFlags flags = ReviewFlags.None;
        if (settlement.Arrears > Money.Zero && !c.History.HasDecision)
            flags |= ReviewFlags.NewArrears;

        if (HasJumped(c, settlement))
            flags |= ReviewFlags.Jump;
        return flags;
    }

    /// <summary>
    /// Whether what the runs of this year pay, this one included, is far from what those of the year before paid up to the same month.
    /// </summary>
    private static bool HasJumped(Case c, SchemeSettlement settlement)
    {
        Scheme scheme = settlement.Decision.Scheme;
        Money before = c.History.PaidOf(scheme, c.RunYear - 1);
        if (before == Money.Zero)
            return false;

        SchemeRule rule = c.Rules.Of(scheme);
        before -= c.Through.IsDecember ? Money.Zero : rule.DueAfter(c, new Month(c.RunYear - 1, c.Through.Number));
        Money now = settlement.Payment + c.History.PaidOf(scheme, c.RunYear);
        return before > Money.Zero && Math.Abs(now.Fen - before.Fen) * 100 > before.Fen * c.Pack.Limits.JumpPercent
            && rule.IsRateUnchanged(c, c.RunYear - 1, c.RunYear);
    }

    /// <summary>The flags of every payment of a household that registers contradict.</summary>
    public static ReviewFlags Household(IReadOnlyList<Contradiction> contradictions)
    {
        ReviewFlags flags = ReviewFlags.None;
        foreach (Contradiction one in contradictions)
        {
            flags |= one.Entry.Kind switch
            {
                RegisterKind.Death => ReviewFlags.RegisteredDeath,
                RegisterKind.Birth => ReviewFlags.RegisteredBirth,
                _ => ReviewFlags.RegisteredGrade,
            };
        }

        return flags;
    }

    /// <summary>
    /// The codes of a payment that is paid again: those it had, but of registers and promises what stands against the household now.
    /// </summary>
    public static string Again(string codes, ReviewFlags now)
    {
        if (now == ReviewFlags.None && codes.Length == 0)
            return codes;

        return Joined(Without(codes, OfHousehold), now);
    }

    /// <summary>Codes with further ones.</summary>
    public static string Joined(string codes, ReviewFlags more) =>
        string.Join('+', codes.Split('+').Union(Text(more).Split('+')).Where(code => code.Length > 0));

    /// <summary>Whether a payment's note begins with the code of what its run held it for: a register, a promise, an account.</summary>
    public static bool IsHeldByRun(string note) =>
        Text(OfHousehold | ReviewFlags.AccountChanged).Split('+').Any(code => note.StartsWith(code, StringComparison.Ordinal));

    /// <summary>
    /// Codes that a payment keeps when it is paid again: without those of the household, and of how it came to be paid again.
    /// </summary>
    public static string OfPayment(string? codes) => Without(codes, OfHousehold | OfPayingAgain);

    /// <summary>Codes of a payment that was sent and came back: how that one came to be paid is settled.</summary>
    public static string OfSent(string? codes) => Without(codes, OfPayingAgain);

    /// <summary>The codes joined by <c>+</c>, in the order of the rules.</summary>
    public static string Text(ReviewFlags flags) =>
        flags == ReviewFlags.None ? "" : string.Join('+', Codes.Where(code => flags.HasFlag(code.Flag)).Select(code => code.Code));

    private static string Without(string? codes, ReviewFlags flags)
    {
        string[] left = Text(flags).Split('+');
        return string.Join('+', (codes ?? "").Split('+').Where(code => !left.Contains(code)));
    }
}
