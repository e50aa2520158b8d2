using System.Globalization;
using System.Security.Cryptography;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Returns;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.ReturnFiles;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Proofs;

/// <summary>
/// Each return file is what its import recorded, and every line of the archived file is where it says: booked on its payment, or in
/// quarantine as it came.
/// </summary>
internal sealed class ProveReturns(DisbursementDb db, ReadBooks books, KeyRing ring, string archive)
{
    private readonly SealedInputs _archive = new(archive, ring);

    /// <summary>Lines in quarantine that two officers booked, by their place.</summary>
    private Dictionary<string, Resolution> _resolved = [];

    public string? FirstBreak(AuditRecord[] done, CancellationToken stop)
    {
        AuditRecord[] imports =
            [.. done.Where(act => act.Act == "import-returns" && !(act.Detail ?? "").EndsWith(" repeated", StringComparison.Ordinal))];
        ReturnFileRecord[] files = [.. db.ReturnFiles.ToRead().OrderBy(file => file.Id)];
        if (files.Length != imports.Length)
            return $"{imports.Length} return files were imported, {files.Length} are recorded";

        _resolved = ResolutionBook.Of(done.OrderBy(act => act.Sequence)).Where(one => one.IsBooked).ToDictionary(one => one.Place);
        using Sealer sealer = new(ring);
        using IEnumerator<StoredAnswer> answers = books.Answers().GetEnumerator();
        bool hasAnswer = answers.MoveNext();
        for (int i = 0; i < files.Length; i++)
        {
            ReturnFileRecord file = files[i];
            if (OfRecord(file, i + 1, imports[i]) is { } broken)
                return broken;
            (PlainCopy? opened, string? lost) = _archive.Unseal("it", file.Sha256, stop);
            using PlainCopy? copy = opened;
            if ((lost ?? OfLength(file, copy!)) is { } altered)
                return $"return file {file.Id}: {altered}";

            if (ArchivedLayout.Of(archive, imports[i].Detail ?? "") is not { } layouts)
                return $"return file {file.Id}: the archive no longer holds the layout that it was read as";

            if (OfLines(file, copy!, answers, ref hasAnswer, layouts, sealer, stop) is { } line)
                return $"return file {file.Id}, {line}";
        }

        if (db.EarlierAnswers.ToRead().AsEnumerable()
            .FirstOrDefault(answer => answer.Id != QuarantineId.Of(answer.FileId, answer.Line).Value)
            is { } misplaced)
            return $"an earlier answer to payment {misplaced.PaymentNo} is recorded under a number that is not its own";
        if (hasAnswer)
            return $"payment {answers.Current.PaymentNo} was answered by the return file {answers.Current.File}, which does not exist";

        int[] known = [.. files.Select(file => file.Id)];
        return db.Quarantine.ToRead().FirstOrDefault(line => !known.Contains(line.FileId)) is { } stray
            ? $"a line in quarantine is of the return file {stray.FileId}, which does not exist"
            : null;
    }

    private string? OfRecord(ReturnFileRecord file, int number, AuditRecord import)
    {
        string detail = ReturnFileDetail.Of(file.Sha256, file.Id, file.Lines, file.Paid, file.Failed, file.Quarantined,
            books.QuarantineOf(file.Id), "");
        bool isSame = file.Id == number && (import.Detail + " ").StartsWith(detail + " ", StringComparison.Ordinal)
            && import.Subject == AuditEntry.Line(file.Name) && import.Actor == file.Officer && import.RecordedAt == file.RecordedAt;
        return isSame
            ? null
            : $"return file {file.Id}: its import recorded another name, officer, time or number, or other lines in quarantine";
    }

    private static string? OfLength(ReturnFileRecord file, PlainCopy copy) => copy.Bytes == file.Bytes
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{file.Bytes} bytes recorded, the archive holds {copy.Bytes}");

