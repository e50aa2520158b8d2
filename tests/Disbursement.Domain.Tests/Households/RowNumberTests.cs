using Disbursement.Domain.Households;

namespace Disbursement.Domain.Tests.Households;

internal sealed class RowNumberTests
{
    [Test]
    public void A_line_of_a_file_is_its_number()
    {
        RowNumber line = new(1_048_576);

        Assert.That((line.ToString(), line.Cell, line.Sheet, line.Say(["一", "二"])),
            Is.EqualTo(("1048576", (object)1_048_576L, 0, "1048576")));
    }

    [Test]
    public void A_row_of_one_of_several_sheets_is_read_as_sheet_and_row()
    {
        RowNumber row = RowNumber.InSheet(2, 5);

        Assert.That((row.ToString(), row.Cell, row.Row, row.Say(["一", "二"])), Is.EqualTo(("2!5", (object)"2!5", 5, "二!5")));
    }

    [Test]
    public void Rows_stand_in_the_order_of_sheets_and_then_of_rows() =>
        Assert.That(RowNumber.InSheet(1, 900), Is.LessThan(RowNumber.InSheet(2, 1)).And.GreaterThan(RowNumber.InSheet(1, 899)));
}
