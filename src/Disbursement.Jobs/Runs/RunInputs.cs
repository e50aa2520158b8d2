using System.Security.Cryptography;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.PaymentFiles;
using Disbursement.Jobs.Policies;

namespace Disbursement.Jobs.Runs;

/// <summary>The inputs of a run besides the rosters' rows, checked before anything starts.</summary>
internal sealed record RunInputs(
    PolicyPack Pack, PackReading PackReading, IReadOnlyList<Bureau> Bureaus, byte[] BureauBytes, IReadOnlyList<RosterFile> Rosters,
    IReadOnlyList<string> PassedOver)
{
    /// <summary>Where the pack in force stands, below the inputs.</summary>
    public const string PolicyFolder = "policy";

    /// <summary>The rosters in groups that are read side by side.</summary>
    public IReadOnlyList<IReadOnlyList<RosterFile>> Groups { get; init; } = ReadRosters.Groups(Rosters);

    /// <summary>Registers of other offices, numbered after the rosters; mostly none.</summary>
    public IReadOnlyList<RosterFile> Registers { get; init; } = [];

    /// <summary>Export templates that the bureaus name, and names of regions.</summary>
    public KeptTerms Terms { get; init; } = KeptTerms.None;

    /// <summary>The columns that rosters may have under the pack.</summary>
    public RosterForm Form { get; init; } = RosterForm.Of(Pack);

    /// <summary>The schemes of the pack, made ready to judge.</summary>
    public SchemeRules Rules { get; } = SchemeRules.Of(Pack);

    public string BureausSha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(BureauBytes));

    /// <summary>The counties that an order pays, in the order of their codes: those it names, or all that have a bureau.</summary>
    public string[] CountiesOf(RunOrder order) => CountiesOf(order.Counties);

    /// <summary>The counties that are named, in the order of their codes; all that have a bureau where none is.</summary>
    public string[] CountiesOf(IReadOnlyCollection<string> named) =>
        [.. (named.Count > 0 ? named : Bureaus.Select(bureau => bureau.County)).Order(StringComparer.Ordinal)];

    /// <summary>Keeps the policy pack, the bureaus and what they name in the archive, like the rosters.</summary>
    /// <param name="archive">The archive; null for a reading that keeps nothing.</param>
    public void KeepTerms(string? archive)
    {
        if (archive is null)
            return;

        void Keep(byte[] bytes, string sha256) => KeepInArchive.Run(archive, bytes, sha256);
        PackReading.Files.Keep(Keep);
        Keep(BureauBytes, BureausSha256);
        Terms.Files.Keep(Keep);
    }

    /// <summary>Reads the pack and the bureaus and lists the rosters.</summary>
    /// <exception cref="RunRefusal">Something is missing or wrong; every mistake is named.</exception>
    public static RunInputs Read(RunOrder order)
    {
        string rosters = Path.Combine(order.Inputs, "rosters", order.Year.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (!Directory.Exists(order.Inputs))
            throw new RunRefusal($"The inputs folder {order.Inputs} does not exist. Name it with --inputs.")
            {
                Chinese = $"输入文件夹 {order.Inputs} 不存在，请用 --inputs 指定。",
            };
        if (!Directory.Exists(rosters))
            throw new RunRefusal($"There is no folder {rosters}. Put the rosters of {order.Year} there.")
            {
                Chinese = $"没有文件夹 {rosters}，请把 {order.Year} 年的花名册放在其中。",
            };

        PackReading pack = ReadPack(Path.Combine(order.Inputs, PolicyFolder));
        string bureausFile = Path.Combine(order.Inputs, "bureaus.csv");
        if (!File.Exists(bureausFile))
            throw new RunRefusal($"There is no {bureausFile}: it says which finance bureaus pay.")
            {
                Chinese = $"没有 {bureausFile}：该文件写明由哪些财政局付款。",
            };

        if ((RegularFile.WhyNot(bureausFile, mayBeLink: true) ?? TooLarge(bureausFile)) is { } reason)
            throw new RunRefusal($"{bureausFile} {reason.English}.") { Chinese = $"{bureausFile} {reason.Chinese}。" };

        byte[] bureauBytes = File.ReadAllBytes(bureausFile);
        (IReadOnlyList<Bureau> bureaus, IReadOnlyList<FileRemark> mistakes) = ReadBureaus.Run(
            bureausFile, bureauBytes, ReadTemplates.NamesIn(order.Inputs));
        if (mistakes.Count > 0)
            throw new RunRefusal($"{bureausFile} has {Counted.Of(mistakes.Count, "mistake")}. Nothing was run.", mistakes)
            {
                Chinese = $"{bureausFile} 有 {mistakes.Count} 处错误，未作任何运算。",
            };

        KeptTerms terms = KeptTerms.Read(order.Inputs, bureaus);
        string[] unknown = [.. order.Counties.Where(county => bureaus.All(bureau => bureau.County != county))];
        if (unknown.Length > 0)
            throw new RunRefusal($"--counties names {string.Join(", ", unknown)}, which has no bureau in {bureausFile}.")
            {
                Chinese = $"--counties 中的 {string.Join("、", unknown)} 在 {bureausFile} 中没有财政局。",
            };

        (IReadOnlyList<RosterFile> files, IReadOnlyList<string> passedOver) = FindRosters.Run(order.Inputs, order.Year);
        if (passedOver.FirstOrDefault(RosterNames.IsLeft) is { } left)
            throw new RunRefusal($"An act on the rosters of {order.Year} is under way, or was cut short: {left} lies in {rosters}. "
                + $"'disburse roster list --year {order.Year}', or the page of rosters, settles it; then start again. Nothing was run.")
            {
                Chinese = $"{order.Year} 年花名册的一项操作正在进行或中途中断：{rosters} 中有 {left}。"
                    + $"请运行 disburse roster list --year {order.Year}（或由经办打开“名册”页）使其就位，然后重新启动。未作任何运算。",
                IsResumable = true,
            };
        if (files.Count == 0)
            throw new RunRefusal($"There is no roster (*.csv, *.xlsx or *.xls) in {rosters}.")
            {
                Chinese = $"{rosters} 中没有花名册（*.csv、*.xlsx 或 *.xls）。",
            };
        (IReadOnlyList<RosterFile> registers, IReadOnlyList<string> others) = FindRegisters.Run(order.Inputs, order.Year, files.Count);
        return new RunInputs(pack.Pack!, pack, bureaus, bureauBytes, files, [.. passedOver, .. others])
        {
            Registers = registers, Terms = terms,
        };
    }

    private static FileRemark? TooLarge(string file) => new FileInfo(file).Length <= FileLimits.LargestBureaus
        ? null
        : new FileRemark($"is over {FileLimits.LargestBureaus >> 20} MiB", $"超过 {FileLimits.LargestBureaus >> 20} MiB");

    /// <summary>The pack in force: the only one in its folder, and sound.</summary>
    /// <exception cref="RunRefusal">There is none, there are several, or it has mistakes; every one is named.</exception>
    public static PackReading ReadPack(string folder)
    {
        string[] packs = PackFolder.PacksIn(folder);
        if (packs.Length != 1)
            throw packs.Length > 1 ? SeveralPacks(folder, packs) : new RunRefusal($"There is no policy pack (*.yaml) in {folder}.")
            {
                Chinese = $"{folder} 中没有政策包（*.yaml）。",
            };

        PackReading reading = ReadPolicyPack.Run(packs[0]);
        return reading.Pack is not null
            ? reading
            : throw new RunRefusal($"The policy pack has {Counted.Of(reading.Defects.Count, "mistake")}. Nothing was run.",
                reading.Defects.Select(defect => defect.Told)) { Chinese = $"政策包有 {reading.Defects.Count} 处错误，未作任何运算。" };
    }

    /// <summary>That a run takes no folder with several packs: it would go by whichever comes first.</summary>
    public static RunRefusal SeveralPacks(string folder, string[] packs) => new(
        $"{folder} holds {packs.Length} policy packs ({string.Join(", ", packs.Select(Path.GetFileName))}); leave the one in force. "
            + "A file beside it may hold sections of schemes alone.")
    {
        Chinese = $"{folder} 中有 {packs.Length} 个政策包（{string.Join("、", packs.Select(Path.GetFileName))}），请只留下现行的一个；"
            + "其他文件只可含 schemes 一节。",
    };
}
