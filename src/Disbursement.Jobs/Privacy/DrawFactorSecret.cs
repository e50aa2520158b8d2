using System.Security.Cryptography;

namespace Disbursement.Jobs.Privacy;

/// <summary>Draws the secret of a second factor: 160 bits, as long as the hash that its codes come from.</summary>
internal static class DrawFactorSecret
{
    private const int Bytes = 20;

    public static byte[] Run() => RandomNumberGenerator.GetBytes(Bytes);
}
