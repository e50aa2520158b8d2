using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Disbursement.Jobs.Officers;

/// <summary>Hashes and checks passwords: PBKDF2 with HMAC-SHA-512, a salt for each, by ASP.NET Core Identity.</summary>
internal static class Passwords
{
    public const int MinLength = 8;
    private const int MaxLength = 200;
    private const int Iterations = 210_000;

    private static readonly PasswordHasher<object> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));
    private static readonly object Nobody = new();
    private static readonly Lazy<string> Unknown = new(() => Hash("nobody has this password"));

    /// <summary>Why a password is not taken; null where it is.</summary>
    public static (string Chinese, string English)? Problem(string password) => password.Length is >= MinLength and <= MaxLength
        ? null
        : ($"密码须为 {MinLength} 至 {MaxLength} 个字符。", $"A password has {MinLength} to {MaxLength} characters.");

    public static string Hash(string password) => Hasher.HashPassword(Nobody, password);

    public static bool IsRight(string hash, string password) =>
        Hasher.VerifyHashedPassword(Nobody, hash, password) != PasswordVerificationResult.Failed;

    /// <summary>Takes as long as a check of a real password, so that nobody learns which names exist.</summary>
    public static void WasteTime(string password) => _ = Hasher.VerifyHashedPassword(Nobody, Unknown.Value, password);
}
