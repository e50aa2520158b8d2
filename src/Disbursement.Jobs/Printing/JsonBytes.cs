using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Disbursement.Jobs.Printing;

/// <summary>JSON as all files of a run have it: indented, camel case, Chinese text as it is.</summary>
internal static class JsonBytes
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DictionaryKeyPolicy = null,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A document with one part more at its end.</summary>
    public static byte[] With(object value, string name, object more)
    {
        JsonObject document = JsonSerializer.SerializeToNode(value, Options)!.AsObject();
        document[name] = JsonSerializer.SerializeToNode(more, Options);
        return Of(document);
    }

    public static byte[] Of<T>(T value) => [.. JsonSerializer.SerializeToUtf8Bytes(value, Options), (byte)'\n'];
}
