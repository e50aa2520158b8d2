namespace Disbursement.Jobs.Yaml;

/// <summary>A mistake in a YAML file, with its place.</summary>
/// <param name="File">The path of the file as given.</param>
/// <param name="Line">1-based line, 0 where the file as a whole is meant.</param>
/// <param name="Key">Path of the key, such as <c>schemes.sab.rate.base[2].from</c>.</param>
/// <param name="Problem">What is wrong, in words.</param>
internal sealed record YamlDefect(string File, int Line, string Key, string Problem)
{
    public override string ToString() => $"{File}:{Line}: {Key}: {Problem}";
}
