using Disbursement.Domain.Households;

namespace Disbursement.Jobs.PaymentFiles;

/// <summary>What kind of file a template makes.</summary>
internal enum TemplateFile
{
    Csv,
    Text,
    Xlsx,
}

/// <summary>On which side of a value the padding stands.</summary>
internal enum PadSide
{
    None,
    Left,
    Right,
}

/// <summary>What a width counts.</summary>
internal enum WidthUnit
{
    Characters,

    /// <summary>Bytes in the encoding of the template, as most systems of fixed columns count.</summary>
    Bytes,
}

/// <summary>How an amount is written.</summary>
internal enum NumberForm
{
    /// <summary>Two decimals: 1590.00.</summary>
    Yuan,

    /// <summary>Two decimals and groups of three: 1,590.00.</summary>
    Grouped,

    /// <summary>Decimals only where there are some: 1590 and 1590.5.</summary>
    Short,

    /// <summary>Whole fen: 159000.</summary>
    Fen,
}

/// <summary>A column of a template.</summary>
/// <param name="Header">Its name in the first row, and in problems.</param>
/// <param name="Source">What it shows of a payment; null for the fixed text.</param>
/// <param name="Text">The fixed text.</param>
internal sealed record TemplateColumn(string Header, TemplateSource? Source, string Text)
{
    /// <summary>The most that it takes; 0 for no limit.</summary>
    public int Width { get; init; }

    public WidthUnit Unit { get; init; }

    public PadSide Pad { get; init; }

    /// <summary>What the padding is made of: one character of ASCII.</summary>
    public char Fill { get; init; } = ' ';

    /// <summary>Whether a payment that has no value for it is held.</summary>
    public bool IsRequired { get; init; }

    public NumberForm Number { get; init; }

    /// <summary>The form of a day.</summary>
    public string Date { get; init; } = "yyyy-MM-dd";
}

/// <summary>A bureau's own payment file: <c>templates/NAME.yaml</c> of the inputs folder.</summary>
internal sealed record ExportTemplate
{
    /// <summary>The longest name, since files and records bear it.</summary>
    public const int LongestId = 16;

    /// <summary>The name in bureaus.csv: that of its file, without the ending.</summary>
    public required string Id { get; init; }

    /// <summary>The name for people, and of the sheet.</summary>
    public required string Name { get; init; }

    public required TemplateFile File { get; init; }

    /// <summary><c>utf-8</c> or <c>gb18030</c>, of csv and text.</summary>
    public string Encoding { get; init; } = "utf-8";

    /// <summary>Between the columns of csv and text; null where widths alone tell them apart.</summary>
    public char? Separator { get; init; }

    /// <summary>Whether widths alone tell the columns apart.</summary>
    public bool IsOfFixedWidth => File == TemplateFile.Text && Separator is null;

    public bool HasHeader { get; init; }

    public required IReadOnlyList<TemplateColumn> Columns { get; init; }

    /// <summary>The finance catalogue's code of each scheme, by the scheme's code.</summary>
    public IReadOnlyDictionary<string, string> Catalogue { get; init; } = new Dictionary<string, string>();

    /// <summary>How the file of a scheme ends.</summary>
    public string Ending => File switch
    {
        TemplateFile.Csv => "csv",
        TemplateFile.Text => "txt",
        _ => "xlsx",
    };
}

/// <summary>What a run gives to its payment files besides payments: the templates that its bureaus name, and names of regions.</summary>
/// <param name="Templates">Templates by their name in bureaus.csv.</param>
/// <param name="Regions">Names of townships and villages.</param>
internal sealed record ExportTerms(IReadOnlyDictionary<string, ExportTemplate> Templates, RegionNames Regions)
{
    public static ExportTerms None { get; } = new(new Dictionary<string, ExportTemplate>(), RegionNames.None);
}
