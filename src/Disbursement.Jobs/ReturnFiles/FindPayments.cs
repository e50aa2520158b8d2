using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Returns;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Sorting;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;

namespace Disbursement.Jobs.ReturnFiles;

/// <summary>
/// Finds the payments of lines that carry no payment number: lines and payments are sorted by account, outside memory, and what meets is
/// compared. A line that fits one payment alone is its answer; any other waits.
/// </summary>
/// <param name="act">The act that books.</param>
/// <param name="ring">The keys of personal data.</param>
/// <param name="folder">For what does not fit into memory; it is empty again when the last line was taken.</param>
internal sealed class FindPayments(ActTransaction act, KeyRing ring, string folder)
{
    private const int Budget = 16 << 20;
    private const long SecondsOfDay = 86_400;
    private const int CountyPlace = 3;
    private const int CountPlace = 6;
    private const int TotalPlace = 7;

    /// <summary>The answers with the numbers of their payments, in no order.</summary>
    /// <param name="answers">Read once, before the first comes out.</param>
    /// <param name="reading">The file that they stand in.</param>
    /// <param name="unfound">Told of each line that fits no payment, several, or one with another amount.</param>
    public IEnumerable<ReturnItem.Answer> Run(
        IEnumerable<ReturnItem.Answer> answers, ReturnReading reading, Action<ReturnItem, Quarantine, string?> unfound)
    {
        SortedSegments lines = new(folder, "lines", 0), sent = new(folder, "sent", 0);
        try
        {
            using ClaimantKeys keys = new(ring);
            SegmentWriter writer = new(lines, Budget);
            foreach (ReturnItem.Answer answer in answers)
                writer.Add(Key(keys, answer.Clue!.Account, answer.Line), PackLine(answer));
            writer.Finish();

            Write(sent, keys, reading.Bank.DaysToAnswer);
            int? batch = BatchOf(reading);
            using SegmentMerge line = lines.Open(), payment = sent.Open();
            bool hasPayment = payment.MoveNext();
            List<Candidate> group = [];
            byte[] account = [];
            while (line.MoveNext())
            {
                ReadOnlySpan<byte> wanted = line.Key[..ClaimantKey.Length];
                if (!wanted.SequenceEqual(account))
                {
                    account = wanted.ToArray();
                    group = [];
                    for (; hasPayment && payment.Key[..ClaimantKey.Length].SequenceCompareTo(account) <= 0; hasPayment = payment.MoveNext())
                    {
                        if (payment.Key[..ClaimantKey.Length].SequenceEqual(account))
                            group.Add(Unpack(payment.Payload));
                    }
                }

                ReturnItem.Answer answer = UnpackLine(BinaryPrimitives.ReadInt64BigEndian(line.Key[ClaimantKey.Length..]), line.Payload);
                (string? number, Quarantine? reason) = Choose(answer, group, batch);
                if (reason is null)
                    yield return answer with { Said = answer.Said with { PaymentNo = number! } };
                else
                    unfound(answer, reason, number);
            }
        }
        finally
        {
            lines.Clear();
            sent.Clear();
        }
    }

    /// <summary>Whether a line can be the answer to a payment: account, name, county and place in its file.</summary>
    public static bool Fits(ReturnClue clue, SentPayment payment) =>
        payment.Person.BankAccount == clue.Account && Fits(clue, Candidate.Of(payment));

    private static bool Fits(ReturnClue clue, Candidate payment) =>
        (clue.Sequence == 0 || clue.Sequence == payment.Sequence)
        && (clue.County.Length == 0 || clue.County == payment.County)
        && (clue.Name.Length == 0 || clue.Name == payment.Name || clue.Name == payment.AccountName);

    /// <summary>
    /// The one payment that fits. Of several, the batch that the control line names, the amount, the day of the release, and an answer that
    /// is booked already in the same words and of the same day may leave one.
    /// </summary>
    private static (string? PaymentNo, Quarantine? Reason) Choose(ReturnItem.Answer answer, List<Candidate> group, int? batch)
    {
        ReturnLine said = answer.Said;
        Candidate[] fits = [.. group.Where(one => Fits(answer.Clue!, one))];
        if (fits.Length == 0)
            return (null, new Quarantine.NoPaymentFits());

        // A failed line may name no amount, or nothing that was paid.
        bool namesAmount = said.Amount is { } named && (said.Status == ReturnStatus.Paid || named.Fen > 0);
        fits = Narrow(fits, one => one.Batch == batch);
        fits = Narrow(fits, one => !namesAmount || one.AmountFen == said.Amount!.Value.Fen);
        fits = Narrow(fits, one => said.SettledOn is null || one.ReleasedOn <= said.SettledOn);
        fits = Narrow(fits, one => said.SettledOn is not null && one.Answer == new KnownAnswer(said.Status, said.SettledOn));
        if (fits.Length > 1)
            return (null, new Quarantine.Ambiguous([.. fits.Select(one => one.PaymentNo).Order(StringComparer.Ordinal)]));
        return namesAmount && fits[0].AmountFen != said.Amount!.Value.Fen
            ? (fits[0].PaymentNo, new Quarantine.WrongAmount(new Money(fits[0].AmountFen), said.Amount.Value))
            : (fits[0].PaymentNo, null);
    }

