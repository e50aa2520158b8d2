namespace Disbursement.Jobs.Tests.HouseRules;

/// <summary>Data goes one way, so no two folders use each other. A breach names the files that close the circle.</summary>
[TestFixture]
internal sealed class FolderCirclesTests
{
    /// <summary>
    /// Folders of Domain in the order in which they may use one another: each only those of the lines above it, and those beside it in one
    /// direction.
    /// </summary>
    [Test]
    public void No_two_folders_of_Domain_use_each_other()
    {
        string[] circles = [.. Circles(FolderUses.Of("Disbursement.Domain")).Select(circle => circle.Told)];

        Assert.That(circles, Is.Empty, string.Join('\n', circles));
    }

    [Test]
    public void No_two_folders_of_Jobs_use_each_other()
    {
        IReadOnlyList<FolderUse> uses = FolderUses.Of("Disbursement.Jobs", "Disbursement.Domain");
        string[] circles = [.. Circles(uses).Select(circle => circle.Told)];

        Assert.That(uses.Any(use => use.Place.Contains(".razor:", StringComparison.Ordinal)), Is.True, "pages are read too");
        Assert.That(circles, Is.Empty, string.Join('\n', circles));
    }

    [Test]
    public void A_circle_names_the_files_that_close_it()
    {
        FolderUse[] uses =
            [new("Runs", "Acts", "Runs/A.cs:3", "B"), new("Acts", "Runs", "Acts/B.cs:7", "A"), new("Acts", "Store", "Acts/B.cs:9", "C")];

        Assert.That(Circles(uses).Select(circle => circle.Told), Is.EqualTo(["Acts <-> Runs: Acts/B.cs:7 uses A; Runs/A.cs:3 uses B"]));
    }

    private static IEnumerable<(string One, string Other, string Told)> Circles(IEnumerable<FolderUse> uses)
    {
        ILookup<(string From, string To), FolderUse> pairs = uses.ToLookup(use => (use.From, use.To));
        return pairs.Select(pair => pair.Key)
            .Where(pair => string.CompareOrdinal(pair.From, pair.To) < 0 && pairs.Contains((pair.To, pair.From)))
            .OrderBy(pair => pair.From, StringComparer.Ordinal).ThenBy(pair => pair.To, StringComparer.Ordinal)
            .Select(pair => (pair.From, pair.To, $"{pair.From} <-> {pair.To}: {Some(pairs[pair])}; {Some(pairs[(pair.To, pair.From)])}"));
    }

    private static string Some(IEnumerable<FolderUse> uses) =>
        string.Join(", ", uses.Select(use => $"{use.Place} uses {use.Type}").Take(6));
}
