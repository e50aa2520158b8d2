using System.Text;

namespace Disbursement.Jobs.ReturnFiles;

/// <summary>What header cells come down to.</summary>
internal static class ColumnNames
{
    private static readonly string[] Remarks = ["(元)", "(单位:元)", "(必填)", "(选填)", "(yuan)", "(cny)"];

    /// <summary>Half-width, in lower case, without white space, asterisks and remarks in brackets that change nothing.</summary>
    public static string Key(string cell)
    {
        StringBuilder key = new();
        foreach (char character in ReturnValues.Narrow(cell))
        {
            if (!char.IsWhiteSpace(character) && !char.IsControl(character) && character != '*')
                key.Append(char.ToLowerInvariant(character));
        }

        string name = key.ToString().TrimEnd(':');
        foreach (string remark in Remarks)
            name = name.Replace(remark, "", StringComparison.Ordinal);
        return name;
    }
}
