using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Bulk;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.SqlServer;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.EntityFrameworkCore;

namespace Disbursement.Jobs.Tests.Store;

/// <summary>Rows on their way into a bulk copy: what goes into the files comes out again, each value as its column's type.</summary>
[TestFixture]
internal sealed class SpooledRowsTests
{
    private string _work = null!;

    [SetUp]
    public void MakeFolder() => _work = Directory.CreateTempSubdirectory("disburse-spool").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_work, recursive: true);

    [Test]
    public void Values_come_out_as_the_types_of_their_columns()
    {
        using SpooledRows rows = SpooledRows.Make(_work);
        string name = new('长', 5000);
        rows.Add(Bytes(buffer => buffer.Begin(BulkTable.Claimants).Int(1L << 40).Int(7).Blob([1, 2]).Text("320302001001").Text(name)
            .Text("mother").Int(3).Int(4).IntOrNull(6).IntOrNull(null).IntOrNull(0).Int(5)
            .DateOrNull(new DateOnly(2026, 6, 1)).Null().Blob(new byte[3000])));

        using SpooledReader reader = rows.Open(BulkTable.Claimants, Columns(BulkTable.Claimants))!;

        Assert.That(reader.Read());
        Assert.That(Enumerable.Range(0, 15).Select(reader.GetValue), Is.EqualTo(new object[]
        {
            1L << 40, 7, new byte[] { 1, 2 }, "320302001001", name, "mother", 3, 4L, 6L, DBNull.Value, 0L, 5, new DateTime(2026, 6, 1),
            DBNull.Value, new byte[3000],
        }));
        Assert.That((reader.GetName(12), reader.GetOrdinal("applied_on"), reader.IsDBNull(13), reader.Read()),
            Is.EqualTo(("applied_on", 12, true, false)));
    }

    [Test]
    public void Yes_and_no_come_out_as_such()
    {
        using SpooledRows rows = SpooledRows.Make(_work);
        rows.Add(Bytes(buffer => BatchesTable.Write(buffer, new BatchRecord
        {
            Number = 1,
            Id = "2026-1-320302-ocr",
            RunNumber = 1,
            County = "320302",
            Scheme = "ocr",
            State = Domain.Batches.BatchState.Proposed,
            FilesSha256 = "x",
            IsAssumed = true,
        })));
        using SpooledReader reader = rows.Open(BulkTable.Batches, Columns(BulkTable.Batches))!;

        Assert.That((reader.Read(), reader.GetValue(reader.GetOrdinal("is_assumed"))), Is.EqualTo((true, (object)true)));
    }

    [Test]
    public void Tables_are_kept_apart_in_the_order_in_which_rows_came_and_can_be_read_again()
    {
        using SpooledRows rows = SpooledRows.Make(_work);
        for (int i = 0; i < 100; i++)
            rows.Add(Bytes(buffer => buffer.Begin(BulkTable.Standings).Blob([(byte)i]).Blob([1]).Begin(BulkTable.Manifests).Int(i).Int(1)
                .Text("320302").Text("x").Int(0).Text("y")));

        Assert.That(rows.Count, Is.EqualTo(200));
        Assert.That(rows.Open(BulkTable.Payments, Columns(BulkTable.Payments)), Is.Null);
        for (int time = 0; time < 2; time++)
        {
            using SpooledReader reader = rows.Open(BulkTable.Manifests, Columns(BulkTable.Manifests))!;
            List<long> ids = [];
            while (reader.Read())
                ids.Add(reader.GetInt64(0));
            Assert.That(ids, Is.EqualTo(Enumerable.Range(0, 100).Select(i => (long)i)));
        }
    }

    /// <summary>Machines share the folder, and processes of two may have the same number.</summary>
    [Test]
    public void No_other_sealing_has_a_folder_of_the_same_name_on_whatever_machine()
    {
        string[] names = new string[2];
        for (int i = 0; i < names.Length; i++)
        {
            using SpooledRows rows = SpooledRows.Make(_work);
            names[i] = Path.GetFileName(Directory.GetDirectories(_work).Single());
        }

        Assert.That(names, Is.Unique.And.All.StartsWith($"sealing-{Environment.MachineName.ToLowerInvariant()}-{Environment.ProcessId}-"));
    }

    [Test]
    public void The_files_are_for_their_owner_and_go_with_the_sealing_and_what_a_dead_one_left_goes_too()
    {
        Directory.CreateDirectory(Path.Combine(_work, "sealing-1"));
        using (SpooledRows rows = SpooledRows.Make(_work))
        {
            rows.Add(Bytes(buffer => buffer.Begin(BulkTable.Standings).Blob([1]).Blob([1])));
            string file = Directory.GetFiles(_work, "*", SearchOption.AllDirectories).Single();
            if (!OperatingSystem.IsWindows())
                Assert.That(File.GetUnixFileMode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }

        Assert.That(Directory.GetFileSystemEntries(_work), Is.Empty);
    }

    [Test]
    public void A_copy_of_the_record_is_the_record_and_follows_what_acts_do()
    {
        using TestInputs inputs = new TestInputs().Roster("a.csv", A.Household(1));
        inputs.Run();
        Database store = Database.Open(inputs.Data);
        string copied = RecordedCopy.Refresh(store, _work);
        Same();
        using (TestDatabase database = inputs.Rows())
            database.Execute("UPDATE payments SET state = 'held', note = 'x' WHERE id = (SELECT MIN(id) FROM payments)");

        Assert.That(RecordedCopy.Refresh(store, _work), Is.EqualTo(copied));
        Same();

        void Same()
        {
            using TestDatabase copy = new(copied), original = inputs.Rows();
            foreach (string table in new[] { "runs", "run_inputs", "claimants", "decisions", "batches", "batch_files", "payments",
                "transfers", "standings" })
                Assert.That(copy.Rows($"SELECT * FROM {table}"), Is.EqualTo(original.Rows($"SELECT * FROM {table}")).And.Not.Empty, table);
        }
    }

    private static byte[] Bytes(Action<RowBuffer> fill)
    {
        RowBuffer buffer = new();
        fill(buffer);
        buffer.EndRows();
        return buffer.Bytes.ToArray();
    }

    [Test]
    public void Every_column_that_must_have_a_value_is_written_in_bulk()
    {
        using SqlServerDisbursementDb model = new SqlServerDesign().CreateDbContext([]);
        foreach (BulkTable table in Enum.GetValues<BulkTable>())
        {
            string[] needed = [.. model.Model.GetEntityTypes().Single(entity => entity.GetTableName() == BulkTables.Name(table))
                .GetProperties().Where(column => !column.IsNullable).Select(column => column.GetColumnName())];
            Assert.That(needed, Is.SubsetOf(Columns(table).Select(column => column.Name)), $"{table}");
        }
    }

    private static IReadOnlyList<StoredColumn> Columns(BulkTable table) => BulkTables.Columns(table);
}
