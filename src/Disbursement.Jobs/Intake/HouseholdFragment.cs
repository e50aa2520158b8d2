using System.Buffers.Binary;
using System.Text;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Sorting;

namespace Disbursement.Jobs.Intake;

/// <summary>Rows that follow one another and belong to one household, packed into one record. One instance belongs to one thread.</summary>
internal sealed class HouseholdFragment(SegmentWriter fragments, Orphans orphans)
{
    private const int Largest = 24 << 10;

    private readonly byte[] _key = new byte[6 + 32 + 1 + 4 + 8];
    private readonly byte[] _number = new byte[32];
    private byte[] _rows = new byte[Largest + (FileLimits.LongestLine * 2)];
    private int _numberLength = -1;
    private int _used;
    private int _file;
    private uint _county;
    private long _line;
    private uint _lastCounty;
    private HashSet<string> _counties = [];

    public void Start(HashSet<string> counties)
    {
        _counties = counties;
        _lastCounty = uint.MaxValue;
    }

    /// <summary>Whether a row of this county and number belongs to the household whose rows are being gathered.</summary>
    public bool Continues(uint county, ReadOnlySpan<byte> number) =>
        _used > 0 && !number.IsEmpty && number.SequenceEqual(_number.AsSpan(0, _numberLength))
            && (county == _county || county == 0 || _county == 0);

    public void Add(int file, uint county, ReadOnlySpan<byte> number, long line, ReadOnlySpan<byte> row)
    {
        if (!Continues(county, number) || file != _file || _used >= Largest)
        {
            Flush();
            _file = file;
            _line = line;
            _county = county;
            number.CopyTo(_number);
            _numberLength = number.Length;
        }
        else if (_county == 0)
        {
            _county = county;
        }

        if (_rows.Length < _used + 4 + row.Length)
            Array.Resize(ref _rows, (_used + 4 + row.Length) * 2);
        BinaryPrimitives.WriteInt32LittleEndian(_rows.AsSpan(_used), row.Length);
        row.CopyTo(_rows.AsSpan(_used + 4));
        _used += 4 + row.Length;
    }

    public void Flush()
    {
        if (_used == 0)
            return;

        if (_county == 0)
            orphans.Add(_file, _number.AsSpan(0, _numberLength));
        int length = FragmentKey.Write(_key, _county, _number.AsSpan(0, _numberLength), _file, _line);
        fragments.Add(_key.AsSpan(0, length), _rows.AsSpan(0, _used));
        if (_county != _lastCounty)
            _counties.Add(Encoding.ASCII.GetString(_key, 0, FragmentKey.CountyLength));
        _lastCounty = _county;
        _used = 0;
    }
}
