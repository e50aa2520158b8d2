using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Disbursement.Jobs.Store;

/// <summary>
/// One SHA-256 over the names and hashes of the rosters that a run read, in their order. The act of the run records it: a replay takes the
/// names from the record and would not miss another.
/// </summary>
internal static class InputsDigest
{
    public static string Of(IEnumerable<(string Path, string Sha256)> inputs)
    {
        string text =
            string.Concat(inputs.Select((input, i) => string.Create(CultureInfo.InvariantCulture, $"{i}|{input.Sha256}|{input.Path}\n")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
