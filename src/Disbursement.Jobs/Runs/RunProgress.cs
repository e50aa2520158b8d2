using System.Diagnostics;
using Disbursement.Jobs.Intake;

namespace Disbursement.Jobs.Runs;

/// <summary>How far a run has come; written by its workers, read by whoever shows it.</summary>
internal sealed class RunProgress
{
    private readonly Lock _told = new();
    private long _households;
    private long _decisions;
    private long _fen;
    private long _payments;
    private long _payable;
    private long _paid;
    private Activity? _trace;

    /// <summary>The stage; each is traced until the next one, or the end.</summary>
    public string Stage
    {
        get;
        set
        {
            End();
            field = value;
            _trace = Measures.Activities.StartActivity($"run {value}");
        }
    } = "starting";

    /// <summary>The number of the run, once it has ended early; null where it has not, or where others go on with it.</summary>
    public string? Failed { get; set; }

    /// <summary>Whether somebody waits to be told that the run is sealed.</summary>
    public bool IsToBeTold { get; set; }

    /// <summary>Households accepted, once they are counted.</summary>
    public long TotalHouseholds { get; set; }

    /// <summary>
    /// How many parts of the stage the nodes of a cluster have done, and of how many, 0 where that is not known; null for a run of this
    /// process, which counts rows and households.
    /// </summary>
    public (int Done, int Of)? Parts
    {
        get
        {
            lock (_told)
                return field;
        }

        set
        {
            lock (_told)
                field = value;
        }
    }

    public ReadingProgress Reading { get; } = new();

    public long Households => Interlocked.Read(ref _households);

    public long Decisions => Interlocked.Read(ref _decisions);

    public long Payments => Interlocked.Read(ref _payments);

    /// <summary>Claimants with anything to pay, to take back or to claim; known once all are assessed.</summary>
    public long Payable => Interlocked.Read(ref _payable);

    /// <summary>How many of <see cref="Payable"/> have been gone through.</summary>
    public long Paid => Interlocked.Read(ref _paid);

    public long Fen => Interlocked.Read(ref _fen);

    public void AddHousehold(int decisions)
    {
        Interlocked.Increment(ref _households);
        Interlocked.Add(ref _decisions, decisions);
    }

    public void AddPayable() => Interlocked.Increment(ref _payable);

    public void AddPaid() => Interlocked.Increment(ref _paid);

    public void AddPayment(long fen)
    {
        Interlocked.Increment(ref _payments);
        Interlocked.Add(ref _fen, fen);
    }

    /// <summary>The last stage is over, or the run is.</summary>
    public void End()
    {
        _trace?.Dispose();
        _trace = null;
    }
}
