using System.Text;

namespace Disbursement.Jobs.Anchors;

/// <summary>
/// The lines of a file from its last one back, read as far as somebody asks: what is new stands at the end of a long file.
/// </summary>
internal static class TailLines
{
    private const int BlockLength = 1 << 16;

    /// <summary>The lines, the last one first; none where there is no file.</summary>
    public static IEnumerable<string> Of(string file) => File.Exists(file) ? Backwards(file) : [];

    private static IEnumerable<string> Backwards(string file)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        long length = stream.Length, start = length;
        byte[] bytes = [];
        while (start > 0)
        {
            // Before the beginning of a line that is not whole yet comes the block in front of it.
            int block = (int)Math.Min(BlockLength, start);
            start -= block;
            byte[] more = new byte[block + bytes.Length];
            stream.Seek(start, SeekOrigin.Begin);
            stream.ReadExactly(more, 0, block);
            bytes.CopyTo(more, block);

            int end = more.Length - (start + block == length && more[^1] == '\n' ? 1 : 0);
            for (int at = LastBreak(more, end); at >= 0; at = LastBreak(more, end))
            {
                yield return Text(more, at + 1, end);
                end = at;
            }

            bytes = more[..end];
        }

        if (length > 0)
            yield return Text(bytes, 0, bytes.Length);
    }

    private static int LastBreak(byte[] bytes, int end) => bytes.AsSpan(0, end).LastIndexOf((byte)'\n');

    private static string Text(byte[] bytes, int from, int to) => Encoding.UTF8.GetString(bytes, from, to - from).TrimEnd('\r');
}
