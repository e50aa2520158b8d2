using System.Text.Encodings.Web;
using System.Text.Json;

namespace Disbursement.Jobs.Runs.Parts;

/// <summary>How products are written down between processes of the same version.</summary>
internal static class SavedPart
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Of<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <exception cref="InvalidDataException">It is not what was saved.</exception>
    public static T Read<T>(ReadOnlySpan<byte> saved)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(saved, Options) ?? throw new InvalidDataException("A part of the run left nothing.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException("What a part of the run left cannot be read.", exception);
        }
    }
}
