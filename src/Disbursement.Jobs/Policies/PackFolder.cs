using Disbursement.Domain.Policies;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Yaml;
using YamlDotNet.RepresentationModel;

namespace Disbursement.Jobs.Policies;

/// <summary>
/// The files of a policy pack: the file of parameters, which bears the pack's name; further files beside it that hold nothing but sections
/// of schemes, so that a scheme is added without touching the first; and the definitions in the folder <c>schemes</c>, or those that the
/// program ships where there is no such folder.
/// </summary>
internal static class PackFolder
{
    /// <summary>Where definitions stand, below the folder of the pack.</summary>
    public const string Definitions = "schemes";

    /// <summary>What the file of parameters is called in the list of a pack, whatever name it has in its folder.</summary>
    public const string Parameters = "policy.yaml";

    /// <summary>How files of cases end, which stand beside definitions and are no part of the pack.</summary>
    private const string CasesEnding = ".cases.yaml";

    private const string DefinitionFolder = Definitions + "/";
    private const int MostFiles = 600;

    /// <summary>The YAML files of a folder, in the order of their names.</summary>
    public static string[] FilesIn(string folder) => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder).Where(file => Path.GetExtension(file).ToLowerInvariant() is ".yaml" or ".yml"
            && !file.EndsWith(CasesEnding, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The files of parameters of a folder; a run takes a folder that has one.</summary>
    public static string[] PacksIn(string folder) => [.. FilesIn(folder).Where(file => !IsSections(file))];

    /// <summary>The files of cases beside the definitions of a pack.</summary>
    /// <param name="folder">The folder of the pack.</param>
    public static string[] CasesIn(string folder)
    {
        string definitions = Path.Combine(folder, Definitions);
        return Directory.Exists(definitions) ? [.. Directory.GetFiles(definitions, $"*{CasesEnding}").Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>Whether a file of the folder holds sections of schemes alone, and so belongs to the pack beside it.</summary>
    public static bool IsSections(string file) => WhyNot(file) is null && LoadYaml.Run(File.ReadAllBytes(file)).Root is { } root
        && root.Children.Count == 1 && root.Children.ContainsKey(new YamlScalarNode("schemes"));

    /// <summary>Everything that belongs to the file of parameters, that file first.</summary>
    /// <param name="file">The file of parameters.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="folder">The folder of the pack; null for a file that stands alone.</param>
    /// <param name="defects">Gets what cannot be read.</param>
    public static KeptFiles Of(string file, byte[] bytes, string? folder, List<YamlDefect> defects)
    {
        List<KeptFile> files = [new KeptFile(Parameters, bytes)];
        if (folder is not null)
        {
            string own = Path.GetFullPath(file);
            Read(FilesIn(folder).Where(other => Path.GetFullPath(other) != own && IsSections(other)), "", files, defects);
        }

        string definitions = Path.Combine(folder ?? "", Definitions);
        if (folder is null || !Directory.Exists(definitions))
            return new KeptFiles(
                [.. files, .. ReadDefinitions.OfProgram().Select(own => new KeptFile(DefinitionFolder + own.File, own.Bytes))]);

        string[] found = FilesIn(definitions);
        if (found.Length == 0)
            defects.Add(new YamlDefect(definitions, 0, "definition", new FileRemark(
                "holds no definition (*.yaml); take the folder away, and those of the program are used",
                "没有项目定义（*.yaml）；移走该文件夹后，将使用程序自带的定义")));
        if (found.Length > MostFiles)
            defects.Add(new YamlDefect(definitions, 0, "definition", new FileRemark(
                $"holds more than {MostFiles} files: move away what is no definition", $"文件超过 {MostFiles} 个：请移走不是项目定义的文件")));
        Read(found.Take(MostFiles), DefinitionFolder, files, defects);
        return new KeptFiles(files);
    }

    /// <summary>The codes of the schemes that a folder of a pack defines, those of the program where it defines none of its own.</summary>
    public static IReadOnlySet<string> SchemesIn(string folder) =>
        DefinitionsIn(folder).Select(definition => definition.Scheme.Code).ToHashSet();

    /// <summary>The further columns that the definitions of a folder ask for.</summary>
    public static IEnumerable<FactDefinition> FactsIn(string folder) => DefinitionsIn(folder).SelectMany(definition => definition.Facts);

    /// <summary>Whether a file of the list is a definition.</summary>
    public static bool IsDefinition(KeptFile file) => file.Path.StartsWith(DefinitionFolder, StringComparison.Ordinal);

    /// <summary>Why a file is not read as YAML; null where it is.</summary>
    public static FileRemark? WhyNot(string file) => LoadYaml.WhyNot(file);

    private static IReadOnlyList<SchemeDefinition> DefinitionsIn(string folder)
    {
        List<KeptFile> files = [];
        Read(FilesIn(Path.Combine(folder, Definitions)), DefinitionFolder, files, []);
        IReadOnlyList<SchemeDefinition> own = ReadDefinitions.Run(files.Select(file => (file.Path, file.Bytes))).Definitions;
        return own.Count > 0 ? own : ReadDefinitions.Shipped;
    }

    private static void Read(IEnumerable<string> paths, string folder, List<KeptFile> files, List<YamlDefect> defects)
    {
        foreach (string path in paths)
        {
            if (WhyNot(path) is { } reason)
                defects.Add(new YamlDefect(path, 0, "file", reason));
            else
                files.Add(new KeptFile(folder + Path.GetFileName(path), File.ReadAllBytes(path)));
        }
    }
}
