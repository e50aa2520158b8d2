using System.Data.Common;
using System.Globalization;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Proofs;

/// <summary>
/// Records what a proof found, so that those who must act have it on their list until a later one finds the same whole. The proof is the
/// act of the program, not of an officer: whoever asked for it may be none any more when it ends, and stands in its origin.
/// </summary>
internal static class RecordProof
{
    /// <summary>What the service found: of the books always; of a run that was computed again where it is broken, or was.</summary>
    public static void Run(ActSetting setting, IReadOnlyList<Check> checks) =>
        Write(setting.Store, setting.Clock, setting.Origin, News(Failed(setting.Store), checks, alwaysOfBooks: true));

    /// <summary>
    /// What a proof in a shell found, where the list changes by it; whoever only looks at books that hold leaves them as they are, byte by
    /// byte, and whoever finds again what is on record adds nothing to it. A proof of the batches of one run does not find the books whole.
    /// </summary>
    /// <param name="reading">The books, as they were proved.</param>
    /// <param name="writing">Opens them to write.</param>
    /// <param name="clock">The time.</param>
    /// <param name="origin">Machine and door.</param>
    /// <param name="checks">What was found.</param>
    /// <param name="isWhole">Whether the batches of every run were looked at.</param>
    public static void OfShell(
        Database reading, Func<Database> writing, TimeProvider clock, string origin, IReadOnlyList<Check> checks, bool isWhole)
    {
        IReadOnlyList<FailedProof> known = Failed(reading);
        (string Of, int Checks, Check[] Broken)[] news =
        [
            .. News(known, checks).Where(one => one.Broken.Length > 0 ? !IsKnown(one.Of, one.Broken[0])
                : isWhole || one.Of != ProofBook.Books),
        ];
        if (news.Length > 0)
            Write(writing(), clock, origin, news);

        // A proof that was made ends what stands of one that was not, whatever it found.
        bool IsKnown(string of, Check broken) => known.Any(one => one.Of == of && one.FirstBreak == AuditEntry.Line(broken.FirstBreak))
            && !(of == ProofBook.Books && known.Any(one => one.Of == ProofBook.Undone));
    }

    /// <summary>
    /// A proof of the service came to nothing: it is told once, until one of the books is made. The books may be there though the keys or
    /// the archive are not; where they cannot be written to, the log alone tells.
    /// </summary>
    public static void Undone(string data, DatabaseSettings database, TimeProvider clock, string origin, Exception exception)
    {
        string why = exception is DbException or StoreRefusal ? "the database could not be used"
            : exception is UnauthorizedAccessException or IOException ? "a file could not be read"
            : $"it was ended by {exception.GetType().Name}";
        try
        {
            Database store = Database.Open(data, database);
            if (Failed(store).All(one => one.Of != ProofBook.Undone || one.FirstBreak != why))
                Record(store, clock, origin, ProofBook.Undone, why, null);
        }
        catch (Exception hindered) when (hindered is StoreRefusal or DbException or IOException or UnauthorizedAccessException)
        {
            Serilog.Log.Error("That a proof came to nothing is not on record: {Kind}", hindered.GetType().Name);
        }
    }

    /// <summary>What is to be recorded of each thing that was proved: what is broken, or was when it was proved before.</summary>
    private static IReadOnlyList<(string Of, int Checks, Check[] Broken)> News(
        IReadOnlyList<FailedProof> known, IReadOnlyList<Check> checks, bool alwaysOfBooks = false)
    {
        HashSet<string> failed = [.. known.Select(one => one.Of == ProofBook.Undone ? ProofBook.Books : one.Of)];
        return
        [
            .. checks.GroupBy(check => check.Of ?? ProofBook.Books)
                .Select(of => (of.Key, of.Count(), Broken: of.Where(check => check.FirstBreak is not null).ToArray()))
                .Where(one => alwaysOfBooks && one.Key == ProofBook.Books || one.Broken.Length > 0 || failed.Contains(one.Key)),
        ];
    }

    private static void Write(
        Database store, TimeProvider clock, string origin, IReadOnlyList<(string Of, int Checks, Check[] Broken)> found)
    {
        foreach ((string of, int checks, Check[] broken) in found)
            Record(store, clock, origin, of, broken.FirstOrDefault()?.FirstBreak,
                string.Create(CultureInfo.InvariantCulture, $"checks={checks} broken={broken.Length}"));
    }

    private static void Record(Database store, TimeProvider clock, string origin, string of, string? why, string? detail) =>
        InTurn.Record(store, clock, act => new AuditEntry(act.Now, Environment.UserName, null, null, AuditEntry.Line(origin)!,
            ProofBook.Prove, of, IsDone: true, AuditEntry.Line(why), detail));

    private static IReadOnlyList<FailedProof> Failed(Database store)
    {
        using DisbursementDb db = store.Model();
        return ProofBook.Failed(db);
    }
}
