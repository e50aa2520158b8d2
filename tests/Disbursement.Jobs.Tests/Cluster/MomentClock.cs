namespace Disbursement.Jobs.Tests.Cluster;

/// <summary>
/// A clock by which something happens once: a node is stopped where it asks for the time, others do what they do, and it goes on.
/// </summary>
/// <param name="clock">The time.</param>
/// <param name="hasCome">Whether the moment has come.</param>
/// <param name="act">What happens then.</param>
internal sealed class MomentClock(TimeProvider clock, Func<bool> hasCome, Action act) : TimeProvider
{
    public bool HasCome { get; private set; }

    public override DateTimeOffset GetUtcNow()
    {
        if (!HasCome && hasCome())
        {
            HasCome = true;
            act();
        }

        return clock.GetUtcNow();
    }
}
