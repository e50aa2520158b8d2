using Disbursement.Domain.Batches;
using Disbursement.Domain.Words;
using LifeCycle = Disbursement.Domain.Batches.LifeCycle;

namespace Disbursement.Domain.Tests.Batches;

/// <summary>What states are called.</summary>
public sealed class LifeCycleTests
{
    [Test]
    public void Every_state_has_its_words_and_what_is_no_state_is_shown_as_it_stands()
    {
        string[] states = [.. StoredWords.All<BatchState>(), .. StoredWords.All<PaymentState>()];

        Assert.That(states, Has.Length.EqualTo(Enum.GetValues<BatchState>().Length + Enum.GetValues<PaymentState>().Length));
        Assert.That(states.Where(state => LifeCycle.Say(state, isChinese: true) == state), Is.Empty);
        Assert.That(states.Where(state => LifeCycle.Say(state, isChinese: false) != state), Is.Empty);
        Assert.That(LifeCycle.Say("elsewhere", isChinese: true), Is.EqualTo("elsewhere"));
    }
}
