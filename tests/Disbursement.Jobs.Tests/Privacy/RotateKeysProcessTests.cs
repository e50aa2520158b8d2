using System.Diagnostics;
using System.Globalization;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Privacy;

/// <summary>The program itself rotates keys: it is killed at several moments and gone on with, and others work while it does.</summary>
[TestFixture]
internal sealed class RotateKeysProcessTests
{
    private const int Households = 25_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private KeptFolder _folder = null!;
    private DisburseProgram _disburse = null!;
    private long _values;

    [SetUp]
    public void MakeFolder()
    {
        _folder = new KeptFolder(2);
        _folder.Inputs.WithSample(Households).Run();
        _disburse = new DisburseProgram(_folder.Inputs.Root);
        _values = ByKey().Values.Sum();
    }

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void Killed_at_any_moment_it_is_gone_on_with_and_nothing_is_lost()
    {
        string[] opened = _folder.Opened();
        long ring = new FileInfo(_folder.RingFile).Length;
        using TestDatabase rows = _folder.Inputs.Rows();
        string[] numbers =
            [.. rows.Rows("SELECT number AS n FROM claimants WHERE personal IS NOT NULL ORDER BY number").Select(row => row["n"])];

        // The moment the ring has its new key; then the moments at which it has come to some row, until it was caught in the middle three
        // times.
        KilledWhen(() => new FileInfo(_folder.RingFile).Length > ring);
        List<string> caught = [];
        for (int i = 0; i < 40 && caught.Count < 3; i++)
        {
            string row = numbers[numbers.Length * (i % 4) / 5];
            string keys = KilledWhen(
                () => rows.Number($"SELECT COUNT(*) FROM claimants WHERE number = {row} AND substr(personal, 1, 1) = x'{Newest:X2}'") == 1);
            if (keys.Contains(' ', StringComparison.Ordinal))
                caught.Add(keys);
        }

        (int exit, string said) = _disburse.Run("keys", "rotate");

        Assert.That((exit, caught.Count, ByKey().Keys), Is.EqualTo((0, 3, new[] { Newest })), said);
        Assert.That((_folder.Opened().SequenceEqual(opened), _folder.Broken()), Is.EqualTo((true, Array.Empty<string>())));
        string[] record = [.. _folder.Record("rotate-keys").Select(act => act.Split(' ')[2])];
        Assert.That((record[0], record.Contains("resumed"), record[^1]), Is.EqualTo(("started", true, "ended")));
    }

    [Test]
    public void Others_act_while_it_runs()
    {
        _folder.WithOfficers();
        long before = _values;
        int acts = 0;
        using Process rotation = _disburse.Start("keys", "rotate", "--as", "boss", "--password-stdin");
        rotation.StandardInput.WriteLine(DisburseProgram.Password);
        while (!rotation.HasExited)
        {
            if (ByKey().GetValueOrDefault(Newest) == 0)
                continue;

            ActSetting setting = _folder.Setting;
            _folder.ImportUnknown(++acts, setting);
            KeptFolder.Done(acts % 2 == 1
                ? new HoldPayment(setting).Hold(_folder.Payment, _folder.Officer("reviewer"), "待核")
                : new HoldPayment(setting).Unhold(_folder.Payment, _folder.Officer("reviewer"), "已核"));
        }

        (int exit, string said) = DisburseProgram.Said(rotation);

        Assert.That((exit, acts > 1), Is.EqualTo((0, true)), $"{acts} acts; {said}");
        Assert.That((_folder.Keys(), _folder.Broken()),
            Is.EqualTo((string.Create(CultureInfo.InvariantCulture, $"2:{before + acts}"), Array.Empty<string>())));
    }

    private ushort Newest => KeyRing.Open(_folder.Inputs.Data, hasData: true).Ring!.Newest;

    private Dictionary<ushort, long> ByKey() =>
        _folder.Keys().Split(' ').Select(key => key.Split(':')).ToDictionary(key => ushort.Parse(key[0], CultureInfo.InvariantCulture),
            key => long.Parse(key[1], CultureInfo.InvariantCulture));

    /// <summary>Starts a rotation and kills it as soon as something is so; tells which keys the values have then.</summary>
    private string KilledWhen(Func<bool> isTime)
    {
        using Process process = _disburse.Start("keys", "rotate");
        Stopwatch watch = Stopwatch.StartNew();
        while (!process.HasExited && !isTime())
            Assert.That(watch.Elapsed, Is.LessThan(Patience));
        process.Kill();
        process.WaitForExit();
        return _folder.Keys();
    }
}
