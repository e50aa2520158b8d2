namespace Disbursement.Domain.Households;

/// <summary>A fact of a person that only a definition asks for.</summary>
/// <param name="Name">The column of the roster.</param>
/// <param name="Value">A day by its number, a code by its place among the words, yes as 1 and no as 0, yuan in fen, or a count.</param>
/// <param name="Text">The text, for a fact that is one.</param>
public readonly record struct FurtherFact(string Name, long Value, string Text = "");

/// <summary>The facts of a person that definitions ask for; mostly none.</summary>
public readonly struct FurtherFacts(IReadOnlyList<FurtherFact>? all) : IEquatable<FurtherFacts>
{
    /// <summary>Those that the roster gives.</summary>
    public IReadOnlyList<FurtherFact> All => all ?? [];

    /// <summary>A fact; null where the roster says nothing.</summary>
    public FurtherFact? Of(string name)
    {
        foreach (FurtherFact fact in All)
        {
            if (fact.Name == name)
                return fact;
        }

        return null;
    }

    public bool Equals(FurtherFacts other) => All.SequenceEqual(other.All);

    public override bool Equals(object? obj) => obj is FurtherFacts other && Equals(other);

    public override int GetHashCode() => All.Count;

    public static bool operator ==(FurtherFacts left, FurtherFacts right) => left.Equals(right);

    public static bool operator !=(FurtherFacts left, FurtherFacts right) => !left.Equals(right);
}
