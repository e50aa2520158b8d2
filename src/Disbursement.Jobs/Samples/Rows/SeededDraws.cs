namespace Disbursement.Jobs.Samples.Rows;

/// <summary>SplitMix64: draws that follow from a seed and a stream alone, on every machine and in any order of households.</summary>
internal struct SeededDraws(ulong seed, ulong stream)
{
    private const ulong GoldenRatio = 0x9E3779B97F4A7C15;

    private ulong _state = Mix(unchecked(Mix(seed) + stream * GoldenRatio));

    public ulong Next()
    {
        unchecked
        {
            _state += GoldenRatio;
        }

        return Mix(_state);
    }

    /// <summary>A number from 0 to <paramref name="limit"/>, the limit excluded.</summary>
    public int Below(int limit) => (int)(((Next() >> 32) * (ulong)limit) >> 32);

    /// <summary>
    /// A number from <paramref name="first"/> to <paramref name="last"/>, both included; the first where the range is empty.
    /// </summary>
    public int Between(int first, int last) => last <= first ? first : first + Below(last - first + 1);

    public bool Happens(int perMille) => Below(1000) < perMille;

    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
