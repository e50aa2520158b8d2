namespace Disbursement.Jobs.Signatures;

/// <summary>Which certificate signs manifests.</summary>
/// <param name="Certificate">A PKCS #12 file with the private key; null for a trial certificate that is made in
/// <paramref name="TrialFolder"/>.</param>
/// <param name="Password">Its password.</param>
/// <param name="TrialFolder">The folder of the keys.</param>
internal sealed record SigningSettings(string? Certificate, string? Password, string TrialFolder);
