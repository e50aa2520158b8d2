using System.IO.Compression;
using System.Security.Cryptography;
using Disbursement.Domain.Amounts;
using Disbursement.Jobs.Tests.Tools;
using Disbursement.Jobs.Workbooks;
using MiniExcelLibs;

namespace Disbursement.Jobs.Tests.Workbooks;

/// <summary>The one writer of workbooks, read back by others.</summary>
[TestFixture]
internal sealed class WorkbookFileTests
{
    [Test]
    public void Texts_that_a_spreadsheet_would_change_come_back_as_they_were(
        [Values("=1+1", "001", "1e5", " edges ", "<b>&\"'</b>", "_x0041_", "a\rb", "a\tb\nc", "\u0001", "\uFFFE", "王㐂𠮷")] string text)
    {
        using MemoryStream file = new(Write(workbook =>
        {
            workbook.Row();
            workbook.Text(text);
        }));

        Assert.That(file.Query(useHeaderRow: true).Cast<IDictionary<string, object>>().Single()["text"], Is.EqualTo(text));
    }

    [Test]
    public void A_cell_is_written_by_what_it_holds()
    {
        using MemoryStream file = new(Write(workbook =>
        {
            workbook.Row();
            foreach (object? cell in (ReadOnlySpan<object?>)["12", null, 12L, new Money(-117_010)])
                workbook.Cell(cell);
        }));

        Assert.That(file.Query().Cast<IDictionary<string, object?>>().Last().Values,
            Is.EqualTo(new object?[] { "12", null, 12d, -1170.1 }));
    }

    [Test]
    public void A_cell_refuses_what_is_neither_text_nor_amount_nor_count() =>
        Assert.That(() => Write(workbook => workbook.Cell(1.5)), Throws.ArgumentException.With.Message.Contains("Double"));

    [Test]
    public void The_parts_stand_in_one_order_and_tell_no_time()
    {
        using ZipArchive zip = new(new MemoryStream(Write(_ => { })));

        Assert.That(zip.Entries.Select(entry => entry.FullName), Is.EqualTo([
            "[Content_Types].xml", "_rels/.rels", "xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml",
            "xl/_rels/workbook.xml.rels",
        ]));
        Assert.That(zip.Entries.Select(entry => entry.LastWriteTime.DateTime), Is.All.EqualTo(new DateTime(1980, 1, 1)));
    }

    /// <summary>
    /// Where this fails and the parts are those of before, the package packs otherwise: then every older run would fail its replay, see
    /// docs/decisions/0023.
    /// </summary>
    [Test]
    public void The_package_packs_the_same_parts_to_the_same_bytes()
    {
        byte[] file = Write(workbook =>
        {
            for (int i = 0; i < 20_000; i++)
            {
                workbook.Row();
                workbook.Text(FormattableString.Invariant($"2026-1-320302-sab-{i:000000}"));
                workbook.Yuan((long)i * i * 7919);
            }
        });

        Assert.That((WorkbookContent.Hash(file), Convert.ToHexStringLower(SHA256.HashData(file))), Is.EqualTo((
            "4c6b82ec2ad03e2165dd470d6144b1a544f7325fa6426ec3735977e9c0cf0758",
            "becd46aaf92ba2c6efa27bd4d6220a999ba8385d0272627bb1331b0eda584242")));
    }

    private static byte[] Write(Action<WorkbookFile> rows)
    {
        using MemoryStream file = new();
        using (WorkbookFile workbook = new(file))
        {
            workbook.Sheet("sheet", [30, 10], "text", "amount");
            rows(workbook);
            workbook.Finish();
        }

        return file.ToArray();
    }
}
