using System.Text;

namespace Disbursement.Jobs.Intake.Forms;

/// <summary>A column as files name it. The first name of each language is the one that messages use.</summary>
/// <param name="Id">Its number.</param>
/// <param name="IsNeeded">Whether a file without it is refused.</param>
/// <param name="English">English names.</param>
/// <param name="Chinese">Chinese names.</param>
internal sealed record ColumnName(int Id, bool IsNeeded, IReadOnlyList<string> English, IReadOnlyList<string> Chinese);

/// <summary>The columns of one kind of table, found by what header cells say.</summary>
internal sealed class ColumnBook
{
    private const int ShortestMisspelt = 4;

    private static readonly string[] Remarks =
    [
        "必填", "选填", "可选", "非必填", "元", "单位元", "单位:元", "周岁", "岁", "required", "optional", "yuan", "cny",
    ];

    private static readonly string[] GenericChinese = ["日期", "时间", "年月日", "年月", "号码", "编号", "编码", "代码", "等级", "级别", "号"];

    private static readonly string[] GenericEnglish =
        ["date", "day", "time", "on", "at", "of", "no", "number", "num", "code", "grade", "level"];

    private readonly Dictionary<string, int> _byKey = [];
    private readonly (string Key, string Stem, int Column)[] _names;

    public ColumnBook(IReadOnlyList<ColumnName> columns)
    {
        Columns = columns;
        foreach (ColumnName column in columns)
        {
            foreach (string name in column.English.Concat(column.Chinese))
                _byKey.TryAdd(Key(name), column.Id);
        }

        _names = [.. _byKey.Select(name => (name.Key, Stem(name.Key), name.Value))];
    }

    public IReadOnlyList<ColumnName> Columns { get; }

    public IEnumerable<ColumnName> Needed => Columns.Where(column => column.IsNeeded);

    public ColumnName this[int id] => Columns.First(column => column.Id == id);

    /// <summary>The column of a header cell in either language; null for an unknown one.</summary>
    public int? Find(string header)
    {
        string key = Key(header);
        if (_byKey.TryGetValue(key, out int column))
            return column;

        return WithoutRemarks(key) is { } plain && _byKey.TryGetValue(plain, out column) ? column : null;
    }

    /// <summary>
    /// The column that an unknown header cell means, though it does not say so; null where it means none of those in question.
    /// </summary>
    /// <param name="header">The header cell.</param>
    /// <param name="isInQuestion">Whether a column is one that the file lacks.</param>
    public int? Near(string header, Func<int, bool> isInQuestion)
    {
        string key = WithoutBrackets(Key(header)), stem = Stem(key);
        foreach ((string known, string knownStem, int column) in _names)
        {
            if (isInQuestion(column) && (key == known || stem.Length > 0 && stem == knownStem || IsMisspelt(key, known)))
                return column;
        }

        return null;
    }

    /// <summary>What a header cell comes down to: half-width, lower case, no white space, asterisk or byte order mark.</summary>
    public static string Key(string header)
    {
        StringBuilder key = new();
        foreach (char character in header)
        {
            char half = character is >= '！' and <= '～' ? (char)(character - 0xFEE0) : character;
            if (!char.IsWhiteSpace(half) && !char.IsControl(half)
                && half is not ('\uFEFF' or '\u200B' or '*' or '\u2060' or '\u00AD' or '★' or '※'))
                key.Append(char.ToLowerInvariant(half));
        }

        return key.ToString().TrimEnd(':');
    }

    /// <summary>The key without remarks in brackets that change nothing, such as （必填） and （元）; null where it has none.</summary>
    private static string? WithoutRemarks(string key)
    {
        string plain = key;
        for ((int Start, int End) brackets = Brackets(plain, 0); brackets.Start >= 0; brackets = Brackets(plain, brackets.Start))
        {
            if (!Remarks.Contains(plain[(brackets.Start + 1)..brackets.End]))
                return null;
            plain = plain.Remove(brackets.Start, brackets.End - brackets.Start + 1);
        }

        return plain.Length == key.Length || plain.Length == 0 ? null : plain;
    }

    private static string WithoutBrackets(string key)
    {
        for ((int Start, int End) brackets = Brackets(key, 0); brackets.Start >= 0; brackets = Brackets(key, 0))
            key = key.Remove(brackets.Start, brackets.End - brackets.Start + 1);
        return key;
    }

    private static (int Start, int End) Brackets(string key, int from)
    {
        int start = key.AsSpan(from).IndexOfAny("([【〔") is var at && at < 0 ? -1 : at + from;
        int end = start < 0 ? -1 : key.AsSpan(start).IndexOfAny(")]】〕") is var close && close < 0 ? -1 : close + start;
        return end < 0 ? (-1, -1) : (start, end);
    }

    /// <summary>A name without the words that many names share: 死亡日期 and 死亡时间 have one stem.</summary>
    private static string Stem(string key)
    {
        if (key.Length > 0 && char.IsAscii(key[0]))
            return string.Join('_', key.Split('_', '-', '.').Where(word => word.Length > 0 && !GenericEnglish.Contains(word)));

        string stem = key;
        for (string? word = GenericChinese.FirstOrDefault(stem.EndsWith); word is not null; word = GenericChinese.FirstOrDefault(
            stem.EndsWith))
            stem = stem[..^word.Length];
        for (string? word = GenericChinese.FirstOrDefault(stem.StartsWith); word is not null; word = GenericChinese.FirstOrDefault(
            stem.StartsWith))
            stem = stem[word.Length..];
        return stem;
    }

    /// <summary>Whether two names are one character apart: one changed, left out, added, or two neighbours exchanged.</summary>
    private static bool IsMisspelt(string key, string known)
    {
        if (key.Length < ShortestMisspelt || known.Length < ShortestMisspelt || Math.Abs(key.Length - known.Length) > 1)
            return false;

        int start = key.AsSpan().CommonPrefixLength(known), end = 0;
        int most = Math.Min(key.Length, known.Length) - start;
        while (end < most && key[^(end + 1)] == known[^(end + 1)])
            end++;
        int left = key.Length - start - end, right = known.Length - start - end;
        return left <= 1 && right <= 1 || left == 2 && right == 2 && key[start] == known[start + 1] && key[start + 1] == known[start];
    }
}
