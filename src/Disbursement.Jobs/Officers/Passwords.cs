using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Disbursement.Jobs.Officers;

/// <summary>Hashes and checks passwords: PBKDF2 with HMAC-SHA-512, a salt for each, by ASP.NET Core Identity.</summary>
internal static class Passwords
{
    public const int MinLength = 8;
    private const int MaxLength = 200;
    private const int CommitmentDigits = 32;
    private const int LeastDifferent = 5;
    private const int LeastNamed = 4;

    /// <summary>How many times a password is hashed.</summary>
    public const int Iterations = 210_000;

    private static readonly object Nobody = new();
    private static readonly Lazy<FrozenSet<string>> Common = new(ReadCommon);
    private static readonly Lazy<string> Unknown = new(() => Hash("nobody has this password"));

    private static PasswordHasher<object> hasher = HasherOf(Iterations);

    /// <summary>Why a password is not taken; null where it is.</summary>
    /// <param name="password">The password.</param>
    /// <param name="name">Whose it is to be.</param>
    public static (string Chinese, string English)? Problem(string password, string name)
    {
        if (password.Length is < MinLength or > MaxLength)
            return ($"密码须为 {MinLength} 至 {MaxLength} 个字符。", $"A password has {MinLength} to {MaxLength} characters.");
        if (password.Distinct().Count() < LeastDifferent || Common.Value.Contains(password.ToLowerInvariant()))
            return ("这个密码太常见，请另选一个。", "That password is too common: choose another one.");

        return name.Length >= LeastNamed && password.Contains(name, StringComparison.OrdinalIgnoreCase)
            || password.Equals(name, StringComparison.OrdinalIgnoreCase)
            ? ("密码中不得包含自己的用户名。", "A password does not contain the name of its officer.")
            : null;
    }

    /// <summary>Hashes fewer times from now on in this process: for tests alone, which sign officers in many times a second.</summary>
    public static void HashBriefly(int iterations) => hasher = HasherOf(iterations);

    public static string Hash(string password) => hasher.HashPassword(Nobody, password);

    /// <summary>
    /// What the record of acts keeps of a password: SHA-256 of its salted hash, in part. It tells one from another, and nothing else.
    /// </summary>
    public static string Commitment(string hash) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hash)))[..CommitmentDigits];

    public static bool IsRight(string hash, string password) =>
        hasher.VerifyHashedPassword(Nobody, hash, password) != PasswordVerificationResult.Failed;

    private static PasswordHasher<object> HasherOf(int iterations) =>
        new(Options.Create(new PasswordHasherOptions { IterationCount = iterations }));

    /// <summary>Passwords that many people choose; the list is shipped.</summary>
    private static FrozenSet<string> ReadCommon()
    {
        using StreamReader list = new(typeof(Passwords).Assembly.GetManifestResourceStream("common-passwords.txt")!);
        return list.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Takes as long as a check of a real password, so that nobody learns which names exist.</summary>
    public static void WasteTime(string password) => _ = hasher.VerifyHashedPassword(Nobody, Unknown.Value, password);
}
