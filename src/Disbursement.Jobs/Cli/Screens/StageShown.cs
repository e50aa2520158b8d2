namespace Disbursement.Jobs.Cli.Screens;

/// <summary>One stage of a work, as a screen shows it.</summary>
/// <param name="Name">Its name in words.</param>
/// <param name="Done">How much is done, in the measure of <paramref name="Total"/>.</param>
/// <param name="Total">How much there is; 0 where nobody knows, so that neither share nor time left is shown.</param>
/// <param name="Count">What a person counts of it: rows, households, payments.</param>
/// <param name="Unit">Its name in words.</param>
internal sealed record StageShown(string Name, long Done, long Total, long Count, string Unit)
{
    /// <summary>Whether the stage is over, whatever the count says.</summary>
    public bool IsOver { get; init; }

    /// <summary>From 0 to 1; a file that grew while it was read cannot take it further.</summary>
    public double Share => IsOver ? 1 : Total <= 0 ? 0 : Math.Clamp((double)Done / Total, 0, 1);
}