    /// <summary>
    /// The first line that is not where it should be. Lines and answers come in the same order and are read side by side: a file may have
    /// a million of them.
    /// </summary>
    private string? OfLines(ReturnFileRecord file, PlainCopy copy, IEnumerator<StoredAnswer> answers, ref bool hasAnswer,
        BankLayouts layouts, Sealer sealer, CancellationToken stop)
    {
        long paid = 0, failed = 0, resolved = 0;
        using IEnumerator<QuarantineRecord> waiting = db.Quarantine.ToRead().Where(line => line.FileId == file.Id).OrderBy(line => line.Id)
            .AsEnumerable().GetEnumerator();
        bool isWaiting = waiting.MoveNext();
        IEnumerable<ReturnItem> lines = ReadReturnFile.Open(copy.Path, layouts, stop).Lines;
        foreach (ReturnItem item in lines.Where(item => item is not ReturnItem.PassedOver))
        {
            bool isAnswer = hasAnswer && answers.Current.File == file.Id && answers.Current.Line == item.Line,
                waits = isWaiting && waiting.Current.Line == item.Line;
            if (waits && !IsWhole(waiting.Current, item, sealer))
                return string.Create(CultureInfo.InvariantCulture, $"line {item.Line}: the line in quarantine was altered");
            if (isAnswer && waits && !IsResolved(answers.Current))
                return string.Create(CultureInfo.InvariantCulture,
                    $"line {item.Line}: payment {answers.Current.PaymentNo} has it, and no two officers booked it out of quarantine");
            if (isAnswer && !waits && !Says(item, answers.Current, sealer))
                return string.Create(CultureInfo.InvariantCulture,
                    $"line {item.Line}: it does not say what payment {answers.Current.PaymentNo} has of it");
            if (!isAnswer && !waits)
                return string.Create(CultureInfo.InvariantCulture, $"line {item.Line}: it is neither booked nor in quarantine");

            if (isAnswer && waits)
                resolved++;
            else if (isAnswer && answers.Current.State == PaymentState.Paid)
                paid++;
            else if (isAnswer)
                failed++;
            hasAnswer = isAnswer ? answers.MoveNext() : hasAnswer;
            isWaiting = waits ? waiting.MoveNext() : isWaiting;
        }

        if (hasAnswer && answers.Current.File == file.Id)
            return string.Create(CultureInfo.InvariantCulture,
                $"line {answers.Current.Line}: payment {answers.Current.PaymentNo} has it, and there is no such line");
        if (isWaiting)
            return string.Create(CultureInfo.InvariantCulture,
                $"line {waiting.Current.Line}: it is in quarantine, and there is no such line");
        if (resolved != _resolved.Values.Count(one => one.Place.StartsWith($"{file.Id}:", StringComparison.Ordinal)))
            return "a line that two officers booked out of quarantine is on no payment";

        return paid == file.Paid && failed == file.Failed
            ? null
            : string.Create(CultureInfo.InvariantCulture,
                $"{file.Paid} paid and {file.Failed} failed recorded, found {paid} and {failed}");
    }

    private bool IsResolved(StoredAnswer answer) =>
        _resolved.TryGetValue(ResolutionBook.PlaceOf(answer.File, answer.Line), out Resolution? one) && one.PaymentNo == answer.PaymentNo
            && one.On?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) == answer.On
            && (answer.State == PaymentState.Paid) == (one.Status == ReturnStatus.Paid);

    /// <summary>What failed may have been paid again or given up since; the bank's words stand on it until then.</summary>
    private bool Says(ReturnItem item, StoredAnswer answer, Sealer sealer)
    {
        if (item is not ReturnItem.Answer { Said: var said, Clue: var clue } || !IsOf(said, clue, answer, sealer)
            || said.SettledOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) != answer.On)
            return false;

        string? words = said.Reason.Length == 0 ? null : Wording.WithoutNumbers(said.Reason);
        return answer.State switch
        {
            PaymentState.Paid => said.Status == ReturnStatus.Paid && answer.Note == words,
            PaymentState.Failed or PaymentState.Reissued => said.Status == ReturnStatus.Failed && answer.Note == words,
            PaymentState.Cancelled => said.Status == ReturnStatus.Failed,
            _ => false,
        };
    }

    /// <summary>The line carries the number of the payment, or its account, name, place and amount are those of the payment.</summary>
    private bool IsOf(ReturnLine said, ReturnClue? clue, StoredAnswer answer, Sealer sealer)
    {
        if (clue is null)
            return said.PaymentNo == answer.PaymentNo;

        return SentPayments.Find(db, answer.PaymentNo, sealer) is { } payment && FindPayments.Fits(clue, payment)
            && (said.Amount is not { } named || named.Fen == payment.AmountFen || said.Status == ReturnStatus.Failed && named.Fen == 0);
    }

    private static bool IsWhole(QuarantineRecord line, ReturnItem item, Sealer sealer)
    {
        try
        {
            return line.Id == QuarantineId.Of(line.FileId, line.Line).Value
                && System.Text.Encoding.UTF8.GetString(sealer.Open(line.Raw, SealedPlace.ReturnLine(line.Id))) == item.Raw;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException or OverflowException)
        {
            return false;
        }
    }
}
