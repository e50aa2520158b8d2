using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Disbursement.Jobs.Store.Tables;

/// <summary>Keeps a state, role or kind as its stored word.</summary>
internal sealed class WordConverter<T>() : ValueConverter<T, string>(value => value.Word(), word => StoredWords.Read<T>(word))
    where T : struct, Enum;
