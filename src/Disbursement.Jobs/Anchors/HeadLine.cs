using System.Globalization;
using System.Text.RegularExpressions;
using Disbursement.Jobs.Signatures;

namespace Disbursement.Jobs.Anchors;

/// <summary>Where one chain stood at a time: <c>time book sequence hash</c>, and who signed that, with the signature.</summary>
internal sealed partial record HeadLine(string Time, string Book, long Sequence, string Hash)
{
    /// <summary>The name of the certificate that signed; null for an unsigned line.</summary>
    public string? Signer { get; private init; }

    /// <summary>The signature over <see cref="Content"/>.</summary>
    public byte[] Signature { get; private init; } = [];

    /// <summary>What is signed.</summary>
    public string Content => string.Create(CultureInfo.InvariantCulture, $"{Time} {Book} {Sequence} {Hash}");

    /// <summary>The line as it is written, signed where somebody can.</summary>
    public string Write(SignLine? signing) => signing is null ? Content : $"{Content} {signing.Signer} {signing.Sign(Content)}";

    /// <summary>The line as it was read.</summary>
    public string Write() => Signer is null ? Content : $"{Content} {Signer} {Convert.ToBase64String(Signature)}";

    /// <summary>Reads a line that is exactly as it was written.</summary>
    public static HeadLine? Read(string line)
    {
        string[] parts = line.Split(' ');
        if (parts.Length is not (4 or 6) || !WrittenTime().IsMatch(parts[0]) || !WrittenHash().IsMatch(parts[3])
            || !long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out long sequence))
            return null;

        HeadLine head = new(parts[0], parts[1], sequence, parts[3]);
        if (parts.Length == 6)
        {
            byte[] signature = new byte[parts[5].Length];
            if (!Convert.TryFromBase64String(parts[5], signature, out int length)
                || Convert.ToBase64String(signature, 0, length) != parts[5])
                return null;

            head = head with { Signer = parts[4], Signature = signature[..length] };
        }

        return head.Content == string.Join(' ', parts[..4]) ? head : null;
    }

    /// <summary>Whether a line is the beginning of one, which a fault cut short.</summary>
    /// <param name="line">The line.</param>
    /// <param name="lengthOf">How many bytes a signature of a signer has; null for one who is not known.</param>
    public static bool IsCutShort(string line, Func<string, int?> lengthOf)
    {
        if (Beginning().Match(line) is not { Success: true } match)
            return false;
        if (!match.Groups["signature"].Success)
            return Read(line) is null;

        int whole = ((lengthOf(match.Groups["signer"].Value) ?? 0) + 2) / 3 * 4;
        return match.Groups["signature"].Length < whole;
    }

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$")]
    private static partial Regex WrittenTime();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex WrittenHash();

    [GeneratedRegex("^[0-9TZ:-]{1,20}$|^[0-9TZ:-]{20} [0-9a-z]+$|^[0-9TZ:-]{20} [0-9a-z]+ [0-9]*$|^[0-9TZ:-]{20} [0-9a-z]+ [0-9]+ "
        + "[0-9a-f]{0,64}$|^[0-9TZ:-]{20} [0-9a-z]+ [0-9]+ [0-9a-f]{64} [0-9a-f]{0,16}$|^[0-9TZ:-]{20} [0-9a-z]+ [0-9]+ [0-9a-f]{64} "
        + "(?<signer>[0-9a-f]{16}) (?<signature>[0-9A-Za-z+/]*={0,2})$")]
    private static partial Regex Beginning();
}
