using System.Buffers.Binary;
using System.Text;
using Disbursement.Domain.Households;

namespace Disbursement.Jobs.Intake;

/// <summary>The rows of one household in one file, and what is wrong with them taken together.</summary>
internal sealed class HouseholdCopy
{
    private readonly List<(int Start, int Length)> _rows = [];
    private readonly List<(int Row, RosterProblem Problem)> _problems = [];
    private byte[] _buffer = new byte[4096];
    private int _used;

    public int File { get; private set; }

    /// <summary>The household number, empty where the rows have none.</summary>
    public byte[] Number { get; private set; } = [];

    public int RowCount => _rows.Count;

    /// <summary>Whether a file in the corrections folder replaces this copy.</summary>
    public bool IsReplaced { get; set; }

    /// <summary>Whether anything is wrong, in a row or with the household.</summary>
    public bool IsRejected { get; private set; }

    public MemberRow Row(int index) => new(_buffer.AsSpan(_rows[index].Start, _rows[index].Length));

    public void Start(int file, ReadOnlySpan<byte> number)
    {
        File = file;
        if (!number.SequenceEqual(Number))
            Number = number.ToArray();
        _rows.Clear();
        _problems.Clear();
        _used = 0;
        IsReplaced = false;
        IsRejected = false;
    }

    /// <summary>Adds the rows of a fragment.</summary>
    public void Add(ReadOnlySpan<byte> fragment)
    {
        if (_buffer.Length < _used + fragment.Length)
            Array.Resize(ref _buffer, (_used + fragment.Length) * 2);
        fragment.CopyTo(_buffer.AsSpan(_used));
        int at = 0;
        while (at < fragment.Length)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(fragment[at..]);
            _rows.Add((_used + at + 4, length));
            at += 4 + length;
        }

        _used += fragment.Length;
    }

    /// <summary>All problems of one row: its own and those of the household.</summary>
    public List<RosterProblem> ProblemsOf(int row)
    {
        List<RosterProblem> problems = Row(row).Problems();
        problems.AddRange(_problems.Where(problem => problem.Row == row).Select(problem => problem.Problem));
        return problems;
    }

    /// <summary>A problem of the household as a whole stands on each of its rows.</summary>
    public void ProblemEverywhere(ProblemCode code, RosterColumn? column, string detail)
    {
        IsRejected = true;
        for (int row = 0; row < _rows.Count; row++)
            _problems.Add((row, new RosterProblem(code, column, detail)));
    }

    /// <summary>Looks at the rows together.</summary>
    public void Check()
    {
        int mothers = 0, fathers = 0;
        ulong region = 0;
        bool differs = false;
        for (int i = 0; i < _rows.Count; i++)
        {
            MemberValues values = Row(i).Values;
            IsRejected |= values.Problems > 0;
            mothers += values.Role == (byte)Role.Mother ? 1 : 0;
            fathers += values.Role == (byte)Role.Father ? 1 : 0;
            if (values.Region != 0 && region == 0)
                region = values.Region;
            differs |= values.Region != 0 && values.Region != region;
        }

        if (differs)
            ProblemEverywhere(ProblemCode.Region, RosterColumn.RegionCode, ProblemDetails.DiffersInHousehold);
        if (mothers > 1)
            ProblemEverywhere(ProblemCode.Role, RosterColumn.Role, ProblemDetails.TwoMothers);
        if (fathers > 1)
            ProblemEverywhere(ProblemCode.Role, RosterColumn.Role, ProblemDetails.TwoFathers);
        if (mothers + fathers == 0)
            ProblemEverywhere(ProblemCode.Role, RosterColumn.Role, ProblemDetails.NoClaimant);
        FindTwins();
    }

    public string NumberText() => Encoding.ASCII.GetString(Number);

    private void FindTwins()
    {
        if (_rows.Count > 16)
        {
            FindTwinsAmongMany();
            return;
        }

        for (int later = 1; later < _rows.Count; later++)
        {
            ulong id = Row(later).Values.Id;
            for (int earlier = 0; id != 0 && earlier < later; earlier++)
            {
                if (Row(earlier).Values.Id == id)
                    Twins(earlier, later);
            }
        }
    }

    private void FindTwinsAmongMany()
    {
        Dictionary<ulong, int> seen = [];
        for (int row = 0; row < _rows.Count; row++)
        {
            ulong id = Row(row).Values.Id;
            if (id != 0 && !seen.TryAdd(id, row))
                Twins(seen[id], row);
        }
    }

    private void Twins(int earlier, int later)
    {
        IsRejected = true;
        _problems.Add((earlier, new RosterProblem(ProblemCode.DupMember, RosterColumn.IdNumber, $"{Row(later).Values.Line}")));
        _problems.Add((later, new RosterProblem(ProblemCode.DupMember, RosterColumn.IdNumber, $"{Row(earlier).Values.Line}")));
    }
}
