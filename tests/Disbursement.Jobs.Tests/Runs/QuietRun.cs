using System.Globalization;
using System.Security.Cryptography;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Runs;

/// <summary>A run of one process that nobody disturbs: what every disturbed one is measured by.</summary>
internal static class QuietRun
{
    private const int Year = 2026;

    /// <summary>
    /// The books hold and can be computed again, and the files of the first run are those of a quiet run that starts at the same second
    /// with the same keys.
    /// </summary>
    public static void AssertSame(TestInputs inputs, string id)
    {
        Assert.That(inputs.Broken(), Is.Empty);
        if (!id.EndsWith("-1", StringComparison.Ordinal))
            return;

        using TestInputs quiet = new();
        AssertSameFiles(inputs, quiet, id,
            quiet.Order(Year) with { Inputs = inputs.Inputs, Maker = Environment.UserName, SystemUser = Environment.UserName });
    }

    /// <summary>The files of a first run are those of a quiet run that starts at the same second with the same keys.</summary>
    /// <param name="inputs">The folders of the run.</param>
    /// <param name="quiet">Folders of the quiet one.</param>
    /// <param name="id">The run.</param>
    /// <param name="order">The order of the quiet one.</param>
    public static void AssertSameFiles(TestInputs inputs, TestInputs quiet, string id, RunOrder order)
    {
        DateTimeOffset startedAt;
        using (DisbursementDb db = Database.OpenToRead(inputs.Data, inputs.Database).Model())
            startedAt = db.Runs.Single(run => run.Id == id).StartedAt;
        Directory.CreateDirectory(Path.Combine(quiet.Data, "keys"));
        foreach (string key in Directory.GetFiles(Path.Combine(inputs.Data, "keys")))
            File.Copy(key, Path.Combine(quiet.Data, "keys", Path.GetFileName(key)));
        quiet.Clock.SetUtcNow(startedAt);
        quiet.Run(order);
        Assert.That(Hashes(Path.Combine(inputs.Out, id)), Is.EqualTo(Hashes(Path.Combine(quiet.Out, id))),
            string.Create(CultureInfo.InvariantCulture, $"{id} started at {startedAt:O}"));
    }

    /// <summary>Names and SHA-256 of every file of a folder.</summary>
    public static IReadOnlyList<string> Hashes(string folder) =>
    [
        .. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => $"{Path.GetRelativePath(folder, file)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}"),
    ];
}
