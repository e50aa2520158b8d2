using System.Buffers.Binary;
using System.Text;
using Disbursement.Domain.Households;

namespace Disbursement.Jobs.Intake;

/// <summary>The rows of one household in one file, and what is wrong with them taken together.</summary>
internal sealed class HouseholdCopy
{
    private const int MostRows = 10_000;
    private const int MostBytes = 8 << 20;
    private const int MostTwins = 20;

    private readonly List<(int Start, int Length)> _rows = [];
    private readonly Dictionary<int, List<RosterProblem>> _problems = [];
    private readonly List<RosterProblem> _everywhere = [];
    private long _leftOut;
    private byte[] _buffer = new byte[4096];
    private int _used;

    public int File { get; private set; }

    /// <summary>Whether the file is read as it is kept (<see cref="RosterReading.IsAsKept"/>).</summary>
    public bool IsAsKept { get; private set; }

    /// <summary>The household number, empty where the rows have none.</summary>
    public byte[] Number { get; private set; } = [];

    public int RowCount => _rows.Count;

    /// <summary>Whether a file in the corrections folder replaces this copy.</summary>
    public bool IsReplaced { get; set; }

    /// <summary>Whether anything is wrong, in a row or with the household.</summary>
    public bool IsRejected { get; private set; }

    public MemberRow Row(int index) => new(_buffer.AsSpan(_rows[index].Start, _rows[index].Length));

    public void Start(int file, bool isAsKept, ReadOnlySpan<byte> number)
    {
        (File, IsAsKept) = (file, isAsKept);
        if (!number.SequenceEqual(Number))
            Number = number.ToArray();
        _rows.Clear();
        _problems.Clear();
        _everywhere.Clear();
        _leftOut = 0;
        _used = 0;
        IsReplaced = false;
        IsRejected = false;
    }

    /// <summary>
    /// Adds the rows of a fragment. Past any thinkable family they are only counted: memory does not grow with what a file claims.
    /// </summary>
    public void Add(ReadOnlySpan<byte> fragment)
    {
        if (_used > MostBytes || _rows.Count > MostRows)
        {
            for (int rest = 0; rest < fragment.Length; rest += 4 + BinaryPrimitives.ReadInt32LittleEndian(fragment[rest..]))
                _leftOut++;
            return;
        }

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
        if (_problems.TryGetValue(row, out List<RosterProblem>? together))
            problems.AddRange(together);
        problems.AddRange(_everywhere);
        return problems;
    }

    /// <summary>A problem of the household as a whole stands on each of its rows.</summary>
    public void ProblemEverywhere(ProblemCode code, RosterColumn? column, string detail)
    {
        IsRejected = true;
        _everywhere.Add(new RosterProblem(code, column, detail));
    }

    /// <summary>Looks at the rows together.</summary>
    public void Check()
    {
        int mothers = 0, fathers = 0, guardians = 0, children = 0;
        ulong region = 0;
        bool differs = false, isRoleUnknown = false;
        for (int i = 0; i < _rows.Count; i++)
        {
            MemberValues values = Row(i).Values;
            IsRejected |= values.Problems > 0;
            mothers += values.Role == (byte)Role.Mother ? 1 : 0;
            fathers += values.Role == (byte)Role.Father ? 1 : 0;
            guardians += values.Role == (byte)Role.Guardian ? 1 : 0;
            children += values.Role == (byte)Role.Child ? 1 : 0;
            isRoleUnknown |= values.Role == MemberValues.UnknownRole;
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
        if (guardians > 1)
            ProblemEverywhere(ProblemCode.Role, RosterColumn.Role, ProblemDetails.TwoGuardians);
        if (_leftOut > 0)
            ProblemEverywhere(ProblemCode.Row, null, ProblemDetails.TooManyRows);
        if (mothers + fathers == 0 && !(guardians > 0 && children > 0) && !isRoleUnknown)
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
        Twin(earlier, later);
        Twin(later, earlier);
    }

    private void Twin(int row, int other)
    {
        if (!_problems.TryGetValue(row, out List<RosterProblem>? problems))
            _problems[row] = problems = [];
        if (problems.Count < MostTwins)
            problems.Add(new RosterProblem(ProblemCode.DupMember, RosterColumn.IdNumber, new RowNumber(Row(other).Values.Line).ToString()));
    }
}
