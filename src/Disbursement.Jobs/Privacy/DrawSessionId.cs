using System.Security.Cryptography;

namespace Disbursement.Jobs.Privacy;

/// <summary>Draws the id of a session of the console: 256 bits, which nobody can guess.</summary>
internal static class DrawSessionId
{
    private const int Bytes = 32;

    public static string Run() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
}
