using System.Buffers;
using System.Text;
using Disbursement.Jobs.Files;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Disbursement.Jobs.Yaml;

/// <summary>
/// Loads YAML within limits. The package builds its tree by recursion and lets an alias stand for its whole anchor, so a small text can
/// overflow the stack or stand for a tree without end: depth and aliases are counted on the stream of events, before a tree is built.
/// </summary>
internal static class LoadYaml
{
    /// <summary>The largest text, in bytes.</summary>
    public const int LargestText = 4 << 20;

    private static readonly SearchValues<char> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(
            code => char.IsControl(code) && code is not ('\t' or '\n' or '\r' or '\u0085'))]);

    /// <summary>The deepest nesting of mappings and lists, aliases followed.</summary>
    public const int Deepest = 32;

    /// <summary>The most nodes, those counted again for which an alias stands.</summary>
    public const int MostNodes = 200_000;

    /// <summary>Why a file is not opened as YAML; null where it is.</summary>
    public static FileRemark? WhyNot(string file) => RegularFile.WhyNot(file, mayBeLink: true) is { } otherKind ? otherKind
        : !File.Exists(file) ? new FileRemark("the file does not exist: look at its folder and its name", "文件不存在：请检查文件夹和文件名")
        : new FileInfo(file).Length > LargestText ? TooLarge
        : null;

    /// <summary>That a file could not be read, though nothing is wrong with its kind or its size.</summary>
    public static FileRemark Unread(Exception exception) => new(
        $"cannot be read ({exception.GetType().Name}): look whether another program holds it and whether it may be read",
        $"无法读取（{exception.GetType().Name}）：请检查是否被其他程序占用、是否有读取权限");

    /// <summary>The mapping at the root, or the line and the reason why there is none.</summary>
    public static (YamlMappingNode? Root, int Line, FileRemark? Refusal) Run(byte[] bytes) =>
        Root<YamlMappingNode>(bytes, new FileRemark("must be one mapping of keys, one key: value a line", "应为一组“键: 值”，每行一个"));

    /// <summary>The list at the root, or the line and the reason why there is none.</summary>
    public static (YamlSequenceNode? Root, int Line, FileRemark? Refusal) List(byte[] bytes) =>
        Root<YamlSequenceNode>(bytes, new FileRemark("must be one list, each item after a hyphen", "应为一个列表，每项以连字符“-”开头"));

    private static (T? Root, int Line, FileRemark? Refusal) Root<T>(byte[] bytes, FileRemark otherwise)
        where T : YamlNode
    {
        if (bytes.Length > LargestText)
            return (null, 0, TooLarge);

        string text;
        try
        {
            text = new UTF8Encoding(false, true).GetString(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(3) : bytes);
        }
        catch (DecoderFallbackException)
        {
            return (null, 0, new FileRemark(
                "the file is not UTF-8: open it in Notepad or an editor and save it with the encoding UTF-8",
                "文件不是UTF-8编码：请用记事本等编辑器打开，另存时选择编码“UTF-8”"));
        }

        // The package takes a NUL for the end of the text.
        int control = text.AsSpan().IndexOfAny(Controls);
        if (control >= 0)
            return (null, LineAt(text, control), Unseen(new Rune(text[control])));

        int line = 1;
        try
        {
            if (Count(text, ref line) is { } refusal)
                return (null, line, refusal);

            YamlStream yaml = [];
            yaml.Load(new StringReader(text));
            return yaml.Documents is [{ RootNode: T root }] ? (root, 1, null) : (null, 0, otherwise);
        }
        catch (YamlException exception) when (TabbedLine(text, (int)exception.Start.Line) is { } tabbed)
        {
            // The package names the line on which the mapping began.
            return (null, tabbed, new FileRemark("the text is no YAML: the line begins with a tab: indent it with spaces",
                "不是正确的YAML：本行以制表符（Tab）缩进，请改用空格"));
        }
        catch (YamlException exception)
        {
            return (null, (int)exception.Start.Line, NoYaml(exception.Message));
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // The package has no error of its own for some unclosed brackets; how far the events came tells the line.
            return (null, line, NoYaml(exception.Message));
        }
    }

    /// <summary>The first line from one on that is indented with a tab; null where none is.</summary>
    private static int? TabbedLine(string text, int from)
    {
        int number = 0;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (++number >= from && line.TrimStart(' ').StartsWith('\t'))
                return number;
        }

        return null;
    }

    private static int LineAt(string text, int place)
    {
        int number = 0;
        foreach (ReadOnlySpan<char> _ in text.AsSpan(0, place + 1).EnumerateLines())
            number++;
        return number;
    }

    /// <summary>That a text holds a character that nobody would miss in it.</summary>
    public static FileRemark Unseen(Rune rune) => new(
        $"holds the character U+{rune.Value:X4}, which nobody can see or which has no meaning: type the text again",
        $"含有看不见或没有意义的字符 U+{rune.Value:X4}：请重新输入");

    private static FileRemark TooLarge => new($"the file is over {LargestText >> 20} MiB", $"文件超过 {LargestText >> 20} MiB");

    private static FileRemark NoYaml(string message) => new(
        $"the text is no YAML: {message.TrimEnd('.')}; look at indents, colons and quotes on this line and the one before it",
        $"不是正确的YAML（{message.TrimEnd('.')}）：请检查本行及上一行的缩进、冒号和引号");

    /// <summary>Goes through the events; keeps of each anchor how many nodes it holds and how deep they go.</summary>
    private static FileRemark? Count(string text, ref int line)
    {
        Parser parser = new(new StringReader(text));
        Dictionary<AnchorName, (long Nodes, int Depth)> anchors = [];
        Stack<(AnchorName Anchor, long Before, int Depth)> open = [];
        long nodes = 0;
        int documents = 0;
        while (parser.MoveNext())
        {
            ParsingEvent current = parser.Current!;
            line = (int)current.End.Line;
            switch (current)
            {
                case DocumentStart when ++documents > 1:
                    return new FileRemark("a second document begins here (---): leave one document in the file",
                        "此处开始第二个文档（---）：一个文件只可有一个文档");
                case AnchorAlias alias when !anchors.TryGetValue(alias.Value, out (long Nodes, int Depth) anchor):
                    return new FileRemark($"the alias *{alias.Value} stands within what it names, or names nothing",
                        $"别名 *{alias.Value} 引用自身或不存在");
                case AnchorAlias alias:
                    (long count, int below) = anchors[alias.Value];
                    nodes += count;
                    Deepen(open, below);
                    break;
                case MappingStart or SequenceStart:
                    nodes++;
                    open.Push((((NodeEvent)current).Anchor, nodes, 1));
                    break;
                case MappingEnd or SequenceEnd when open.TryPop(out (AnchorName Anchor, long Before, int Depth) node):
                    if (!node.Anchor.IsEmpty)
                        anchors[node.Anchor] = (nodes - node.Before + 1, node.Depth);
                    Deepen(open, node.Depth);
                    break;
                case Scalar scalar:
                    nodes++;
                    if (!scalar.Anchor.IsEmpty)
                        anchors[scalar.Anchor] = (1, 0);
                    break;
            }

            if (open.Count > Deepest || open.TryPeek(out (AnchorName Anchor, long Before, int Depth) top)
                && open.Count + top.Depth - 1 > Deepest)
                return new FileRemark($"nests more than {Deepest} levels deep", $"嵌套超过 {Deepest} 层");
            if (nodes > MostNodes)
                return new FileRemark($"holds more than {MostNodes} values, aliases counted each time", $"超过 {MostNodes} 个值（别名重复计算）");
        }

        return null;
    }

    /// <summary>The node that is open goes at least one level deeper than what it holds.</summary>
    private static void Deepen(Stack<(AnchorName Anchor, long Before, int Depth)> open, int below)
    {
        if (open.TryPop(out (AnchorName Anchor, long Before, int Depth) node))
            open.Push(node with { Depth = Math.Max(node.Depth, below + 1) });
    }
}
