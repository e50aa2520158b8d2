using System.Text.Json;
using System.Text.Json.Serialization;

namespace Disbursement.Jobs.Printing;

/// <summary>States, roles and kinds in JSON: their stored words, as values and as names of members.</summary>
internal sealed class WordsInJson : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => StoredWords.Has(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert))!;

    private sealed class Of<T> : JsonConverter<T>
        where T : struct, Enum
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Found(reader.GetString());

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Word());

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Found(reader.GetString());

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.Word());

        private static T Found(string? word) =>
            StoredWords.Find<T>(word) ?? throw new JsonException($"'{word}' is no {typeof(T).Name}.");
    }
}
