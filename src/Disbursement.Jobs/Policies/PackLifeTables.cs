using System.Globalization;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Yaml;

namespace Disbursement.Jobs.Policies;

/// <summary>Reads the life tables of a pack: dated, with deaths of 100,000 by age for men and women.</summary>
internal static class PackLifeTables
{
    private const int OldestAge = 130;
    private const int AllDie = 100_000;

    public static IEnumerable<LifeTable> Read(YamlMap root)
    {
        DateOnly before = DateOnly.MinValue;
        foreach (YamlMap item in root.Items("lifeTables", isOptional: true))
        {
            DateOnly from = item.Day("from");
            if (from <= before)
                item.Mistake("from", $"{from:yyyy-MM-dd} does not follow {before:yyyy-MM-dd}: put the tables in the order of their dates",
                    $"{from:yyyy-MM-dd} 没有晚于前一项 {before:yyyy-MM-dd}：请按日期先后排列");
            before = from;
            bool isAssumed = item.IsAssumed(isOptional: false);
            LifeTable table = new(from, Ages(item.Child("men")), Ages(item.Child("women")), item.Text("source"), isAssumed);
            item.NoMore();
            yield return table;
        }
    }

    private static List<DeathsAtAge> Ages(YamlMap node)
    {
        List<DeathsAtAge> ages = [];
        foreach (string key in node.Keys)
        {
            if (!int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out int age) || age > OldestAge)
                node.Mistake(key, $"'{key}' is not an age from 0 to {OldestAge}", $"“{key}”不是 0 到 {OldestAge} 的年龄");
            else if (ages.Count > 0 && age <= ages[^1].Age)
                node.Mistake(key, $"age {age} does not follow {ages[^1].Age}: put the ages in rising order",
                    $"年龄 {age} 没有大于前一项 {ages[^1].Age}：请按从小到大排列");
            ages.Add(new DeathsAtAge(age, node.Whole(key, 0, AllDie)));
        }

        if (ages.Count == 0)
            node.MistakeOfAll("names no age: give the deaths at one age at least", "没有年龄：请至少写一个年龄的死亡人数");
        return ages.Count == 0 ? [new DeathsAtAge(0, 0)] : ages;
    }
}