    /// <summary>Those of which something is true, where it is true of any.</summary>
    private static Candidate[] Narrow(Candidate[] fits, Func<Candidate, bool> isTrue) =>
        fits.Length < 2 || fits.Where(isTrue).ToArray() is not { Length: > 0 } left ? fits : left;

    private void Write(SortedSegments sent, ClaimantKeys keys, int days)
    {
        using Sealer sealer = new(ring);
        SegmentWriter writer = new(sent, Budget);
        long number = 0;
        foreach (SentPayment payment in SentPayments.Since(act, act.NowSeconds - days * SecondsOfDay, sealer))
            writer.Add(Key(keys, payment.Person.BankAccount, ++number), Pack(Candidate.Of(payment)));
        writer.Finish();
    }

    /// <summary>The batch whose own control line a bank has sent back: the one with its county, count and sum.</summary>
    private int? BatchOf(ReturnReading reading)
    {
        IReadOnlyList<string> control = reading.Control;
        return control.Count == ReturnForm.FieldsSent
            && int.TryParse(control[CountPlace], NumberStyles.None, CultureInfo.InvariantCulture, out int rows)
            && ReturnValues.TryAmount(control[TotalPlace], reading.Bank, out Money total)
            && SentPayments.BatchesOf(act, control[CountyPlace], rows, total.Fen) is [var only]
            ? only
            : null;
    }

    private static byte[] Key(ClaimantKeys keys, string account, long number)
    {
        byte[] key = new byte[ClaimantKey.Length + 8];
        BankAccount.Read(Encoding.UTF8.GetBytes(account), out BankAccount value);
        keys.Of(value).Write(key);
        BinaryPrimitives.WriteInt64BigEndian(key.AsSpan(ClaimantKey.Length), number);
        return key;
    }

    private static byte[] PackLine(ReturnItem.Answer answer)
    {
        using MemoryStream packed = new();
        using (BinaryWriter writer = new(packed, Encoding.UTF8))
        {
            (ReturnLine said, ReturnClue clue) = (answer.Said, answer.Clue!);
            writer.Write(said.Amount?.Fen ?? -1);
            writer.Write((byte)said.Status);
            writer.Write(said.SettledOn?.DayNumber ?? -1);
            writer.Write(said.Reason);
            writer.Write(clue.Sequence);
            writer.Write(clue.Name);
            writer.Write(clue.County);
            writer.Write(clue.Account);
            writer.Write(answer.Raw);
        }

        return packed.ToArray();
    }

    private static ReturnItem.Answer UnpackLine(long line, ReadOnlySpan<byte> packed)
    {
        using BinaryReader reader = new(new MemoryStream(packed.ToArray()), Encoding.UTF8);
        (long fen, ReturnStatus status, int day, string reason) =
            (reader.ReadInt64(), (ReturnStatus)reader.ReadByte(), reader.ReadInt32(), reader.ReadString());
        (int sequence, string name, string county, string account, string raw) =
            (reader.ReadInt32(), reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString());
        return new ReturnItem.Answer(line, raw, new ReturnLine(
            "", fen < 0 ? null : new Money(fen), status, reason, day < 0 ? null : DateOnly.FromDayNumber(day)))
        {
            Clue = new ReturnClue(sequence, account, name, county),
        };
    }

    private static byte[] Pack(Candidate payment)
    {
        using MemoryStream packed = new();
        using (BinaryWriter writer = new(packed, Encoding.UTF8))
        {
            writer.Write(payment.PaymentNo);
            writer.Write(payment.Batch);
            writer.Write(payment.County);
            writer.Write(payment.AmountFen);
            writer.Write(payment.ReleasedOn.DayNumber);
            writer.Write(payment.Answer is { } answer ? (byte)answer.Status : byte.MaxValue);
            writer.Write(payment.Answer?.On?.DayNumber ?? -1);
            writer.Write(payment.Name);
            writer.Write(payment.AccountName);
        }

        return packed.ToArray();
    }

    private static Candidate Unpack(ReadOnlySpan<byte> packed)
    {
        using BinaryReader reader = new(new MemoryStream(packed.ToArray()), Encoding.UTF8);
        (string paymentNo, int batch, string county, long fen, int released) =
            (reader.ReadString(), reader.ReadInt32(), reader.ReadString(), reader.ReadInt64(), reader.ReadInt32());
        (byte status, int day, string name, string accountName) =
            (reader.ReadByte(), reader.ReadInt32(), reader.ReadString(), reader.ReadString());
        return new Candidate(paymentNo, batch, county, fen, DateOnly.FromDayNumber(released), status == byte.MaxValue
            ? null
            : new KnownAnswer((ReturnStatus)status, day < 0 ? null : DateOnly.FromDayNumber(day)), name, accountName);
    }

    /// <summary>A payment that a line may answer, without the account that both have.</summary>
    private sealed record Candidate(string PaymentNo, int Batch, string County, long AmountFen, DateOnly ReleasedOn, KnownAnswer? Answer,
        string Name, string AccountName)
    {
        public int Sequence => PaymentNumber.TrySplit(PaymentNo, out _, out int sequence) ? sequence : 0;

        public static Candidate Of(SentPayment payment) => new(
            payment.PaymentNo, payment.Batch, payment.County, payment.AmountFen, payment.ReleasedOn, payment.Answer,
            ReturnValues.NameKey(payment.Person.Name), ReturnValues.NameKey(payment.Person.AccountName));
    }
}
