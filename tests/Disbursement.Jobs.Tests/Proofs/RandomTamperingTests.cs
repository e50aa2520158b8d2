using System.Globalization;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Proofs;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store;
using Microsoft.Data.Sqlite;

namespace Disbursement.Jobs.Tests.Proofs;

/// <summary>
/// Whoever changes one byte of one file, or one cell of one table, anywhere in the folders of an office, is named by <c>verify</c> or
/// <c>verify --replay</c>; what does not matter stands in a list, each with its reason. <c>DISBURSE_FUZZ=40</c> makes the two thousand
/// changes that a change of the proofs is proved by.
/// </summary>
[TestFixture]
internal sealed class RandomTamperingTests
{
    private const int Tries = 40;

    /// <summary>Files of which no proof looks at every byte, and why that is right.</summary>
    private static readonly (string Part, string Reason)[] Excused =
    [
        ("/out/*/summary.", "told to people and programs after the run: nothing is paid by it"),
        ("/out/*/rejects/", "for clerks, who send back what they correct: a correction is judged like any roster"),
        ("/out/*/takeup/", "for clerks: nothing is paid by it"),
        ("/out/*/absent/", "for clerks: nothing is paid by it"),
        ("/out/*/duplicates/", "for clerks: nothing is paid by it"),
        ("/out/*/children/", "for clerks: nothing is paid by it"),
    ];

    private UnguardedBooks _books = null!;
    private string[] _files = null!;

    private static int Times =>
        int.TryParse(Environment.GetEnvironmentVariable("DISBURSE_FUZZ"), CultureInfo.InvariantCulture, out int times) ? times : 1;

