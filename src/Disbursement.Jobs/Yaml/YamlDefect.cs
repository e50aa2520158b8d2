using Disbursement.Jobs.Files;

namespace Disbursement.Jobs.Yaml;

/// <summary>A mistake in a YAML file, with its place.</summary>
/// <param name="File">The path of the file as given.</param>
/// <param name="Line">1-based line, 0 where the file as a whole is meant.</param>
/// <param name="Key">Path of the key, such as <c>schemes.sab.rate.base[2].from</c>.</param>
/// <param name="Problem">What is wrong and what to do, in words.</param>
internal sealed record YamlDefect(string File, int Line, string Key, FileRemark Problem)
{
    /// <summary>The mistake with its place.</summary>
    public FileRemark Told => new(Say(isChinese: false), Say(isChinese: true));

    public string Say(bool isChinese)
    {
        string file = Line == 0 ? File : $"{File}:{Line}", parting = isChinese ? "：" : ": ";
        return string.Join(parting, new[] { file, Key, Problem.Say(isChinese) }.Where(part => part.Length > 0));
    }

    public override string ToString() => Say(isChinese: false);
}
