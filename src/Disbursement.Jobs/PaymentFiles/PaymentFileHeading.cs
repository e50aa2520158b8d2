using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Periods;

namespace Disbursement.Jobs.PaymentFiles;

/// <summary>
/// What a payment file says of its batch. Counts and sums are those of the lines in the file: a held payment is in neither.
/// </summary>
internal sealed record PaymentFileHeading
{
    /// <summary>The run's name: <c>2026-1</c>.</summary>
    public required string Run { get; init; }

    /// <summary>The run's year.</summary>
    public required int Year { get; init; }

    /// <summary>The batch's name: <c>2026-1-320302-sab</c>.</summary>
    public required string Batch { get; init; }

    public required Bureau Bureau { get; init; }

    /// <summary>The scheme's code.</summary>
    public required string Scheme { get; init; }

    /// <summary>The scheme's title in the policy pack.</summary>
    public required string SchemeTitle { get; init; }

    public required int Count { get; init; }

    public required Money Current { get; init; }

    public required Money Arrears { get; init; }

    /// <summary>Sum of offsets; not negative.</summary>
    public required Money Offset { get; init; }

    /// <summary>What is paid out.</summary>
    public required Money Total { get; init; }

    public required LevelSums Funding { get; init; }

    /// <summary>Whether rates or limits of the batch rest on a parameter marked assumed.</summary>
    public required bool IsAssumed { get; init; }

    /// <summary>The day on which the bank shall pay.</summary>
    public required DateOnly ValueDate { get; init; }

    /// <summary>
    /// When the run was started: the files of a batch tell no other time, so that they come out the same whenever they are written.
    /// </summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The language of headers.</summary>
    public required bool IsChinese { get; init; }

    /// <summary>The templates of the bureau, and names of regions.</summary>
    public ExportTerms Exports { get; init; } = ExportTerms.None;

    /// <summary>What it tells every line of a template.</summary>
    public BatchFacts Facts => new(Run, Year, Batch, Bureau, SchemeTitle, ValueDate, CreatedAt, Exports.Regions);

    /// <summary>When the run was started, by the clock of China.</summary>
    public DateTimeOffset CreatedInChina => Instants.InChina(CreatedAt);

    /// <summary>The value date that was ordered, else the day in China on which the run was started.</summary>
    public static DateOnly ValueDateOf(DateOnly? ordered, DateTimeOffset startedAt) => ordered ?? Instants.DayInChina(startedAt);
}
