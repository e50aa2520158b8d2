using System.Text;
using System.Text.Unicode;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Intake.Forms;

/// <summary>Transcribes GB18030 (GBK) text to UTF-8, line by line and strictly.</summary>
internal static class TranscribeGb18030
{
    private const int TellingSequences = 4;

    /// <summary>Writes the transcript, or says why the file cannot be read.</summary>
    public static FileRemark? Run(string from, string to, CancellationToken stop)
    {
        Encoding strict = CodePagesEncodingProvider.Instance.GetEncoding("gb18030", EncoderFallback.ExceptionFallback,
            DecoderFallback.ExceptionFallback)!;
        using FileStream source = new(from, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
        using FileStream target = PrivateFile.Create(to);
        byte[] buffer = new byte[1 << 20];
        int held = 0;
        long line = 1;
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            int read = source.Read(buffer.AsSpan(held));
            bool isEnd = read == 0;
            held += read;
            int done = 0;
            while (true)
            {
                int end = buffer.AsSpan(done, held - done).IndexOf((byte)'\n');
                int length = end >= 0
                    ? end + 1
                    : isEnd || held - done == buffer.Length
                    ? CutPoint(buffer.AsSpan(done, held - done), isEnd)
                    : 0;
                if (length == 0)
                    break;
                if (IsPlainlyUtf8(buffer.AsSpan(done, length)))
                    return Mixed(line, FirstOtherLine(from));
                if (Line(buffer.AsSpan(done, length), strict, target, line) is { } refusal)
                    return refusal;

                done += length;
                line += end >= 0 ? 1 : 0;
            }

            buffer.AsSpan(done, held - done).CopyTo(buffer);
            held -= done;
            if (isEnd)
                return null;
        }
    }

    /// <summary>A line longer than the buffer is taken in pieces that end with an ASCII character.</summary>
    private static int CutPoint(ReadOnlySpan<byte> bytes, bool isEnd)
    {
        if (isEnd)
            return bytes.Length;

        int cut = bytes.Length;
        while (cut > bytes.Length / 2 && bytes[cut - 1] >= 0x30)
            cut--;
        return cut;
    }

    private static FileRemark? Line(ReadOnlySpan<byte> bytes, Encoding strict, FileStream target, long line)
    {
        try
        {
            target.Write(Encoding.UTF8.GetBytes(strict.GetString(bytes)));
            return null;
        }
        catch (DecoderFallbackException)
        {
            return new FileRemark(
                $"is neither UTF-8 nor GB18030: line {line} cannot be read in either. Save it as CSV UTF-8",
                $"既不是UTF-8也不是GB18030：第{line}行无法识别。请另存为UTF-8的CSV");
        }
    }

    private static FileRemark Mixed(long line, long other) => new(
        $"mixes encodings: line {line} is UTF-8, line {other} is not. Save the whole file in one encoding",
        $"混用编码：第{line}行为UTF-8，第{other}行不是。请将整个文件保存为同一种编码");

    /// <summary>The first line that is no UTF-8; only asked for a file that has one.</summary>
    private static long FirstOtherLine(string path)
    {
        using FileStream source = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
        byte[] buffer = new byte[1 << 20];
        int held = 0;
        for (long line = 1; ;)
        {
            int read = source.Read(buffer.AsSpan(held));
            held += read;
            int done = 0;
            for (int end = buffer.AsSpan(0, held).IndexOf((byte)'\n'); end >= 0; end = buffer.AsSpan(done, held - done).IndexOf((byte)'\n'))
            {
                if (!Utf8.IsValid(buffer.AsSpan(done, end)))
                    return line;
                done += end + 1;
                line++;
            }

            // What is left is the last line, or one that is longer than any roster's.
            if (read == 0 || done == 0 && held == buffer.Length)
                return line;
            buffer.AsSpan(done, held - done).CopyTo(buffer);
            held -= done;
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
