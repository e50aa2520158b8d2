using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Forms;

namespace Disbursement.Jobs.Yaml;

/// <summary>Names of columns that a definition cannot give to one of its own.</summary>
internal static class TakenName
{
    /// <summary>Why a roster could not tell a further column from one that it may have anyhow; null where it can.</summary>
    public static FileRemark? Why(string name)
    {
        if (RejectColumns.Has(name))
            return new($"'{name}' is a column of rejected rows, which is passed over when they come back: take another name",
                $"“{name}”是退回清单中的列，重新报送时不读取：请换一个名称");
        if (RosterColumns.Find(name) is not { } column)
            return null;

        (string english, string chinese) = (column.English(), column.InChinese());
        return new($"a roster with '{name}' means {english} {chinese} by it: take another name",
            $"名册中的“{name}”是指 {english} {chinese}：请换一个名称");
    }
}
