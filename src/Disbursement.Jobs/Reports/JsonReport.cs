using System.Text.Encodings.Web;
using System.Text.Json;

namespace Disbursement.Jobs.Reports;

/// <summary>A report as one JSON document, written line by line; amounts are fen.</summary>
internal sealed class JsonReport : IReportFile
{
    private const int FlushEvery = 64 << 10;

    private readonly Utf8JsonWriter _json;
    private readonly IReadOnlyList<ReportColumn> _columns;

    public JsonReport(Stream output, AuditReport report)
    {
        _columns = report.Columns;
        _json =
            new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        _json.WriteStartObject();
        _json.WriteString("name", report.Name);
        _json.WriteString("title", report.Title);
        _json.WriteNumber("year", report.Year);
        _json.WriteStartArray("lines");
    }

    public void Add(ReportLine line)
    {
        _json.WriteStartObject();
        for (int i = 0; i < _columns.Count; i++)
        {
            string name = _columns[i].Kind == ColumnKind.Yuan ? $"{_columns[i].English}_fen" : _columns[i].English;
            if (line.Cells[i] is long number)
                _json.WriteNumber(name, number);
            else if (line.Cells[i] is { } cell)
                _json.WriteString(name, cell.ToString());
            else
                _json.WriteNull(name);
        }

        _json.WriteEndObject();
        if (_json.BytesPending > FlushEvery)
            _json.Flush();
    }

    public void Finish(AuditReport report, ReportTotals totals)
    {
        _json.WriteEndArray();
        _json.WriteStartArray("totals");
        foreach ((string county, string scheme, long lines, long fen) in totals.Sums)
        {
            _json.WriteStartObject();
            _json.WriteString("county", county);
            _json.WriteString("scheme", scheme);
            _json.WriteNumber("lines", lines);
            _json.WriteNumber("fen", fen);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteNumber("count", totals.Lines);
        _json.WriteNumber("fen", totals.Fen);
        Sentences("remarks", report.Remarks);
        Sentences("unseen", report.Unseen);
        _json.WriteEndObject();
        _json.Flush();
    }

    public void Dispose() => _json.Dispose();

    private void Sentences(string name, IEnumerable<string> sentences)
    {
        _json.WriteStartArray(name);
        foreach (string sentence in sentences)
            _json.WriteStringValue(sentence);
        _json.WriteEndArray();
    }
}
