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
        Converters = { new WordsInJson() },
    };

    /// <summary>A document with one part more at its end.</summary>
    public static byte[] With(object value, string name, object more)
    {
        JsonObject document = Document(value);
        document[name] = Node(more);
        return Of(document);
    }

    /// <summary>A document to which parts are added.</summary>
    public static JsonObject Document(object value) => Node(value).AsObject();

    public static JsonNode Node(object value) => JsonSerializer.SerializeToNode(value, Options)!;

    public static byte[] Of<T>(T value) => [.. JsonSerializer.SerializeToUtf8Bytes(value, Options), (byte)'\n'];
}
