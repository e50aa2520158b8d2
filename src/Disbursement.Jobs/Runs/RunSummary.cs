using System.Globalization;
using System.Text;
using System.Text.Json;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Batches;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Runs.Parts;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Runs;

/// <summary>What a run did, as summary.json and summary.txt say it.</summary>
internal sealed partial record RunSummary(
    RunRecord Run, RunInputs Inputs, bool IsDryRun, IReadOnlyList<RosterReading> Files, IReadOnlyList<Acceptance> Acceptances,
    Duplicates Duplicates, IReadOnlyList<CountyTally> Counties)
{
    /// <summary>What became of the registers of other offices.</summary>
    public IReadOnlyList<RegisterReading> Registers { get; init; } = [];

    /// <summary>Every file that was read, in order: rosters, then registers.</summary>
    public IEnumerable<(string Name, string Sha256)> Read =>
        Files.Select(file => (file.File.Name, file.Sha256)).Concat(Registers.Select(file => (file.File.Name, file.Sha256)));

    /// <summary>Households that registers contradict.</summary>
    public long Contradicted => Counties.Sum(county => county.Contradicted);

    public long Accepted => Acceptances.Sum(county => county.Accepted);

    public long Rejected => Acceptances.Sum(county => county.Rejected);

    public int Payments => Counties.Sum(county => county.Batches.Sum(batch => batch.Payments));

    /// <summary>The sum of all payments.</summary>
    public long Fen => Counties.Sum(county => county.Batches.Sum(batch => batch.Total.Fen));

    public int RefusedFiles => Files.Count(file => file.Refusal is not null);

    /// <summary>
    /// What was found and not read: other files, folders, sheets without a header. A person must look whether somebody stands in them.
    /// </summary>
    public IEnumerable<FileRemark> PassedOver =>
    [
        .. Inputs.PassedOver.Select(RosterNames.WhyPassedOver),
        .. Files.SelectMany(file => file.Unread.Select(remark => Of(file.File, remark))),
        .. Registers.SelectMany(file => file.Unread.Select(remark => Of(file.File, remark))),
    ];

    private static FileRemark Of(RosterFile file, FileRemark remark) =>
        new($"{file.Name}: {remark.English}", $"{file.Name}：{remark.Chinese}");

    /// <summary>Rosters that changed or vanished while they were read.</summary>
    public IEnumerable<RosterReading> ChangedFiles => Files.Where(file => file.Changed is not null);

    /// <summary>
    /// Whether something waits for a person: rejected households, refused files, files that were not left alone, or households that
    /// registers or one another's rosters contradict.
    /// </summary>
    public bool NeedsPerson =>
        Rejected > 0 || Duplicates.Children.Count > 0 || RefusedFiles > 0 || ChangedFiles.Any() || PassedOver.Any() || Contradicted > 0
        || Registers.Any(register => register.Refusal is not null || register.Changed is not null || register.Malformed > 0);

    /// <summary>The same by the summary for machines, for whoever has it alone.</summary>
    public static bool NeedsPersonBy(ReadOnlyMemory<byte> json)
    {
        using JsonDocument read = JsonDocument.Parse(json);
        return read.RootElement.GetProperty("needsPerson").GetBoolean();
    }

    public int AssumedValues => Inputs.Pack.Parameters.Count(parameter => parameter.IsAssumed);

    /// <summary>Sums of one scheme over all counties.</summary>
    public (long Granted, long Refused, long Unclaimed, int Payments, long Fen) Of(Scheme scheme) => (
        Counties.Sum(county => county.Of(scheme, Outcome.Granted)),
        Counties.Sum(county => county.Of(scheme, Outcome.Refused)),
        Counties.Sum(county => county.Of(scheme, Outcome.Unclaimed)),
        Counties.SelectMany(county => county.Batches).Where(batch => batch.Scheme == scheme).Sum(batch => batch.Payments),
        Counties.SelectMany(county => county.Batches).Where(batch => batch.Scheme == scheme).Sum(batch => batch.Total.Fen));

    /// <summary>Writes the summary for machines and the one for people among the files of the run.</summary>
    public void Write(RunFolders folders)
    {
        File.WriteAllBytes(folders.Grow("summary.json"), ToJson());
        File.WriteAllText(folders.Grow("summary.txt"), ToText());
    }

    /// <summary>The summary for machines.</summary>
    public byte[] ToJson() => Registers.Count == 0 ? JsonBytes.Of(Whole) : JsonBytes.With(Whole, "registers", new
    {
        TrustRegisters = Inputs.Pack.TrustsRegisters,
        Households = Contradicted,
        Files = Registers.Select(file => new
        {
            Path = file.File.Name,
            file.Sha256,
            file.Bytes,
            file.Encoding,
            file.Lines,
            file.Matched,
            file.Unmatched,
            file.Malformed,
            Refusal = file.Refusal?.Say(IsChinese),
            Unread = file.Unread.Select(remark => remark.Say(IsChinese)),
            Warnings = Remarks(file).Select(warning => warning.Say(IsChinese)),
        }),
    });

    private object Whole => new
    {
        Run = IsDryRun ? $"dry-{Run.Year}" : Run.Id,
        Run.Year,
        Through = Run.Through.ToString(),
        Counties = Run.Counties.Length == 0 ? [] : Run.Counties.Split(','),
        Run.Maker,
        StartedAt = Instants.Utc(Run.StartedAt),
        PolicyPack = new
        {
            Inputs.Pack.Name,
            Inputs.PackReading.Sha256,
            AssumedValues,
            Files = Inputs.PackReading.Files.All.Select(file => new { file.Path, file.Sha256 }),
        },
        BureausSha256 = Inputs.BureausSha256,
        Terms = Inputs.Terms.Files.All.Select(file => new { file.Path, file.Sha256 }),
        Households = new { Read = Accepted + Rejected, Accepted, Rejected },
        Duplicates = new { Duplicates.Claimants, Duplicates.Accounts, Children = Duplicates.Children.Count },
        Payments,
        TotalFen = Fen,
        NeedsPerson,
        Recoveries = Recovered.Count,
        RecoveredFen = Recovered.Sum.Fen,
        OtherPackThan,
        Notes = new { Zh = Notable(isChinese: true), En = Notable(isChinese: false) },
        Schemes = Inputs.Pack.Schemes.Select(scheme => Of(scheme) is var sums
            ? new { Scheme = scheme.Code, Inputs.Pack.TermsOf(scheme).Title, sums.Granted, sums.Refused, sums.Unclaimed, sums.Payments,
                TotalFen = sums.Fen }
            : null),
        Bureaus = Counties.Select(county => new
        {
            county.County,
            county.Households,
            Rejected = Acceptances.Where(acceptance => acceptance.County == county.County).Sum(acceptance => acceptance.Rejected),
            county.Claimants,
            county.Unclaimed,
            county.Absent,
            Batches = county.Batches.Select(batch => new
            {
                Batch = batch.Id,
                Scheme = batch.Scheme.Code,
                batch.Payments,
                CurrentFen = batch.Current.Fen,
                ArrearsFen = batch.Arrears.Fen,
                RecoveryFen = -batch.Offsets.Fen,
                TotalFen = batch.Total.Fen,
                batch.Recoveries,
                RecoveredFen = batch.Recovered.Fen,
                Flags = batch.IsAssumed ? new[] { "ASSUMED" } : [],
            }),
            Decisions = Inputs.Pack.Schemes.Select(scheme => new
            {
                Scheme = scheme.Code,
                Granted = county.Of(scheme, Outcome.Granted),
                Refused = county.Of(scheme, Outcome.Refused),
                Unclaimed = county.Of(scheme, Outcome.Unclaimed),
            }),
        }),
        Inputs = Files.Select(file => new
        {
            Path = file.File.Name,
            file.Sha256,
            file.Bytes,
            file.Encoding,
            file.Rows,
            Households = new { Read = file.Households, file.Accepted, file.Rejected, file.Replaced },
            Counties = file.Counties.Order(StringComparer.Ordinal),
            Refusal = file.Refusal?.Say(IsChinese),
            Changed = file.Changed?.Say(IsChinese),
            Unread = file.Unread.Select(remark => remark.Say(IsChinese)),
            Warnings = file.Warnings.Select(warning => warning.Say(IsChinese)),
        }),
        PassedOver = Inputs.PassedOver,
    };

    private static IEnumerable<FileRemark> Remarks(RegisterReading register) => register.Changed is { } changed
        ? [changed, .. register.Warnings]
        : register.Warnings;

    /// <summary>The summary for people.</summary>
    public string ToText()
    {
        StringBuilder text = new();
        text.AppendLine(Say($"发放批次 {Title}", $"Run {Title}"));
        if (!Run.Through.IsDecember)
            text.AppendLine(Say($"发放至 {Run.Through}", $"Paid through {Run.Through}"));
        text.AppendLine(Say(
            $"政策包 {Inputs.Pack.Name} {Inputs.PackReading.Sha256}，其中 {AssumedValues} 个参数为假定值，付款前须由财政部门确认", $"Policy pack {Inputs.Pack.Name} "
                + $"{Inputs.PackReading.Sha256}; {AssumedValues} of its values {Counted.Are(AssumedValues)} assumed: "
                    + $"confirm them before money moves"));
        text.AppendLine(Say($"户数：读取 {Accepted + Rejected}，受理 {Accepted}，退回 {Rejected}；拒收文件 {RefusedFiles}", $"Households: read "
            + $"{Accepted + Rejected}, accepted {Accepted}, rejected {Rejected}; files refused {RefusedFiles}"));
        text.AppendLine(
            Say($"跨户重复申领人 {Duplicates.Claimants} 人（名单见 duplicates/）；超过限额人数共用的银行账号 {Duplicates.Accounts} 个", $"Claimants who stand in "
                + $"several households: {Duplicates.Claimants} (listed in duplicates/); bank accounts shared by more claimants than the "
                + $"limit: {Duplicates.Accounts}"));
        if (Duplicates.Children.Count > 0)
            text.AppendLine(Say(
                $"跨户记载不一致的子女 {Duplicates.Children.Count} 人，相关付款暂扣待审（名单见 children/）",
                $"Children about whom households do not go together: {Duplicates.Children.Count}; payments that rest on them are held for "
                    + $"the reviewer (listed in children/)"));
        foreach (string line in Notable(IsChinese))
            text.AppendLine(line);
        text.AppendLine();
        text.AppendLine(Say("项目    准予    不予    未申报    付款笔数    金额（元）", "scheme  granted  refused  unclaimed  payments  yuan"));
        foreach (Scheme scheme in Inputs.Pack.Schemes)
        {
            var sums = Of(scheme);
            text.AppendLine(CultureInfo.InvariantCulture,
                $"{scheme.Code,-6}{sums.Granted,9}{sums.Refused,9}{sums.Unclaimed,11}{sums.Payments,10}{new Money(sums.Fen),18}");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"{Say("合计", "total"),-35}{Payments,10}{new Money(Fen),18}");
        text.AppendLine();
        text.AppendLine(Say("财政局  受理户数  退回户数  付款笔数  金额（元）  未申报  失联", "bureau  accepted  rejected  payments  yuan  unclaimed  absent"));
        foreach (CountyTally county in Counties)
        {
            long rejected = Acceptances.Where(acceptance => acceptance.County == county.County).Sum(acceptance => acceptance.Rejected);
            text.AppendLine(CultureInfo.InvariantCulture,
                $"{county.County}{county.Households,10}{rejected,10}{county.Batches.Sum(batch => batch.Payments),10}"
                    + $"{new Money(county.Batches.Sum(batch => batch.Total.Fen)),18}{county.Unclaimed,8}{county.Absent,8}");
        }

        text.AppendLine();
        foreach (RosterReading file in Files)
        {
            string outcome = file.Refusal is { } refusal
                ? Say($"整份拒收：{refusal.Chinese}", $"refused: {refusal.English}")
                : Say($"读取 {file.Households} 户，受理 {file.Accepted}，退回 {file.Rejected}，被更正 {file.Replaced}",
                    $"read {file.Households}, accepted {file.Accepted}, rejected {file.Rejected}, replaced {file.Replaced}");
            text.AppendLine(CultureInfo.InvariantCulture, $"{file.File.Name}  {file.Sha256}  {outcome}");
            foreach (FileRemark warning in file.Warnings)
                text.AppendLine(CultureInfo.InvariantCulture, $"    {warning.Say(IsChinese)}");
        }

        foreach (KeptFile file in Inputs.PackReading.Files.All.Concat(Inputs.Terms.Files.All))
            text.AppendLine(CultureInfo.InvariantCulture, $"{file.Path}  {file.Sha256}");
        if (Registers.Count > 0)
            text.AppendLine().AppendLine(Say($"与其他部门登记矛盾的户 {Contradicted} 户（名单见 contradictions/），"
                + $"{(Inputs.Pack.TrustsRegisters ? "以登记为准" : "其付款暂扣待审")}", $"Households that registers contradict: {Contradicted} (listed "
                    + $"in contradictions/); "
                    + $"{(Inputs.Pack.TrustsRegisters ? "the registers decide" : "their payments are held for the reviewer")}"));
        foreach (RegisterReading file in Registers)
        {
            string outcome = file.Refusal is { } refusal
                ? Say($"整份拒收：{refusal.Chinese}", $"refused: {refusal.English}")
                : Say($"{file.Lines} 行，对应在册人员 {file.Matched}，无对应 {file.Unmatched}，格式错误 {file.Malformed}（见 registers/）",
                    $"{Counted.Of(file.Lines, "line")}, {file.Matched} on people of the rosters, {file.Unmatched} on nobody there, "
                        + $"{file.Malformed} malformed (listed in registers/)");
            text.AppendLine(CultureInfo.InvariantCulture, $"{file.File.Name}  {file.Sha256}  {outcome}");
            foreach (FileRemark warning in Remarks(file))
                text.AppendLine(CultureInfo.InvariantCulture, $"    {warning.Say(IsChinese)}");
        }

        foreach (FileRemark passed in PassedOver)
            text.AppendLine(Say($"未读取：{passed.Chinese}", $"passed over: {passed.English}"));
        return text.ToString().ReplaceLineEndings("\n");
    }

    private string Title => IsDryRun ? $"dry-{Run.Year}" : Run.Id;

    private bool IsChinese => Run.Language == "zh";

    private string Say(string chinese, string english) => IsChinese ? chinese : english;
}
