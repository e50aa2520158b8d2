namespace Disbursement.Jobs.Review.Access;

/// <summary>How the console names its cookies.</summary>
/// <param name="AreEncrypted">Whether browsers reach the console over https alone.</param>
internal sealed record ConsoleCookies(bool AreEncrypted)
{
    /// <summary>
    /// The name of a cookie. Where browsers come over https alone, its beginning has them refuse it from plain http, from another host,
    /// and for a part of the paths.
    /// </summary>
    public string Named(string name) => (AreEncrypted ? "__Host-" : "") + name;
}
