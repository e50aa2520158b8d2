using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.PaymentFiles;
using Disbursement.Jobs.Yaml;

namespace Disbursement.Jobs.Runs;

/// <summary>
/// The export templates that the bureaus name, and the names of regions. What they were is one value of the run's
/// record: the SHA-256 of the list of the files.
/// </summary>
/// <param name="Files">The files.</param>
/// <param name="Exports">What they say.</param>
internal sealed record KeptTerms(KeptFiles Files, ExportTerms Exports)
{
    private const string TemplateFolder = "templates/";
    private const string TemplateEnding = ".yaml";

    public static KeptTerms None { get; } = new(new KeptFiles([]), ExportTerms.None);

    /// <summary>SHA-256 of the list; empty where there is no file.</summary>
    public string Sha256 => Files.Sha256;

    /// <summary>What the bureaus name, from the inputs folder.</summary>
    /// <exception cref="RunRefusal">Something is wrong in it; every mistake is named.</exception>
    public static KeptTerms Read(string inputs, IReadOnlyList<Bureau> bureaus)
    {
        List<KeptFile> files = [];
        List<FileRemark> mistakes = [];
        Dictionary<string, ExportTemplate> templates = [];
        foreach (string name in NamedBy(bureaus))
        {
            (ExportTemplate? template, byte[] bytes, IReadOnlyList<YamlDefect> defects) = ReadTemplates.Read(inputs, name);
            mistakes.AddRange(defects.Select(defect => defect.Told));
            if (template is null)
                continue;

            templates[name] = template;
            files.Add(new KeptFile($"{TemplateFolder}{name}{TemplateEnding}", bytes));
        }

        if (mistakes.Count > 0)
            throw new RunRefusal($"An export template has {Counted.Of(mistakes.Count, "mistake")}. Nothing was run.", mistakes)
            {
                Chinese = $"导出模板有 {mistakes.Count} 处错误，未作任何运算。",
            };

        return new KeptTerms(new KeptFiles(files), new ExportTerms(templates, RegionNames.None))
            .WithRegions(Path.Combine(inputs, ReadRegions.FileName));
    }

    /// <summary>The same from the archive, as a run kept them.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="sha256">Of the list; empty for a run that had none.</param>
    /// <returns>The terms, or what is missing or altered.</returns>
    public static (KeptTerms? Terms, string? Break) OfArchive(string archive, string sha256)
    {
        if (sha256.Length == 0)
            return (None, null);

        (KeptFiles? files, string? broken) = KeptFiles.OfArchive(archive, sha256, "the list of export templates and regions");
        if (files is null)
            return (null, broken);

        Dictionary<string, ExportTemplate> templates = [];
        RegionNames regions = RegionNames.None;
        foreach ((string path, byte[] bytes) in files.All)
        {
            if (path == ReadRegions.FileName)
            {
                (regions, IReadOnlyList<FileRemark> mistakes) = ReadRegions.Run(path, bytes);
                if (mistakes.Count > 0)
                    return (null, $"the archived {mistakes[0].English}");
            }
            else
            {
                string name = path[TemplateFolder.Length..^TemplateEnding.Length];
                (ExportTemplate? template, IReadOnlyList<YamlDefect> defects) = ReadTemplates.Of(path, name, bytes);
                if (template is null)
                    return (null, $"the archived {defects[0].Say(isChinese: false)}");
                templates[name] = template;
            }
        }

        return (new KeptTerms(files, new ExportTerms(templates, regions)), null);
    }

    private static IEnumerable<string> NamedBy(IReadOnlyList<Bureau> bureaus) => bureaus.SelectMany(bureau => bureau.Formats)
        .Where(format => !PaymentFormats.BuiltIn.Contains(format)).Distinct().Order(StringComparer.Ordinal);

    private KeptTerms WithRegions(string file)
    {
        if (!File.Exists(file))
            return this;

        if ((RegularFile.WhyNot(file, mayBeLink: true) ?? TooLarge(file)) is { } reason)
            throw new RunRefusal($"{file} {reason.English}.") { Chinese = $"{file} {reason.Chinese}。" };

        byte[] bytes = File.ReadAllBytes(file);
        (RegionNames names, IReadOnlyList<FileRemark> mistakes) = ReadRegions.Run(file, bytes);
        return mistakes.Count == 0
            ? new KeptTerms(new KeptFiles([.. Files.All, new KeptFile(ReadRegions.FileName, bytes)]), Exports with { Regions = names })
            : throw new RunRefusal($"{file} has {Counted.Of(mistakes.Count, "mistake")}. Nothing was run.", mistakes)
            {
                Chinese = $"{file} 有 {mistakes.Count} 处错误，未作任何运算。",
            };
    }

    private static FileRemark? TooLarge(string file) => new FileInfo(file).Length <= FileLimits.LargestRegions
        ? null
        : new FileRemark($"is over {FileLimits.LargestRegions >> 20} MiB", $"超过 {FileLimits.LargestRegions >> 20} MiB");
}
