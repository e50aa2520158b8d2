using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Disbursement.Jobs.Sorting;

namespace Disbursement.Jobs.Intake;

/// <summary>What rosters say of children, one child after another.</summary>
internal static class ByChild
{
    /// <summary>The records of each child, whose list holds them until the next child is asked for.</summary>
    /// <typeparam name="T">The record, as it was written.</typeparam>
    /// <param name="records">Sorted by child.</param>
    public static IEnumerable<(UInt128 Child, List<T> Records)> Of<T>(SortedSegments records)
        where T : struct
    {
        UInt128 current = 0;
        List<T> same = [];
        using SegmentMerge merge = records.Open();
        while (merge.MoveNext())
        {
            UInt128 child = BinaryPrimitives.ReadUInt128BigEndian(merge.Key);
            if (child != current)
            {
                if (same.Count > 0)
                    yield return (current, same);
                same.Clear();
                current = child;
            }

            same.Add(MemoryMarshal.Read<T>(merge.Payload));
        }

        if (same.Count > 0)
            yield return (current, same);
    }
}
