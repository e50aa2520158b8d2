using System.Security.Cryptography;
using OtpNet;
using QRCoder;

namespace Disbursement.Jobs.Officers;

/// <summary>
/// Codes of a second factor: six digits that an authenticator computes from a secret and the time, new each half minute (TOTP, RFC 6238),
/// by Otp.NET.
/// </summary>
internal static class FactorCodes
{
    /// <summary>Most characters that are looked at.</summary>
    private const int MaxLength = 16;

    private const string Issuer = "Disbursement";
    private const int CommitmentDigits = 32;
    private const int PixelsAModule = 4;
    private const int StepSeconds = 30;

    /// <summary>The clock of a telephone may be half a minute off.</summary>
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    /// <summary>The half minute since 1970 whose code this is; null where it is none of the present ones.</summary>
    public static long? StepOf(byte[] secret, string code, DateTimeOffset now)
    {
        string digits = string.Concat(code.Take(MaxLength).Where(char.IsAsciiDigit));
        return new Totp(secret).VerifyTotp(now.UtcDateTime, digits, out long step, Window) ? step : null;
    }

    /// <summary>The last half minute whose code is taken at a moment.</summary>
    public static long LastStep(DateTimeOffset now) => (now.ToUnixTimeSeconds() / StepSeconds) + 1;

    /// <summary>The code of a moment.</summary>
    public static string At(byte[] secret, DateTimeOffset moment) => new Totp(secret).ComputeTotp(moment.UtcDateTime);

    /// <summary>The secret as it is typed into an authenticator, in groups of four.</summary>
    public static string Typed(byte[] secret) => string.Join(' ', Base32Encoding.ToString(secret).TrimEnd('=').Chunk(4).Select(group =>
        new string(group)));

    /// <summary>What the picture says to an authenticator.</summary>
    public static string Address(byte[] secret, string name) => new OtpUri(OtpType.Totp, secret, name, Issuer).ToString();

    /// <summary>The picture that an authenticator reads, as SVG.</summary>
    public static string Picture(byte[] secret, string name)
    {
        using QRCodeGenerator generator = new();
        using QRCodeData code = generator.CreateQrCode(Address(secret, name), QRCodeGenerator.ECCLevel.M);
        using SvgQRCode picture = new(code);
        return picture.GetGraphic(PixelsAModule);
    }

    /// <summary>The same picture for a terminal.</summary>
    public static string Drawn(byte[] secret, string name)
    {
        using QRCodeGenerator generator = new();
        using QRCodeData code = generator.CreateQrCode(Address(secret, name), QRCodeGenerator.ECCLevel.L);
        using AsciiQRCode picture = new(code);
        return picture.GetGraphicSmall();
    }

    /// <summary>What the record of acts keeps of a secret: a part of its SHA-256. It tells one from another, and nothing else.</summary>
    public static string Commitment(byte[] secret) => Convert.ToHexStringLower(SHA256.HashData(secret))[..CommitmentDigits];
}
