namespace Disbursement.Jobs.Store.Tables;

/// <summary>How an officer likes to see a list of the console. Nothing is paid, decided or proved by it.</summary>
internal sealed class SavedViewRecord
{
    public int Id { get; set; }

    public int OfficerId { get; set; }

    /// <summary>Which list, such as payments.</summary>
    public required string List { get; set; }

    /// <summary>What the officer calls the filter; empty for the columns that the officer does not want to see.</summary>
    public string Name { get; set; } = "";

    /// <summary>The filter as the address of the page says it; or the names of the columns, divided by line breaks.</summary>
    public string Content { get; set; } = "";
}

/// <summary>Filters and columns of lists, as officers keep them.</summary>
internal static class SavedViewsTable
{
    /// <summary>Characters of a name at most.</summary>
    public const int LongestName = 40;

    /// <summary>Characters of a filter, or of the names of columns, at most.</summary>
    public const int LongestContent = 1000;

    public static StoredTable<SavedViewRecord> Table { get; } = new StoredTable<SavedViewRecord>("saved_views", Lifetime.Derived)
        .Column(row => row.Id)
        .Column(row => row.OfficerId)
        .Column(row => row.List, length: 32)
        .Column(row => row.Name, length: LongestName)
        .Column(row => row.Content, length: LongestContent)
        .With(row => row.HasIndex(view => new { view.OfficerId, view.List, view.Name }).IsUnique());
}
