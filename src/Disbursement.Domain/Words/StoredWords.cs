using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Disbursement.Domain.Words;

/// <summary>Words of states, roles and kinds, as their types say them with <see cref="StoredAsAttribute"/>.</summary>
public static class StoredWords
{
    private static readonly ConcurrentDictionary<Type, (string? Word, object? Value)[]> Untyped = [];

    /// <summary>Whether the values of a type have words.</summary>
    public static bool Has(Type type) => type.IsEnum && Untyped.GetOrAdd(type, All).Length > 0;

    /// <summary>The type with words that a type is, or that it may lack; null for none.</summary>
    public static Type? Behind(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var one && Has(one) ? one : null;

    /// <summary>The stored word of a value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The type does not have this value, or no words.</exception>
    public static string Word<T>(this T value)
        where T : struct, Enum => Said<T>.At(value).Word;

    /// <summary>The word that officers read.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The type does not have this value, or no words.</exception>
    public static string Say<T>(this T value, bool isChinese)
        where T : struct, Enum => isChinese ? Said<T>.At(value).Chinese : Said<T>.At(value).Word;

    /// <summary>The stored word of a value whose type is known while it runs.</summary>
    /// <exception cref="ArgumentException">It has none.</exception>
    public static string Of(Enum value) => Untyped.GetOrAdd(value.GetType(), All).FirstOrDefault(one => Equals(one.Value, value)).Word
        ?? throw new ArgumentException($"{value} of {value.GetType().Name} has no word.", nameof(value));

    /// <summary>The value of a stored word, of a type that is known while it runs.</summary>
    /// <exception cref="ArgumentException">It is the word of none.</exception>
    public static object Read(Type type, string word) => Untyped.GetOrAdd(type, All).FirstOrDefault(one => one.Word == word).Value
        ?? throw new ArgumentException($"'{word}' is no {type.Name}.", nameof(word));

    /// <summary>The value of a stored word; null where the word is null or the word of none.</summary>
    public static T? Find<T>(string? word)
        where T : struct, Enum => word is not null && Said<T>.Find(word) is var index and >= 0 ? Said<T>.Values[index] : null;

    /// <summary>The value of a stored word.</summary>
    /// <exception cref="ArgumentException">It is the word of none.</exception>
    public static T Read<T>(string word)
        where T : struct, Enum => Find<T>(word) ?? throw new ArgumentException($"'{word}' is no {typeof(T).Name}.", nameof(word));

    /// <summary>All stored words of a type, in the order of its values.</summary>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => Said<T>.All;

    /// <summary>A value in a statement: <c>'held'</c>.</summary>
    public static string Quoted<T>(this T value)
        where T : struct, Enum => $"'{value.Word()}'";

    /// <summary>Values as a list in a statement: <c>'held', 'failed'</c>.</summary>
    public static string Listed<T>(params IEnumerable<T> values)
        where T : struct, Enum => string.Join(", ", values.Select(Quoted));

    private static (string? Word, object? Value)[] All(Type type) => [.. Of(type).Select(one => (one.Word.Word, one.Value))];

    /// <summary>What a type says of its values, in their order.</summary>
    private static IEnumerable<(object Value, StoredAsAttribute Word)> Of(Type type) =>
        from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
        let word = field.GetCustomAttribute<StoredAsAttribute>()
        where word is not null
        let value = field.GetValue(null)!
        orderby value
        select (value, word);

    /// <summary>
    /// Arrays and loops: collections of the framework over a type of ours are compiled as a program starts, some sixty methods a type.
    /// </summary>
    private static class Said<T>
        where T : struct, Enum
    {
        private static readonly StoredAsAttribute[] Words = [.. Of(typeof(T)).Select(one => one.Word)];

        public static readonly T[] Values = Array.ConvertAll<object, T>([.. Of(typeof(T)).Select(one => one.Value)], one => (T)one);

        public static readonly IReadOnlyList<string> All = [.. Words.Select(word => word.Word)];

        public static int Find(string word) => Array.FindIndex(Words, one => one.Word == word);

        public static StoredAsAttribute At(T value)
        {
            for (int i = 0; i < Values.Length; i++)
            {
                if (Number(Values[i]) == Number(value))
                    return Words[i];
            }

            throw new ArgumentOutOfRangeException(nameof(value), value, $"No {typeof(T).Name} has this word.");
        }

        private static int Number(T value) =>
            Unsafe.SizeOf<T>() == sizeof(byte) ? Unsafe.BitCast<T, byte>(value) : Unsafe.BitCast<T, int>(value);
    }
}
