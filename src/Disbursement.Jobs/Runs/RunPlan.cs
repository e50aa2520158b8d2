using System.Globalization;
using System.Security.Cryptography;
using Disbursement.Domain.Batches;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs.Parts;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Runs;

/// <summary>
/// What every node goes by that does a part of a run: the order and the inputs as they were when it was started. It lies where the start
/// works.
/// </summary>
/// <param name="Year">The year.</param>
/// <param name="ThroughMonth">The last month of the year that it pays.</param>
/// <param name="Counties">The counties it pays; empty for all.</param>
/// <param name="ValueDate">The value date of bank files.</param>
/// <param name="Starters">Everybody who started it, or started it again.</param>
/// <param name="Origin">Where from.</param>
/// <param name="IsChinese">The language of its texts.</param>
/// <param name="HasEnglishHeaders">The language of headers.</param>
/// <param name="PackSha256">The policy pack, in the archive.</param>
/// <param name="BureausSha256">The bureaus, in the archive.</param>
/// <param name="TermsSha256">The list of export templates and names of regions, in the archive; empty for none.</param>
/// <param name="Groups">Names of rosters, by the group they are read in.</param>
/// <param name="PassedOver">What else lay beside them.</param>
/// <param name="Registers">Names of registers.</param>
/// <param name="Program">The build of the program that made it: parts are read by the build that wrote them.</param>
internal sealed record RunPlan(
    int Year, int ThroughMonth, IReadOnlyList<string> Counties, DateOnly? ValueDate, IReadOnlyList<RunStarter> Starters, string Origin,
    bool IsChinese, bool HasEnglishHeaders, string PackSha256, string BureausSha256, string TermsSha256,
    IReadOnlyList<IReadOnlyList<string>> Groups, IReadOnlyList<string> PassedOver, IReadOnlyList<string> Registers, Guid Program)
{
    private const string FileName = "plan.json";

    public static RunPlan Of(RunOrder order, RunInputs inputs) => new(
        order.Year, order.ThroughMonth, order.Counties, order.ValueDate,
        [.. order.Starters.Select(starter => new RunStarter(starter.Officer, starter.Name))], order.Origin, order.IsChinese,
        order.HasEnglishHeaders, inputs.PackReading.Sha256, inputs.BureausSha256, inputs.Terms.Sha256,
        [.. inputs.Groups.Select(group => group.Select(file => file.Name).ToArray())], inputs.PassedOver,
        [.. inputs.Registers.Select(file => file.Name)], Build);

    /// <summary>This build of the program.</summary>
    public static Guid Build => typeof(RunPlan).Module.ModuleVersionId;

    /// <summary>Refuses a run that another build of the program began.</summary>
    /// <exception cref="RunRefusal">Another build did.</exception>
    public void RefuseOtherBuild(string run)
    {
        if (Program != Build)
            throw new RunRefusal($"Run {run} was begun by another version of this program than the one of this node. All nodes must be of "
                + $"one version: stop those of the other one, and start the run again.")
            {
                Chinese = $"批次 {run} 由本程序的另一版本启动，与本节点版本不同。所有节点须为同一版本：请停止其他版本的节点，然后重新启动该批次。",
            };
    }

    /// <summary>The plan of a start, or null where it is gone with a run that is over.</summary>
    /// <param name="folder">Where the start works.</param>
    public static RunPlan? Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        return File.Exists(path) ? SavedPart.Read<RunPlan>(File.ReadAllBytes(path)) : null;
    }

    /// <summary>Puts the plan in its place, whole.</summary>
    public void Write(string folder)
    {
        string path = Path.Combine(folder, FileName), beside = $"{path}.{OwnName.Next()}";
        using (FileStream file = PrivateFile.Create(beside))
        {
            file.Write(SavedPart.Of(this));
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }

    /// <summary>The same with more who started it.</summary>
    public RunPlan With(IEnumerable<RunStarter> starters) => this with { Starters = [.. Starters.Union(starters)] };

    /// <summary>The order as the run was started with, in the folders of this node.</summary>
    public RunOrder OrderOf(RunOrder here, RunRecord run) => here with
    {
        Year = Year,
        ThroughMonth = ThroughMonth,
        Counties = Counties,
        ValueDate = ValueDate,
        Maker = run.Maker,
        MakerOfficer = run.MakerOfficer,
        SystemUser = null,
        Helpers = [.. Starters.Select(starter => (starter.Officer, starter.Name))],
        Origin = Origin,
        IsChinese = IsChinese,
        HasEnglishHeaders = HasEnglishHeaders,
        Out = Path.GetDirectoryName(run.OutFolder)!,
    };

    /// <summary>The inputs as the run was started with: terms from the archive, rosters where this node finds them.</summary>
    /// <exception cref="RunRefusal">The archive does not hold the terms.</exception>
    public RunInputs InputsOf(RunOrder order)
    {
        string folder =
            Path.Combine(order.Inputs, "rosters", Year.ToString(CultureInfo.InvariantCulture)), archive = InputArchive.Of(order.Data);
        string Kept(string sha256) => InputArchive.PlaceOf(archive, sha256);
        PackReading? pack = ReadPolicyPack.OfArchive(archive, PackSha256).Reading;
        byte[] bureauBytes = File.ReadAllBytes(Kept(BureausSha256));
        KeptTerms? terms = KeptTerms.OfArchive(archive, TermsSha256).Terms;
        (IReadOnlyList<Bureau> bureaus, IReadOnlyList<FileRemark> mistakes) = ReadBureaus.Run(
            "bureaus.csv", bureauBytes, [.. terms?.Exports.Templates.Keys ?? []]);
        if (pack is null || terms is null || mistakes.Count > 0
            || Convert.ToHexStringLower(SHA256.HashData(bureauBytes)) != BureausSha256)
            throw new RunRefusal($"{archive} does not hold the policy pack and the bureaus that the run was started with. All nodes must "
                + $"see the same data folder.") { Chinese = $"{archive} 中没有启动该批次时的政策包和财政局名单。所有节点必须使用同一数据文件夹。" };

        int ordinal = 0;
        RosterFile[][] groups = [.. Groups.Select(group => group.Select(
            name => new RosterFile(ordinal++, Path.Combine(folder, name), name, FindRosters.IsCorrection(name))).ToArray())];
        return new RunInputs(pack.Pack!, pack, bureaus, bureauBytes, [.. groups.SelectMany(group => group)], PassedOver)
        {
            Groups = groups,
            Terms = terms,
            Registers = [.. Registers.Select(name => new RosterFile(
                ordinal++, Path.Combine(FindRegisters.FolderOf(order.Inputs, Year), Path.GetFileName(name)), name, IsCorrection: false))],
        };
    }
}

/// <summary>Somebody who started a run.</summary>
internal sealed record RunStarter(int? Officer, string Name);
