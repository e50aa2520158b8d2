using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Proofs;

/// <summary>Each repayment and waiver in the ledger is one that two officers stand for, and the other way round.</summary>
internal static class ProveReceivables
{
    public static string? FirstBreak(ReadBooks books, AuditRecord[] done)
    {
        AuditRecord[] acts = [.. done.OrderBy(act => act.Sequence)];
        Dictionary<long, ReceivableRequest> requests = ReceivableBook.Of(acts).ToDictionary(request => request.Sequence);
        List<(string Event, string County, string Group, long Fen, long At, string Actor)> due = [];
        foreach (AuditRecord act in acts.Where(act => act.Act == ReceivableBook.Confirm))
        {
            ReceivableRequest? request = requests.Values.FirstOrDefault(one => act.Detail == ReceivableBook.Answer(one));
            if (request is null || request.Number != act.Subject || request.OfficerId == act.OfficerId)
                return $"act {act.Sequence} confirms a repayment or waiver that nobody else asked for";

            due.Add((request.IsWaiver ? "waived" : "repaid", request.Number[..6], request.Number.Split('-', 3)[2], request.Amount.Fen,
                act.RecordedAt, act.Actor));
        }

        foreach ((string Event, string County, string Group, long Fen, long At, string Actor) booked in books.GivenBack())
        {
            if (!due.Remove(booked))
                return $"book {booked.County}: {booked.Event} of {booked.Fen} fen by {booked.Actor} was confirmed by nobody";
        }

        return due.Count == 0 ? null : $"book {due[0].County}: {due[0].Event} of {due[0].Fen} fen was confirmed and is not in the ledger";
    }
}
