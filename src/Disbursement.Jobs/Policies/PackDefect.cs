namespace Disbursement.Jobs.Policies;

/// <summary>A mistake in a policy pack, with its place.</summary>
/// <param name="File">The pack's path as given.</param>
/// <param name="Line">1-based line, 0 where the file as a whole is meant.</param>
/// <param name="Key">Path of the key, such as <c>schemes.sab.rate.base[2].from</c>.</param>
/// <param name="Problem">What is wrong, in words.</param>
internal sealed record PackDefect(string File, int Line, string Key, string Problem)
{
    public override string ToString() => $"{File}:{Line}: {Key}: {Problem}";
}
