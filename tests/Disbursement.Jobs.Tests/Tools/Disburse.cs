using System.Text;
using Disbursement.Jobs.Cli;

namespace Disbursement.Jobs.Tests.Tools;

/// <summary>
/// The program, called inside the process of the tests. <see cref="Listen"/> puts readers and writers in the place of the console's that
/// tell callers apart by the flow of execution, so tests call it side by side, and each reads what was said to it alone.
/// </summary>
/// <remarks>
/// JSON goes to the standard output as bytes and is not heard, and the log is one for the whole process: start the program for them.
/// </remarks>
internal static class Disburse
{
    private static readonly AsyncLocal<Talk?> Own = new();

    /// <summary>
    /// Before the first test. NUnit's own writers stand in the place of the console's by then; they get what is said outside of a call.
    /// </summary>
    public static void Listen()
    {
        Console.SetIn(new Asked(Console.In));
        Console.SetOut(new Said(Console.Out, talk => talk.Output));
        Console.SetError(new Said(Console.Error, talk => talk.Errors));
    }

    /// <summary>Gives a command, and answers with the lines of the input what it asks for.</summary>
    public static async Task<(int Exit, string Output, string Errors)> Answer(string input, params string[] command)
    {
        Talk talk = new(new StringReader(input));
        Own.Value = talk;
        try
        {
            int exit = await CommandLine.Run(command);
            return (exit, talk.Said, talk.Refused);
        }
        finally
        {
            Own.Value = null;
        }
    }

    /// <summary>Gives a command that asks for nothing.</summary>
    public static Task<(int Exit, string Output, string Errors)> Run(params string[] command) => Answer("", command);

    private sealed class Talk
    {
        private readonly StringWriter _output = new(), _errors = new();

        public Talk(TextReader input)
        {
            Input = input;
            Output = TextWriter.Synchronized(_output);
            Errors = TextWriter.Synchronized(_errors);
        }

        public TextReader Input { get; }

        public TextWriter Output { get; }

        public TextWriter Errors { get; }

        public string Said => _output.ToString();

        public string Refused => _errors.ToString();
    }

    private sealed class Said(TextWriter others, Func<Talk, TextWriter> own) : TextWriter
    {
        public override Encoding Encoding => others.Encoding;

        private TextWriter To => Own.Value is { } talk ? own(talk) : others;

        public override void Write(char value) => To.Write(value);

        public override void Write(char[] buffer, int index, int count) => To.Write(buffer, index, count);

        public override void Write(string? value) => To.Write(value);

        public override void WriteLine(string? value) => To.WriteLine(value);

        public override void Flush() => To.Flush();
    }

    private sealed class Asked(TextReader others) : TextReader
    {
        private TextReader From => Own.Value?.Input ?? others;

        public override int Peek() => From.Peek();

        public override int Read() => From.Read();

        public override string? ReadLine() => From.ReadLine();
    }
}
