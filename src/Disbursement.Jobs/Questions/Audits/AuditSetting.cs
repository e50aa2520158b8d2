using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Questions.Audits;

/// <summary>Where questions are answered from: the data folder with its archive, the books, the keys, and the day it is.</summary>
internal sealed record AuditSetting(string Data, Database Store, KeyRing Ring, TimeProvider Clock)
{
    /// <summary>Every input of every sealed run, under its hash.</summary>
    public SealedInputs Inputs => SealedInputs.Of(Data, Ring);
}

/// <summary>What exactly is asked.</summary>
internal sealed record AuditOrder
{
    /// <summary>The year of the runs that are looked at.</summary>
    public required int Year { get; init; }

    /// <summary>Only this county; null for all.</summary>
    public string? County { get; init; }

    public bool IsChinese { get; init; }

    /// <summary>How many days before a payment a change of account counts.</summary>
    public int Days { get; init; } = 30;

    /// <summary>An account of more persons than this is told; null for the limit of the newest archived pack.</summary>
    public int? Over { get; init; }

    /// <summary>How many payments a sample takes.</summary>
    public int Size { get; init; } = 50;

    /// <summary>What a sample follows from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Whether a payment's chance grows with its amount.</summary>
    public bool IsWeighted { get; init; }
}
