using Disbursement.Domain.Officers;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Keeps filters of lists, and the columns that are hidden in them, for each officer on every machine. Unlike acts they leave no entry in
/// the record: nothing is paid, decided or proved by them.
/// </summary>
internal sealed class KeepViews(Database store, TimeProvider clock)
{
    /// <summary>How many filters an officer may keep for one list.</summary>
    public const int Most = 20;

    /// <summary>The filters that an officer has kept for a list, by name.</summary>
    public IReadOnlyList<(string Name, string Content)> Of(Officer officer, string list)
    {
        using DisbursementDb db = store.Model();
        return [.. Own(db, officer, list).Where(view => view.Name != "").OrderBy(view => view.Name).AsEnumerable()
            .Select(view => (view.Name, view.Content))];
    }

    /// <summary>The columns that an officer does not want to see in a list.</summary>
    public IReadOnlyList<string> HiddenOf(Officer officer, string list)
    {
        using DisbursementDb db = store.Model();
        return Own(db, officer, list).FirstOrDefault(view => view.Name == "")?.Content
            .Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [];
    }

    /// <summary>Keeps a filter, in the place of one of the same name.</summary>
    public ActOutcome Save(Officer officer, string list, string name, string content)
    {
        string shown = new([.. name.Trim().Where(letter => !char.IsControl(letter))]);
        return shown.Length is 0 or > SavedViewsTable.LongestName || content.Length > SavedViewsTable.LongestContent
            ? new ActOutcome.Refused(new ActRefusal("VIEW-NAME", $"请为筛选取一个不超过 {SavedViewsTable.LongestName} 字的名称。",
                $"Give the filter a name of {SavedViewsTable.LongestName} characters at most.") { IsUsage = true })
            : InTurn.Run(store, clock, act =>
            {
                if (Own(act.Db, officer, list).Count(view => view.Name != "" && view.Name != shown) >= Most)
                    return new ActOutcome.Refused(new ActRefusal("VIEW-MOST", $"每个列表最多保存 {Most} 个筛选；请先删除一个。",
                        $"A list has {Most} kept filters at most: drop one first."));

                Put(act, officer, list, shown, content);
                return (ActOutcome)new ActOutcome.Done($"筛选“{shown}”已保存。", $"The filter \"{shown}\" is kept.");
            });
    }

    /// <summary>Keeps which columns an officer does not want to see; none shows all of them.</summary>
    public void Hide(Officer officer, string list, IReadOnlyList<string> columns) => InTurn.Run(store, clock, act =>
    {
        Put(act, officer, list, "", string.Join('\n', columns));
        return true;
    });

    /// <summary>Drops a filter; one that is gone already is no fault.</summary>
    public void Drop(Officer officer, string list, string name) => InTurn.Run(store, clock, act =>
    {
        act.Db.SavedViews.RemoveRange(Own(act.Db, officer, list).Where(view => view.Name == name));
        act.Commit();
        return true;
    });

    private static IQueryable<SavedViewRecord> Own(DisbursementDb db, Officer officer, string list) =>
        db.SavedViews.Where(view => view.OfficerId == officer.Id && view.List == list);

    private static void Put(ActTransaction act, Officer officer, string list, string name, string content)
    {
        if (Own(act.Db, officer, list).FirstOrDefault(view => view.Name == name) is { } known)
        {
            known.Content = content;
        }
        else
        {
            act.Db.SavedViews.Add(new SavedViewRecord
            {
                Id = (act.Db.SavedViews.Max(view => (int?)view.Id) ?? 0) + 1,
                OfficerId = officer.Id, List = list, Name = name, Content = content,
            });
        }

        act.Commit();
    }
}
