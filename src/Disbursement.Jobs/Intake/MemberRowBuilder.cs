using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Disbursement.Jobs.Intake;

/// <summary>Packs one row after another into one buffer. One instance belongs to one thread.</summary>
internal sealed class MemberRowBuilder
{
    private const int MostProblems = 200;

    private readonly List<RosterProblem> _problems = [];
    private readonly byte[][] _texts =
        [new byte[256], new byte[256], new byte[64], new byte[64], new byte[256], new byte[256], new byte[64], new byte[64]];
    private readonly int[] _lengths = new int[MemberRow.TextCount];
    private byte[] _packed = new byte[1024];

    /// <summary>The values of the row being built.</summary>
    public MemberValues Values;

    public IReadOnlyList<RosterProblem> Problems => _problems;

    public void Start()
    {
        Values = MemberValues.Empty;
        _problems.Clear();
        Array.Clear(_lengths);
    }

    public void Problem(ProblemCode code, RosterColumn? column, string detail = "")
    {
        // What a spreadsheet has destroyed is wrong in every other way as well: one problem says it.
        if (_problems.Count > 0 && column is not null
            && _problems.Exists(problem => problem.Column == column && problem.Code == ProblemCode.Excel))
            return;
        if (_problems.Count < MostProblems)
            _problems.Add(new RosterProblem(code, column, detail));
    }

    /// <summary>A problem about a column that a definition asks for.</summary>
    public void Problem(RosterProblem problem)
    {
        if (_problems.Count < MostProblems)
            _problems.Add(problem);
    }

    public void Text(MemberText text, ReadOnlySpan<byte> value)
    {
        if (value.Length > ushort.MaxValue)
            value = value[..ushort.MaxValue];
        ref byte[] place = ref _texts[(int)text];
        if (place.Length < value.Length)
            place = new byte[value.Length];
        value.CopyTo(place);
        _lengths[(int)text] = value.Length;
    }

    public ReadOnlySpan<byte> TextOf(MemberText text) => _texts[(int)text].AsSpan(0, _lengths[(int)text]);

    /// <summary>The packed row; valid until the next one is started.</summary>
    public ReadOnlySpan<byte> Pack()
    {
        Values.Problems = (byte)_problems.Count;
        int size = Unsafe.SizeOf<MemberValues>() + 2 * MemberRow.TextCount;
        foreach (int length in _lengths)
            size += length;
        foreach (RosterProblem problem in _problems)
            size += 4 + Encoding.UTF8.GetMaxByteCount(DetailOf(problem).Length);
        if (_packed.Length < size)
            _packed = new byte[size * 2];

        Span<byte> rest = _packed;
        MemoryMarshal.Write(rest, Values);
        rest = rest[Unsafe.SizeOf<MemberValues>()..];
        for (int i = 0; i < MemberRow.TextCount; i++)
            BinaryPrimitives.WriteUInt16LittleEndian(rest[(2 * i)..], (ushort)_lengths[i]);
        rest = rest[(2 * MemberRow.TextCount)..];
        for (int i = 0; i < MemberRow.TextCount; i++)
        {
            _texts[i].AsSpan(0, _lengths[i]).CopyTo(rest);
            rest = rest[_lengths[i]..];
        }

        foreach (RosterProblem problem in _problems)
        {
            int length = Encoding.UTF8.GetBytes(DetailOf(problem), rest[4..]);
            rest[0] = (byte)problem.Code;
            rest[1] = problem.Further is not null ? MemberRow.OfFurtherColumn : problem.Column is { } column ? (byte)column : byte.MaxValue;
            BinaryPrimitives.WriteUInt16LittleEndian(rest[2..], (ushort)length);
            rest = rest[(4 + length)..];
        }

        return _packed.AsSpan(0, _packed.Length - rest.Length);
    }

    private static string DetailOf(RosterProblem problem) =>
        problem.Further is { } further ? $"{further.English}\t{further.Chinese}\t{problem.Detail}" : problem.Detail;
}
