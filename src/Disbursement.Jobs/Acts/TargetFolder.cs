using Disbursement.Domain.Officers;

namespace Disbursement.Jobs.Acts;

/// <summary>The folder of a file that an officer asks for: it is never made, since a mistyped one would hide the file.</summary>
internal static class TargetFolder
{
    /// <summary>Why a file cannot be put there; null where its folder exists.</summary>
    public static ActRefusal? Missing(string target)
    {
        string? folder = Path.GetDirectoryName(Path.GetFullPath(target));
        return folder is not null && Directory.Exists(folder)
            ? null
            : new ActRefusal("NO-FOLDER", $"文件夹 {folder ?? target} 不存在。", $"The folder {folder ?? target} does not exist.")
            {
                IsUsage = true,
            };
    }
}
