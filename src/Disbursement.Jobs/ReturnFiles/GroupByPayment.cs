using System.Buffers.Binary;
using System.Text;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Returns;
using Disbursement.Jobs.Sorting;

namespace Disbursement.Jobs.ReturnFiles;

/// <summary>Brings together what one file says of each payment, sorted outside memory, so that lines far apart are judged as one.</summary>
internal static class GroupByPayment
{
    private const int Budget = 16 << 20;
    private const int FixedLength = 8 + 1 + 4 + 4;
    private const int NoDay = -1;
    private const long NoAmount = -1;

    /// <summary>The answers in the order of payment numbers (ordinal); those to one payment together, in the order of lines.</summary>
    /// <param name="answers">Read once, before the first group comes out.</param>
    /// <param name="folder">For what does not fit into memory; it is empty again when the last group was taken.</param>
    /// <param name="budget">Bytes that are held before they go there.</param>
    public static IEnumerable<IReadOnlyList<ReturnItem.Answer>> Run(IEnumerable<ReturnItem.Answer> answers, string folder,
        int budget = Budget)
    {
        SortedSegments segments = new(folder, "answers", 0);
        try
        {
            SegmentWriter writer = new(segments, budget);
            foreach (ReturnItem.Answer answer in answers)
                writer.Add(Key(answer), Pack(answer));
            writer.Finish();

            using SegmentMerge merge = segments.Open();
            List<ReturnItem.Answer> group = [];
            while (merge.MoveNext())
            {
                ReturnItem.Answer answer = Unpack(merge);
                if (group.Count > 0 && group[0].Said.PaymentNo != answer.Said.PaymentNo)
                {
                    yield return group;
                    group = [];
                }

                group.Add(answer);
            }

            if (group.Count > 0)
                yield return group;
        }
        finally
        {
            segments.Clear();
        }
    }

    /// <summary>Number, a zero, which stands in no number, and the line.</summary>
    private static byte[] Key(ReturnItem.Answer answer)
    {
        byte[] key = new byte[Encoding.UTF8.GetByteCount(answer.Said.PaymentNo) + 1 + 8];
        int length = Encoding.UTF8.GetBytes(answer.Said.PaymentNo, key);
        BinaryPrimitives.WriteInt64BigEndian(key.AsSpan(length + 1), answer.Line);
        return key;
    }

    private static byte[] Pack(ReturnItem.Answer answer)
    {
        int reasonLength = Encoding.UTF8.GetByteCount(answer.Said.Reason);
        byte[] packed = new byte[FixedLength + reasonLength + Encoding.UTF8.GetByteCount(answer.Raw)];
        BinaryPrimitives.WriteInt64LittleEndian(packed, answer.Said.Amount?.Fen ?? NoAmount);
        packed[8] = (byte)answer.Said.Status;
        BinaryPrimitives.WriteInt32LittleEndian(packed.AsSpan(9), answer.Said.SettledOn?.DayNumber ?? NoDay);
        BinaryPrimitives.WriteInt32LittleEndian(packed.AsSpan(13), reasonLength);
        Encoding.UTF8.GetBytes(answer.Said.Reason, packed.AsSpan(FixedLength));
        Encoding.UTF8.GetBytes(answer.Raw, packed.AsSpan(FixedLength + reasonLength));
        return packed;
    }

    private static ReturnItem.Answer Unpack(SegmentMerge merge)
    {
        ReadOnlySpan<byte> packed = merge.Payload;
        long fen = BinaryPrimitives.ReadInt64LittleEndian(packed);
        int day = BinaryPrimitives.ReadInt32LittleEndian(packed[9..]);
        int reasonLength = BinaryPrimitives.ReadInt32LittleEndian(packed[13..]);
        ReturnLine said = new(
            Encoding.UTF8.GetString(merge.Key[..^9]),
            fen == NoAmount ? null : new Money(fen),
            (ReturnStatus)packed[8],
            Encoding.UTF8.GetString(packed.Slice(FixedLength, reasonLength)),
            day == NoDay ? null : DateOnly.FromDayNumber(day));
        return new ReturnItem.Answer(BinaryPrimitives.ReadInt64BigEndian(merge.Key[^8..]),
            Encoding.UTF8.GetString(packed[(FixedLength + reasonLength)..]), said);
    }
}
