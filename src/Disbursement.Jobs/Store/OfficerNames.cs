using System.Text;

namespace Disbursement.Jobs.Store;

/// <summary>How names of officers are compared: nobody becomes another by a capital letter or a full-width one.</summary>
internal static class OfficerNames
{
    public static string Fold(string name) => name.Trim().Normalize(NormalizationForm.FormKC).ToLowerInvariant();
}
