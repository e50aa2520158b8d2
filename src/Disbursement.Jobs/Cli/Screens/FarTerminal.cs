using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Disbursement.Jobs.Cli.Screens;

/// <summary>The terminal of a caller at the other end of a socket.</summary>
/// <param name="say">Sends bytes to the caller's standard output, or to the standard error where the second is true.</param>
/// <param name="ask">Asks the caller for a line; unseen where it is true. Null: there is no more.</param>
internal sealed class FarTerminal(Action<ReadOnlyMemory<byte>, bool> say, Func<bool, string?> ask)
{
    /// <summary>Variables of the caller's environment that verbs look at.</summary>
    public static readonly IReadOnlyList<string> Known = ["LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS", "NO_COLOR", "TERM"];

    private readonly Action<ReadOnlyMemory<byte>, bool> _say = say;
    private readonly Func<bool, string?> _ask = ask;

    public required int Width { get; init; }

    public required bool IsInputRedirected { get; init; }

    public required bool IsOutputRedirected { get; init; }

    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>Names by which the caller knows the files that the verb works on, by the places where they are kept meanwhile.</summary>
    public required IReadOnlyDictionary<string, string> Names { get; init; }

    public TextWriter Out => field ??= new Writer(this, isError: false);

    public TextWriter Error => field ??= new Writer(this, isError: true);

    public TextReader In => field ??= new Reader(this);

    public Stream OpenOutput() => new Output(this);

    public string ReadUnseen() => _ask(true) ?? "";

    /// <summary>A text as the caller is to read it.</summary>
    public string Shown(string text)
    {
        foreach ((string place, string name) in Names)
            text = text.Replace(place, name, StringComparison.Ordinal);
        return text;
    }

    private sealed class Writer(FarTerminal far, bool isError) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => Write(value.ToString());

        public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

        public override void Write(string? value)
        {
            if (!string.IsNullOrEmpty(value))
                far._say(Encoding.UTF8.GetBytes(far.Shown(value)), isError);
        }

        public override void WriteLine(string? value) => Write(value + Environment.NewLine);
    }

    private sealed class Reader(FarTerminal far) : TextReader
    {
        public override string? ReadLine() => far._ask(false);
    }

    private sealed class Output(FarTerminal far) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            ReadOnlyMemory<byte> content = buffer.AsMemory(offset, count);
            foreach ((string place, string name) in far.Names)
            {
                // Only JSON names a file in bytes, and it is written whole.
                if (content.Span.IndexOf(Encoding.UTF8.GetBytes(InJson(place))) >= 0)
                    content = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(content.Span)
                        .Replace(InJson(place), InJson(name), StringComparison.Ordinal));
            }

            far._say(content, false);
        }

        private static string InJson(string text) =>
            JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
    }
}
