using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Store.Books;

/// <summary>
/// One SHA-256 over why each line of a return file is in quarantine. The act of the import records it, so that no reason can be altered
/// later.
/// </summary>
internal static class QuarantineDigest
{
    private const char Separator = '\u001F';

    public static string Of(DbConnection connection, DbTransaction? transaction, int file)
    {
        using DbCommand command = Sql.Command(connection, transaction, "SELECT id, file_id, line, code, payment_no, expected, given FROM "
            + "quarantine WHERE file_id = @file ORDER BY id", ("@file", file));
        using DbDataReader reader = command.ExecuteReader();
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (reader.Read())
        {
            IEnumerable<string> cells = Enumerable.Range(0, reader.FieldCount)
                .Select(i => reader.IsDBNull(i) ? "-" : $"={Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)}");
            hash.AppendData(Encoding.UTF8.GetBytes(string.Join(Separator, cells) + '\n'));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>What the act of an import records of its file.</summary>
internal static class ReturnFileDetail
{
    private const string Layout = " layout=";
    private const string Form = " as=";
    private const int HashLength = 64;

    /// <summary>What it records of the layout of a bank, behind all else: the SHA-256 under which the layout is kept.</summary>
    /// <param name="sha256">The SHA-256; empty for a form of our own.</param>
    /// <param name="form">What a form of our own is known by.</param>
    public static string OfLayout(string sha256, string form) => sha256.Length == 0 ? Form + form : Layout + sha256;

    /// <summary>What the form of our own is known by that a file was read as; null for the layout of a bank.</summary>
    public static string? FormOf(string detail) => detail.LastIndexOf(Form, StringComparison.Ordinal) is var at and >= 0
        ? detail[(at + Form.Length)..]
        : null;

    /// <summary>The SHA-256 of the layout of a bank that a file was read as; null for a form of our own.</summary>
    public static string? LayoutOf(string detail) =>
        detail.LastIndexOf(Layout, StringComparison.Ordinal) is var at and >= 0 && detail.Length - at - Layout.Length == HashLength
            ? detail[(at + Layout.Length)..]
            : null;

    public static string Of(
        string sha256, int file, long lines, long paid, long failed, long quarantined, string quarantine, string codes) =>
        string.Create(CultureInfo.InvariantCulture, $"sha256={sha256} file={file} lines={lines} paid={paid} failed={failed} "
            + $"quarantined={quarantined} quarantine={quarantine} {codes}").TrimEnd();
}
