using System.Buffers.Binary;
using System.Data;
using System.Globalization;
using System.Text;
using Disbursement.Jobs.Store.Bulk;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.SqlServer;

/// <summary>Rows from a file, a row at a time, each value as the type of its column. Only what a bulk copy asks for can be asked.</summary>
internal sealed class SpooledReader(string path, IReadOnlyList<StoredColumn> columns) : IDataReader
{
    private const int BufferSize = 1 << 20;

    private readonly FileStream _file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, BufferSize);
    private readonly object[] _values = new object[columns.Count];
    private byte[] _room = new byte[1024];

    public int FieldCount => columns.Count;

    public int Depth => 0;

    public bool IsClosed => !_file.CanRead;

    public int RecordsAffected => -1;

    public object this[int i] => _values[i];

    public object this[string name] => _values[GetOrdinal(name)];

    public bool Read()
    {
        for (int i = 0; i < _values.Length; i++)
        {
            int kind = _file.ReadByte();
            if (kind < 0 && i == 0)
                return false;
            if (kind < 0)
                throw new InvalidDataException($"{path} ends in the middle of a row.");

            _values[i] = Value((BulkValue)kind, columns[i]);
        }

        return true;
    }

    public object GetValue(int i) => _values[i];

    public int GetValues(object[] values)
    {
        _values.CopyTo(values, 0);
        return _values.Length;
    }

    public bool IsDBNull(int i) => _values[i] is DBNull;

    public string GetName(int i) => columns[i].Name;

    public int GetOrdinal(string name) => columns.Select(column => column.Name).ToList().IndexOf(name);

    public Type GetFieldType(int i) => columns[i].Type;

    public string GetDataTypeName(int i) => columns[i].Type.Name;

    public bool NextResult() => false;

    public void Close() => _file.Dispose();

    public void Dispose() => _file.Dispose();

    public DataTable? GetSchemaTable() => null;

    public bool GetBoolean(int i) => (bool)_values[i];

    public byte GetByte(int i) => (byte)_values[i];

    public long GetBytes(int i, long fieldOffset, byte[]? buffer, int bufferoffset, int length)
    {
        byte[] value = (byte[])_values[i];
        if (buffer is null)
            return value.Length;

        int count = (int)Math.Min(length, value.Length - fieldOffset);
        value.AsSpan((int)fieldOffset, count).CopyTo(buffer.AsSpan(bufferoffset));
        return count;
    }

    public char GetChar(int i) => (char)_values[i];

    public long GetChars(int i, long fieldoffset, char[]? buffer, int bufferoffset, int length)
    {
        string value = (string)_values[i];
        if (buffer is null)
            return value.Length;

        int count = (int)Math.Min(length, value.Length - fieldoffset);
        value.AsSpan((int)fieldoffset, count).CopyTo(buffer.AsSpan(bufferoffset));
        return count;
    }

    public IDataReader GetData(int i) => throw new NotSupportedException();

    public DateTime GetDateTime(int i) => (DateTime)_values[i];

    public decimal GetDecimal(int i) => (decimal)_values[i];

    public double GetDouble(int i) => throw new NotSupportedException();

    public float GetFloat(int i) => throw new NotSupportedException();

    public Guid GetGuid(int i) => (Guid)_values[i];

    public short GetInt16(int i) => (short)_values[i];

    public int GetInt32(int i) => (int)_values[i];

    public long GetInt64(int i) => (long)_values[i];

    public string GetString(int i) => (string)_values[i];

    private object Value(BulkValue kind, StoredColumn column)
    {
        switch (kind)
        {
            case BulkValue.Null:
                return DBNull.Value;
            case BulkValue.Integer:
                long number = BinaryPrimitives.ReadInt64LittleEndian(Bytes(sizeof(long)));
                return column.Type == typeof(long) ? number : column.Type == typeof(bool) ? number != 0 : checked((int)number);
            case BulkValue.Text:
                string text = Encoding.UTF8.GetString(Bytes(BinaryPrimitives.ReadInt32LittleEndian(Bytes(sizeof(int)))));
                return column.Type == typeof(DateTime) ? DateTime.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : text;
            default:
                return Bytes(BinaryPrimitives.ReadInt32LittleEndian(Bytes(sizeof(int)))).ToArray();
        }
    }

    private ReadOnlySpan<byte> Bytes(int length)
    {
        if (_room.Length < length)
            _room = new byte[length * 2];
        Span<byte> bytes = _room.AsSpan(0, length);
        _file.ReadExactly(bytes);
        return bytes;
    }
}
