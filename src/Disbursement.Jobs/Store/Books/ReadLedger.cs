using Disbursement.Domain.Households;
using Disbursement.Domain.Ledger;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Books;

/// <summary>What of the record of acts somebody wants to see.</summary>
internal sealed record AuditFilter(string? Act, string? Actor, string? Subject, ActResult? Outcome, long? From, long? Until);

/// <summary>The books and the record of acts, page by page, as the console shows them.</summary>
internal static class ReadLedger
{
    /// <summary>Whether a text may name a county's book.</summary>
    public static bool IsBook(string text) => text.Length == 6 && text.All(char.IsAsciiDigit);

    /// <summary>Every account with its debits and credits, by name.</summary>
    public static IReadOnlyList<(string Account, long Debits, long Credits)> Balance(DisbursementDb db)
    {
        var debits = db.Transfers.ToRead().GroupBy(transfer => transfer.Debit)
            .Select(group => new { Account = group.Key, Fen = group.Sum(transfer => transfer.Fen) })
            .ToDictionary(group => group.Account, group => group.Fen);
        var credits = db.Transfers.ToRead().GroupBy(transfer => transfer.Credit)
            .Select(group => new { Account = group.Key, Fen = group.Sum(transfer => transfer.Fen) })
            .ToDictionary(group => group.Account, group => group.Fen);
        return [.. debits.Keys.Union(credits.Keys).Order(StringComparer.Ordinal)
            .Select(account => (account, debits.GetValueOrDefault(account), credits.GetValueOrDefault(account)))];
    }

    /// <summary>Accounts that the transfers of a county's book name.</summary>
    public static IReadOnlyList<string> AccountsOf(DisbursementDb db, string book)
    {
        (long first, long end) = TransferId.OfBook(book);
        IQueryable<TransferRecord> transfers = db.Transfers.ToRead().Where(transfer => transfer.Id > first && transfer.Id < end);
        return [.. transfers.Select(transfer => transfer.Debit).Distinct().AsEnumerable()
            .Union(transfers.Select(transfer => transfer.Credit).Distinct()).Order(StringComparer.Ordinal)];
    }

    /// <summary>Transfers of a county's book, oldest first, of one account or event where one is named.</summary>
    public static (IReadOnlyList<TransferRecord> Page, int Count) Transfers(DisbursementDb db, string book, string? account,
        string? happening, int skip, int take)
    {
        (long first, long end) = TransferId.OfBook(book);
        IQueryable<TransferRecord> transfers = db.Transfers.ToRead().Where(transfer => transfer.Id > first && transfer.Id < end);
        if (account is not null)
            transfers = transfers.Where(transfer => transfer.Debit == account || transfer.Credit == account);
        if (happening is not null)
            transfers = transfers.Where(transfer => transfer.Event == happening);
        return ([.. transfers.OrderBy(transfer => transfer.Id).Skip(skip).Take(take)], transfers.Count());
    }

    /// <summary>One transfer, and the roster row of its claimant in its run.</summary>
    public static (TransferRecord Transfer, string? Roster, RowNumber Line)? Transfer(DisbursementDb db, string book, long sequence)
    {
        long id = TransferId.Of(book, sequence).Value;
        if (db.Transfers.ToRead().FirstOrDefault(transfer => transfer.Id == id) is not { } found)
            return null;

        long? claimant = found.Payment is { } payment && ReadBatches.Payment(db, payment) is { } paid ? paid.ClaimantNumber : null;
        if (claimant is null)
        {
            int run = db.Runs.ToRead().Where(one => one.Id == found.Run).Select(one => one.Number).FirstOrDefault();
            claimant = db.Claimants.ToRead().Where(one => one.RunNumber == run && one.ClaimantKey == found.Claimant)
                .Select(one => (long?)one.Number).FirstOrDefault();
        }

        ClaimantRecord? row = db.Claimants.ToRead().FirstOrDefault(one => one.Number == claimant);
        string? roster = row is null ? null : db.RunInputs.ToRead().Where(input => input.RunNumber == row.RunNumber
            && input.Ordinal == row.InputOrdinal).Select(input => input.Path).FirstOrDefault();
        return (found, roster, row?.Line ?? 0);
    }

    /// <summary>Acts and refusals, newest first.</summary>
    public static (IReadOnlyList<AuditRecord> Page, int Count) Acts(DisbursementDb db, AuditFilter filter, int skip, int take)
    {
        IQueryable<AuditRecord> acts = db.Audit.ToRead();
        if (filter.Act is { } name)
            acts = acts.Where(act => act.Act == name);
        if (filter.Actor is { } actor)
            acts = acts.Where(act => act.Actor == actor);
        if (filter.Subject is { } subject)
            acts = acts.Where(act => act.Subject == subject);
        if (filter.Outcome is { } outcome)
            acts = acts.Where(act => act.Outcome == outcome);
        if (filter.From is { } from)
            acts = acts.Where(act => act.RecordedAt >= from);
        if (filter.Until is { } until)
            acts = acts.Where(act => act.RecordedAt < until);
        return ([.. acts.OrderByDescending(act => act.Sequence).Skip(skip).Take(take)], acts.Count());
    }

    /// <summary>Names of acts that have happened.</summary>
    public static IReadOnlyList<string> ActNames(DisbursementDb db) =>
        [.. db.Audit.ToRead().Select(act => act.Act).Distinct().OrderBy(act => act)];
}
