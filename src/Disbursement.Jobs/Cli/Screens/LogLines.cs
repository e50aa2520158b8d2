using System.Globalization;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace Disbursement.Jobs.Cli.Screens;

/// <summary>The log as plain lines on standard error, above whatever is drawn there.</summary>
internal sealed class LogLines : ILogEventSink
{
    private readonly MessageTemplateTextFormatter _line =
        new("{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}", CultureInfo.InvariantCulture);

    public void Emit(LogEvent logEvent)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture);
        _line.Format(logEvent, text);
        Screen.Say(text.ToString());
    }
}
