using System.Security.Cryptography;

namespace Disbursement.Jobs.Privacy;

/// <summary>
/// Draws a password for one use, without letters and digits that are taken for others when they are copied from a screen.
/// </summary>
internal static class DrawPassword
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int Groups = 4;
    private const int GroupLength = 4;

    public static string Run() =>
        string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Letters, GroupLength)));
}
