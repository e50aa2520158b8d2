using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace Disbursement.Jobs.Store.Connections;

/// <summary>
/// A value that is not there, of a column whose type a server must be told: by itself nothing is text, and a server makes no bytes or times
/// of text.
/// </summary>
/// <param name="Kind">The type of the column.</param>
internal sealed record NoValue(DbType Kind)
{
    /// <summary>No value of a type of property; null where text does.</summary>
    public static NoValue? Of(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        Type bytes when bytes == typeof(byte[]) => new NoValue(DbType.Binary),
        Type time when time == typeof(DateTimeOffset) => new NoValue(DbType.DateTimeOffset),
        Type day when day == typeof(DateOnly) => new NoValue(DbType.Date),
        Type number when number == typeof(long) => new NoValue(DbType.Int64),
        Type number when number == typeof(int) => new NoValue(DbType.Int32),
        Type truth when truth == typeof(bool) => new NoValue(DbType.Boolean),
        _ => null,
    };

    public void Fill(DbParameter parameter)
    {
        if (parameter is SqlParameter)
            parameter.DbType = Kind;
        parameter.Value = DBNull.Value;
    }
}
