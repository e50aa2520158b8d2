using System.Text.Json;
using Disbursement.Jobs.Intake;

namespace Disbursement.Jobs.Cli;

/// <summary>What a run says of itself at its end, read from its summary for machines: that of any run, whoever made it.</summary>
internal sealed record ToldRun
{
    /// <summary>The run, or what stands for it on trial.</summary>
    public required string Name { get; init; }

    public bool IsDryRun => Name.StartsWith("dry-", StringComparison.Ordinal);

    public required (long Accepted, long Rejected) Households { get; init; }

    public required IReadOnlyList<ToldScheme> Schemes { get; init; }

    public required long Payments { get; init; }

    /// <summary>The sum of all payments.</summary>
    public required long TotalFen { get; init; }

    /// <summary>Lines of recoveries.</summary>
    public required long Recoveries { get; init; }

    public required int AssumedValues { get; init; }

    /// <summary>Children about whom households do not go together.</summary>
    public required int Children { get; init; }

    /// <summary>Households that registers of other offices contradict.</summary>
    public required long Contradicted { get; init; }

    /// <summary>Lines of registers that cannot be used.</summary>
    public required long Malformed { get; init; }

    /// <summary>Files that were refused whole, with the reason.</summary>
    public required IReadOnlyList<string> Refused { get; init; }

    /// <summary>What was found and not read.</summary>
    public required IReadOnlyList<string> Unread { get; init; }

    /// <summary>Rosters that were not left alone.</summary>
    public required IReadOnlyList<string> Changed { get; init; }

    /// <summary>What is said of the pack, of what it changes in money, and of what is taken back.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Reads a summary; what is said of files is in the language of the run.</summary>
    public static ToldRun Read(ReadOnlyMemory<byte> json, bool isChinese)
    {
        using JsonDocument read = JsonDocument.Parse(json);
        JsonElement run = read.RootElement, households = run.GetProperty("households");
        JsonElement? registers = run.TryGetProperty("registers", out JsonElement some) ? some : null;
        JsonElement[] rosters = [.. run.GetProperty("inputs").EnumerateArray()],
            files = [.. rosters, .. registers?.GetProperty("files").EnumerateArray() ?? []];
        string Say(JsonElement file, string what) => $"{file.GetProperty("path").GetString()}{(isChinese ? "：" : ": ")}{what}";
        return new ToldRun
        {
            Name = run.GetProperty("run").GetString()!,
            Households = (households.GetProperty("accepted").GetInt64(), households.GetProperty("rejected").GetInt64()),
            Schemes = run.GetProperty("schemes").Deserialize<ToldScheme[]>(JsonSerializerOptions.Web)!,
            Payments = run.GetProperty("payments").GetInt64(),
            TotalFen = run.GetProperty("totalFen").GetInt64(),
            Recoveries = run.GetProperty("recoveries").GetInt64(),
            AssumedValues = run.GetProperty("policyPack").GetProperty("assumedValues").GetInt32(),
            Children = run.GetProperty("duplicates").GetProperty("children").GetInt32(),
            Contradicted = registers?.GetProperty("households").GetInt64() ?? 0,
            Malformed = registers?.GetProperty("files").EnumerateArray().Sum(file => file.GetProperty("malformed").GetInt64()) ?? 0,
            Refused = [.. files.Where(file => Text(file, "refusal") is not null).Select(file => Say(file, Text(file, "refusal")!))],
            Unread =
            [
                .. run.GetProperty("passedOver").EnumerateArray()
                    .Select(name => RosterNames.WhyPassedOver(name.GetString()!).Say(isChinese)),
                .. files.SelectMany(file => file.GetProperty("unread").EnumerateArray().Select(remark => Say(file, remark.GetString()!))),
            ],
            Changed = [.. rosters.Where(file => Text(file, "changed") is not null).Select(file => Say(file, Text(file, "changed")!))],
            Notes = [.. run.GetProperty("notes").GetProperty(isChinese ? "zh" : "en").EnumerateArray().Select(note => note.GetString()!)],
        };
    }

    /// <summary>A text of a file; null where there is none.</summary>
    private static string? Text(JsonElement file, string name) =>
        file.TryGetProperty(name, out JsonElement text) ? text.GetString() : null;
}

/// <summary>What became of one scheme in a run.</summary>
internal sealed record ToldScheme(string Scheme, string Title, long Granted, long Refused, long Unclaimed, long Payments, long TotalFen);
