using System.Security.Claims;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Review.Access;

/// <summary>
/// Secrets of second factors that are being set up, one a session, in memory alone: the page shows the same one until a right code was
/// given. The oldest are forgotten first.
/// </summary>
internal sealed class FactorsUnderWay
{
    private const int Most = 200;

    private readonly Lock _gate = new();
    private readonly OrderedDictionary<string, byte[]> _secrets = [];

    /// <summary>The secret of a session, drawn when it is first asked for.</summary>
    public byte[] Of(ClaimsPrincipal session)
    {
        string key = Sessions.KeyOf(session);
        lock (_gate)
        {
            if (_secrets.TryGetValue(key, out byte[]? known))
                return known;
            if (_secrets.Count >= Most)
                _secrets.RemoveAt(0);

            return _secrets[key] = DrawFactorSecret.Run();
        }
    }

    public void Forget(ClaimsPrincipal session)
    {
        lock (_gate)
            _secrets.Remove(Sessions.KeyOf(session));
    }
}
