using Disbursement.Domain.Registers;
using Disbursement.Jobs.Files;

namespace Disbursement.Jobs.Intake;

/// <summary>What became of one register.</summary>
internal sealed record RegisterReading(RosterFile File, RegisterKind Kind)
{
    public string Sha256 { get; set; } = "";

    public long Bytes { get; set; }

    public string Encoding { get; set; } = "";

    /// <summary>Why the whole file is refused, if it is.</summary>
    public FileRemark? Refusal { get; set; }

    /// <summary>That the file changed or vanished while it was read.</summary>
    public FileRemark? Changed { get; set; }

    /// <summary>What was passed over and a person must look at; it stands among the warnings too.</summary>
    public IReadOnlyList<FileRemark> Unread { get; set; } = [];

    public IReadOnlyList<FileRemark> Warnings { get; set; } = [];

    /// <summary>Lines below the header.</summary>
    public long Lines { get; set; }

    /// <summary>Lines that cannot be used; they are listed.</summary>
    public long Malformed { get; set; }

    /// <summary>Lines on people who stand in no accepted household of the run.</summary>
    public long Unmatched { get; set; }

    /// <summary>Lines on members of accepted households.</summary>
    public long Matched => Lines - Malformed - Unmatched;
}