    [OneTimeSetUp]
    public void Open()
    {
        _books = new UnguardedBooks();
        _books.MakeWhole();
        _files = [.. new[] { _books.Office.Inputs.Data, _books.Office.Inputs.Out }
            .SelectMany(folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
            .Where(file => new FileInfo(file).Length > 0 && !Path.GetFileName(file).StartsWith(Database.FileName, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }

    [OneTimeTearDown]
    public void Close() => _books.Dispose();

    [Test]
    public void Any_change_to_any_byte_or_cell_is_named_or_does_not_matter()
    {
        Random random = new(20261129);
        List<string> unseen = [];
        int cells = 0, bytes = 0, excused = 0;
        for (int i = 0; i < Tries * Times; i++)
        {
            (string what, bool isNamed, bool isExcused) = random.Next(2) == 0 ? Cell(random) : Byte(random);
            _ = what.StartsWith('/') ? bytes++ : cells++;
            excused += isExcused ? 1 : 0;
            if (!isNamed && !isExcused)
                unseen.Add(what);
        }

        TestContext.Out.WriteLine($"{cells} cells and {bytes} bytes changed, {excused} of them where it does not matter");
        Assert.That(unseen, Is.Empty, string.Join('\n', unseen));
        Assert.That((cells, bytes), Is.GreaterThan((0, 0)));
    }

    private (string What, bool IsNamed, bool IsExcused) Cell(Random random)
    {
        string what = "";
        bool isExcused = false;
        long run = 0;
        _books.Alter(connection =>
        {
            string[] tables = Texts(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '__EF*' AND name <> "
                + "'turns' ORDER BY name");
            string table, key, column;
            string[] rows;
            do
            {
                table = tables[random.Next(tables.Length)];
                string[] columns = OneValue.Columns(connection, table);
                column = columns[random.Next(columns.Length)];
                key = Texts(connection, $"SELECT name FROM pragma_table_info('{table}') WHERE pk = 1")[0];
                rows = Texts(connection, $"SELECT {key} || '' FROM (SELECT quote({key}) AS {key} FROM {table})");
            }
            while (rows.Length == 0);

            string row = rows[random.Next(rows.Length)];
            object before = Value(connection, $"SELECT {column} FROM {table} WHERE {key} = {row}");
            what = Change(connection, random, table, column, $"{key} = {row}", before);
            isExcused = ColumnTests.Excused.ContainsKey($"{table}.{column}");
            run = new OneValue(table, column, "", $"{key} = {row}", before, before).Run;
        });
        return (what, _books.Breaks(run).Length > 0, isExcused);
    }

    /// <summary>Changes a cell at random until the database takes the change.</summary>
    private static string Change(SqliteConnection connection, Random random, string table, string column, string row, object before)
    {
        for (int tries = 0; tries < 100; tries++)
        {
            object after = Another(random, before);
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = $"UPDATE {table} SET {column} = $after WHERE {row}";
            command.Parameters.AddWithValue("$after", after);
            try
            {
                Assert.That(command.ExecuteNonQuery(), Is.EqualTo(1));
                return $"{table}.{column} where {row}: {Shown(before)} became {Shown(after)}";
            }
            catch (SqliteException)
            {
                // The key of another row, or no null here: something else.
            }
        }

        throw new InvalidOperationException($"{table}.{column} takes no other value");
    }

    private static object Another(Random random, object before) => before switch
    {
        DBNull => random.Next(3) switch { 0 => 1L, 1 => "1", _ => new byte[] { 7 } },
        _ when random.Next(12) == 0 => DBNull.Value,
        long number => random.Next(3) switch { 0 => number + 1, 1 => number - 1, _ => number ^ (1L << random.Next(40)) },
        byte[] { Length: > 0 } bytes => Flipped(random, bytes),
        string { Length: > 0 } text => Altered(random, text),
        byte[] => new byte[] { 1 },
        _ => "1",
    };

    private static byte[] Flipped(Random random, byte[] bytes)
    {
        byte[] flipped = [.. bytes];
        flipped[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256);
        return flipped;
    }

    private static string Altered(Random random, string text)
    {
        int at = random.Next(text.Length);
        char other;
        do
        {
            other = (char)random.Next(' ', '\u007f');
        }
        while (other == text[at]);

        return text[..at] + other + text[(at + 1)..];
    }

    private (string What, bool IsNamed, bool IsExcused) Byte(Random random)
    {
        _books.MakeWhole();
        string file = _files[random.Next(_files.Length)], name = file[_books.Office.Inputs.Root.Length..].Replace('\\', '/');
        byte[] bytes = File.ReadAllBytes(file);
        int at = random.Next(bytes.Length);
        byte before = bytes[at];
        (KeyRing? whole, _) = KeyRing.Open(_books.Office.Inputs.Data, hasData: true);
        try
        {
            bytes[at] ^= (byte)random.Next(1, 256);
            File.WriteAllBytes(file, bytes);
            string what = $"{name}, byte {at} of {bytes.Length}: {before:x2} became {bytes[at]:x2}";
            if (Excused.FirstOrDefault(one => Matches(name, one.Part)).Reason is { } reason)
                return (what, false, true);

            (KeyRing? ring, _) = KeyRing.Open(_books.Office.Inputs.Data, hasData: true);
            bool isSameRing = name.EndsWith("keyring.json", StringComparison.Ordinal) && ring is not null && IsSame(whole!, ring);
            return (what, ring is null || Named(ring), isSameRing);
        }
        finally
        {
            bytes[at] = before;
            File.WriteAllBytes(file, bytes);
        }
    }

    private bool Named(KeyRing ring)
    {
        Database store = Database.OpenToRead(_books.Office.Inputs.Data);
        return new VerifyBooks(store, ring).Run(null, CancellationToken.None).Any(check => check.FirstBreak is not null)
            || _books.Office.Inputs.Replay().Any(check => check.FirstBreak is not null);
    }

    /// <summary>A name or the form of the file was changed, and the keys that are read are the same.</summary>
    private static bool IsSame(KeyRing one, KeyRing other)
    {
        using ClaimantKeys keys = new(one), others = new(other);
        _ = Domain.Households.CitizenId.TryParse("320303197705014323", out Domain.Households.CitizenId id);
        using Sealer sealer = new(one), opener = new(other);
        byte[] text = [1, 2, 3];
        return keys.Of(id) == others.Of(id) && opener.Open(sealer.Seal(text, SealedPlace.Claimant(1)), SealedPlace.Claimant(1))
            .AsSpan().SequenceEqual(text);
    }

    private static bool Matches(string name, string part)
    {
        int star = part.IndexOf('*', StringComparison.Ordinal);
        return star < 0
            ? name.Contains(part, StringComparison.Ordinal)
            : name.Contains(part[..star], StringComparison.Ordinal) && name.Contains(part[(star + 1)..], StringComparison.Ordinal);
    }

    private static string Shown(object value) => value switch
    {
        byte[] bytes => Convert.ToHexStringLower(bytes)[..Math.Min(40, 2 * bytes.Length)],
        DBNull => "nothing",
        _ => $"'{value}'",
    };

    private static string[] Texts(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        List<string> texts = [];
        while (reader.Read())
            texts.Add(reader.GetString(0));
        return [.. texts];
    }

    private static object Value(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() ?? DBNull.Value;
    }
}
