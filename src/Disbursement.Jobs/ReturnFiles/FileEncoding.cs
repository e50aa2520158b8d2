using System.Text;
using System.Text.Unicode;
using Disbursement.Jobs.Files;

namespace Disbursement.Jobs.ReturnFiles;

/// <summary>The encoding of a whole return file: UTF-8 where every line is, else GB18030 where every line is.</summary>
internal sealed class FileEncoding
{
    private const int TellingSequences = 4;
    private static readonly Encoding Utf8Strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly Encoding Gb18030Strict =
        CodePagesEncodingProvider.Instance.GetEncoding("gb18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    private readonly Encoding _strict;

    private FileEncoding(string name, Encoding strict) => (Name, _strict) = (name, strict);

    /// <summary><c>utf-8</c> or <c>gb18030</c>.</summary>
    public string Name { get; }

    /// <summary>Reads the file once to its end; no encoding is guessed from a part of it.</summary>
    /// <returns>The encoding, or why there is none.</returns>
    public static (FileEncoding? Encoding, ReturnRemark? Refusal) Of(string path, CancellationToken stop)
    {
        (long notUtf8, bool hasMark) = FirstLineThatIsNotUtf8(path, stop);
        if (notUtf8 == 0)
            return (new FileEncoding("utf-8", Utf8Strict), null);
        if (hasMark)
            return (null, new ReturnRemark($"begins as UTF-8, but line {notUtf8} is not. Ask for the whole file in one encoding",
                $"以UTF-8开头，但第{notUtf8}行不是。请以同一种编码重新导出"));

        FileEncoding gb18030 = new("gb18030", Gb18030Strict);
        using LineCursor lines = new(path);
        while (lines.MoveNext())
        {
            stop.ThrowIfCancellationRequested();
            if (IsPlainlyUtf8(lines.Bytes.Span))
                return (null, new ReturnRemark(
                    $"mixes encodings: line {lines.Number} is UTF-8, line {notUtf8} is not", $"混用编码：第{lines.Number}行为UTF-8，第{notUtf8}行不是"));
            if (!gb18030.IsEncodingOf(lines))
                return (null, new ReturnRemark($"is neither UTF-8 nor GB18030: line {lines.Number} cannot be read in either",
                    $"既不是UTF-8也不是GB18030：第{lines.Number}行无法识别"));
        }

        return (gb18030, null);
    }

    /// <summary>The line as text; of one that is too long, as much as is kept.</summary>
    /// <exception cref="DecoderFallbackException">The file changed since its encoding was found.</exception>
    public string Text(LineCursor line)
    {
        if (!line.IsTooLong)
            return _strict.GetString(line.Bytes.Span);

        // It may end within a character.
        char[] text = new char[_strict.GetMaxCharCount(line.Bytes.Length)];
        return new string(text, 0, _strict.GetDecoder().GetChars(line.Bytes.Span, text, flush: false));
    }

    private static (long NotUtf8, bool HasMark) FirstLineThatIsNotUtf8(string path, CancellationToken stop)
    {
        bool hasMark = false;
        FileEncoding utf8 = new("utf-8", Utf8Strict);
        using LineCursor lines = new(path);
        while (lines.MoveNext())
        {
            stop.ThrowIfCancellationRequested();
            hasMark |= lines.Number == 1 && lines.Bytes.Span.StartsWith(Encoding.UTF8.Preamble);
            if (!Utf8.IsValid(lines.Bytes.Span) && !(lines.IsTooLong && utf8.IsEncodingOf(lines)))
                return (lines.Number, hasMark);
        }

        return (0, hasMark);
    }

    private bool IsEncodingOf(LineCursor line)
    {
        try
        {
            _ = _strict.GetDecoder().GetCharCount(line.Bytes.Span, flush: !line.IsTooLong);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>
    /// A line of GB18030 is hardly ever valid UTF-8 with several three-byte characters; one of UTF-8 with Chinese text always is.
    /// </summary>
    private static bool IsPlainlyUtf8(ReadOnlySpan<byte> bytes)
    {
        int sequences = 0;
        foreach (byte lead in bytes)
            sequences += lead is >= 0xE2 and <= 0xEF ? 1 : 0;
        return sequences >= TellingSequences && Utf8.IsValid(bytes);
    }
}
