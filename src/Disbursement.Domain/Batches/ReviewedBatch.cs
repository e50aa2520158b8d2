using Disbursement.Domain.Officers;

namespace Disbursement.Domain.Batches;

/// <summary>A file of a batch: what was recorded of it, and what its bytes are now.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Recorded">SHA-256 as recorded.</param>
/// <param name="OnDisk">SHA-256 of the bytes read just now; null where there is no file.</param>
public sealed record BatchFileBytes(string Path, string Recorded, string? OnDisk);

/// <summary>What the decision on an act needs to know of a batch.</summary>
/// <param name="Id">The batch.</param>
/// <param name="County">Its county.</param>
/// <param name="State">Its state.</param>
/// <param name="Makers">Who had a hand in its run.</param>
/// <param name="FilesSha256">One hash over the recorded hashes of its files.</param>
/// <param name="ApprovedSha256">That hash when it was last approved.</param>
public sealed record ReviewedBatch(string Id, string County, BatchState State, IReadOnlyList<Maker> Makers, string FilesSha256,
    string? ApprovedSha256)
{
    /// <summary>
    /// Why an officer may not approve these bytes; null where they may. The officer names the SHA-256 of the file that they reviewed, in
    /// any of its formats.
    /// </summary>
    public ActRefusal? Approve(Officer officer, string reviewed, IReadOnlyList<BatchFileBytes> files)
    {
        if (NotFor(officer) is { } refusal)
            return refusal;
        if (State != BatchState.Proposed)
            return NotIn("approve", "审批");
        if (officer.IsAmong(Makers))
            return MakerIsChecker(officer);
        if (Touched(files) is { } touched)
            return touched;

        return files.Any(file => file.Recorded == reviewed)
            ? null
            : new ActRefusal(
                "BYTES-DIFFER",
                $"批次 {Id} 的付款文件不是您审核的那一份：您给出的是 {reviewed}，现在的是 {string.Join("、", files.Select(file => file.Recorded))}。请重新审核现在的文件。",
                $"Batch {Id}: the file is not the one you reviewed. You named {reviewed}, it is now "
                    + $"{string.Join(", ", files.Select(file => file.Recorded))}. Review the present file first.");
    }

    /// <summary>Why an officer may not release the batch; null where they may.</summary>
    public ActRefusal? Release(Officer officer, IReadOnlyList<BatchFileBytes> files, bool wasVoided)
    {
        if (NotFor(officer) is { } refusal)
            return refusal;
        if (State == BatchState.Proposed && wasVoided)
        {
            return new ActRefusal(
                "APPROVAL-VOID", $"批次 {Id} 审批之后有付款被暂扣或恢复，文件已变更，审批失效。请审核新文件并重新审批。",
                $"Batch {Id}: a payment was held or let go after the approval, so the file changed and the approval is void. Review and "
                    + $"approve the new file first.");
        }

        if (State != BatchState.Approved)
            return NotIn("release", "放行");
        if (officer.IsAmong(Makers))
            return MakerIsChecker(officer);
        if (ApprovedSha256 != FilesSha256)
        {
            return new ActRefusal(
                "BYTES-DIFFER", $"批次 {Id} 的文件与审批时不同（审批 {ApprovedSha256}，现在 {FilesSha256}），不能放行。",
                $"Batch {Id}: its files are not the approved ones (approved {ApprovedSha256}, now {FilesSha256}); it is not released.");
        }

        return Touched(files);
    }

    /// <summary>Why an officer may not reject the batch; null where they may.</summary>
    public ActRefusal? Reject(Officer officer) =>
        NotFor(officer) ?? (State is BatchState.Proposed or BatchState.Approved ? null : NotIn("reject", "退回"));

    /// <summary>Why an officer may not count the unanswered payments of the batch as paid; null where they may.</summary>
    public ActRefusal? Close(Officer officer) => NotFor(officer) ?? (State == BatchState.Released ? null : NotIn("close", "关闭"));

    /// <summary>Why an officer may not hold a payment of the batch or let it go; null where they may.</summary>
    public ActRefusal? Hold(Officer officer) =>
        NotFor(officer) ?? (State is BatchState.Proposed or BatchState.Approved ? null : NotIn("hold a payment of", "暂扣或恢复付款："));

    /// <summary>Why the batch is not this officer's business; null where it is.</summary>
    public ActRefusal? NotFor(Officer officer) => officer.Covers(County)
        ? null
        : new ActRefusal("NOT-YOUR-COUNTY", $"批次 {Id} 属于 {County}，不在 {officer.Name} 的管辖范围（{string.Join("、", officer.Counties)}）。",
            $"Batch {Id} is of county {County}; {officer.Name} acts for {string.Join(", ", officer.Counties)}.");

    private ActRefusal NotIn(string act, string chinese) => new(
        "STATE", $"批次 {Id} 的状态是“{State.Say(isChinese: true)}”，不能{chinese}。",
        $"Cannot {act} batch {Id}: it is {State.Word()}.");

    private ActRefusal MakerIsChecker(Officer officer) => new(
        "MAKER-IS-CHECKER", $"{officer.Name} 参与制作了批次 {Id} 的数据，须由另一人审批和放行。",
        $"{officer.Name} had a hand in making batch {Id}; somebody else must approve and release it.");

    private ActRefusal? Touched(IReadOnlyList<BatchFileBytes> files)
    {
        BatchFileBytes? touched = files.FirstOrDefault(file => file.OnDisk != file.Recorded);
        if (touched is null)
            return null;

        return touched.OnDisk is null
            ? new ActRefusal("FILE-TOUCHED", $"批次 {Id} 的文件 {touched.Path} 不见了。请恢复原文件。",
                $"Batch {Id}: the file {touched.Path} is missing. Put the original back.")
            : new ActRefusal(
                "FILE-TOUCHED", $"批次 {Id} 的文件 {touched.Path} 被改动：记录为 {touched.Recorded}，磁盘上为 {touched.OnDisk}。请恢复原文件。",
                $"Batch {Id}: the file {touched.Path} was touched: recorded {touched.Recorded}, on disk {touched.OnDisk}. "
                    + "Put the original back.");
    }
}
