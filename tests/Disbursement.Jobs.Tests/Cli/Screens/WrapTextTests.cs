using Disbursement.Jobs.Cli.Screens;
using Spectre.Console;

namespace Disbursement.Jobs.Tests.Cli.Screens;

public sealed class WrapTextTests
{
    [Test]
    public void Words_are_broken_between_and_Chinese_characters_count_two_columns()
    {
        Assert.That(WrapText.Run("one two three", 7), Is.EqualTo(["one two", "three"]));
        Assert.That(WrapText.Run("账簿核对无误。", 8), Is.EqualTo(["账簿核对", "无误。"]));
        Assert.That(WrapText.Run("付款 1,234,567.00 元", 16).Max(line => line.GetCellWidth()), Is.LessThanOrEqualTo(16));
    }

    [Test]
    public void An_amount_and_a_hash_stay_whole_where_there_is_no_room_for_them() =>
        Assert.That(WrapText.Run("共1,234,567.00元 626920c6494a0e78775441febb1a7d24", 10),
            Has.Member("1,234,567.00").And.Member("626920c6494a0e78775441febb1a7d24"));
}
