using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Disbursement.Domain.Policies;

/// <summary>
/// A scheme by its stable code: 2 to 8 lower-case letters and digits, the first a letter, and not <c>all</c>. Which schemes there are, and
/// in which order they are listed, stands in the pack; comparing two gives the order of their codes.
/// </summary>
[JsonConverter(typeof(SchemeJson))]
public readonly record struct Scheme : IComparable<Scheme>
{
    /// <summary>Stands for every scheme wherever one may be named, and is the code of none.</summary>
    public const string Every = "all";

    private const int Shortest = 2, Longest = 8;

    private static readonly ConcurrentDictionary<ulong, string> Codes = [];

    private static readonly SearchValues<byte> LettersAndDigits = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789"u8);

    /// <summary>The letters in ASCII, the first in the highest byte.</summary>
    private readonly ulong _letters;

    private Scheme(ulong letters) => _letters = letters;

    /// <summary>The code as it stands in every file; empty for no scheme.</summary>
    public string Code => Codes.GetOrAdd(_letters, Write);

    /// <summary>The scheme of a code that is known to be one.</summary>
    /// <exception cref="ArgumentException">It is not 2 to 8 lower-case letters and digits, the first a letter.</exception>
    public static Scheme Of(string code) => TryParse(code, out Scheme scheme)
        ? scheme
        : throw new ArgumentException($"'{code}' is not 2 to 8 lower-case letters and digits, the first a letter.", nameof(code));

    /// <summary>Reads a code; whether there is such a scheme, the pack says.</summary>
    public static bool TryParse(string code, out Scheme scheme)
    {
        scheme = default;
        Span<byte> ascii = stackalloc byte[Longest];
        return Encoding.ASCII.TryGetBytes(code, ascii, out int length) && TryParse(ascii[..length], out scheme);
    }

    /// <summary>Reads a code in ASCII.</summary>
    public static bool TryParse(ReadOnlySpan<byte> code, out Scheme scheme)
    {
        scheme = default;
        if (code.Length is < Shortest or > Longest || code.SequenceEqual("all"u8) || code[0] is < (byte)'a' or > (byte)'z'
            || code.ContainsAnyExcept(LettersAndDigits))
            return false;

        Span<byte> letters = stackalloc byte[Longest];
        letters.Clear();
        code.CopyTo(letters);
        scheme = new Scheme(BinaryPrimitives.ReadUInt64BigEndian(letters));
        return true;
    }

    /// <summary>Writes the length of the code in one byte, then the code; tells how many bytes that makes.</summary>
    public int Write(Span<byte> destination)
    {
        Span<byte> letters = stackalloc byte[Longest];
        BinaryPrimitives.WriteUInt64BigEndian(letters, _letters);
        ReadOnlySpan<byte> code = letters.TrimEnd((byte)0);
        destination[0] = (byte)code.Length;
        code.CopyTo(destination[1..]);
        return code.Length + 1;
    }

    public int CompareTo(Scheme other) => _letters.CompareTo(other._letters);

    public override string ToString() => Code;

    private static string Write(ulong letters)
    {
        Span<byte> code = stackalloc byte[Longest];
        BinaryPrimitives.WriteUInt64BigEndian(code, letters);
        return Encoding.ASCII.GetString(code.TrimEnd((byte)0));
    }
}

/// <summary>A scheme in JSON is its code.</summary>
public sealed class SchemeJson : JsonConverter<Scheme>
{
    public override Scheme Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Of(reader.GetString());

    public override void Write(Utf8JsonWriter writer, Scheme value, JsonSerializerOptions options) => writer.WriteStringValue(value.Code);

    public override Scheme ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Of(reader.GetString());

    public override void WriteAsPropertyName(Utf8JsonWriter writer, Scheme value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Code);

    private static Scheme Of(string? code) => Scheme.TryParse(code ?? "", out Scheme scheme)
        ? scheme
        : throw new JsonException($"'{code}' is not the code of a scheme.");
}
