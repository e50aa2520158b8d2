using System.Globalization;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Proofs;
using Disbursement.Jobs.Signatures;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Privacy;

/// <summary>
/// A data folder after a run, with officers, a held payment that was given another account, and a return line in quarantine: something in
/// each sealed column.
/// </summary>
internal sealed class KeptFolder : IDisposable
{
    public KeptFolder(int households = 4)
    {
        Inputs.Roster("a.csv", [.. Enumerable.Range(1, households).Select(number => A.Household(number))]).Run();
    }

    public TestInputs Inputs { get; } = new();

    public string RingFile => Path.Combine(Inputs.Data, "keys", "keyring.json");

    public string Payment => Value("SELECT MIN(payment_no) AS x FROM payments");

    /// <summary>As a process of its own would open it.</summary>
    public ActSetting Setting => new(
        Inputs.Data, Database.Open(Inputs.Data), KeyRing.Open(Inputs.Data, hasData: true).Ring!, Inputs.Clock, "test",
        new SigningSettings(null, null, Path.Combine(Inputs.Data, "keys")));

    public Officer Boss => Officer("boss");

    public Officer Officer(string name)
    {
        using DisbursementDb db = Database.Open(Inputs.Data).Model();
        return OfficerBook.Of(db, OfficerBook.Find(db, name)!);
    }

    public KeptFolder WithOfficers()
    {
        Done(new ManageOfficers(Setting).Add(null, "boss", OfficerRole.Administrator, [], DisburseProgram.Password));
        foreach (OfficerRole role in new[] { OfficerRole.Operator, OfficerRole.Reviewer, OfficerRole.Auditor })
            Done(new ManageOfficers(Setting).Add(Boss, role.Word(), role, [], DisburseProgram.Password));
        return this;
    }

    public KeptFolder WithActs()
    {
        WithOfficers();
        Done(new HoldPayment(Setting).Hold(Payment, Officer("reviewer"), "户名待核"));
        Done(new GiveAccount(Setting).Run(Payment, Officer("reviewer"), People.Card(777), null, null, null, "本人书面申请"));
        ImportUnknown(1);
        return this;
    }

    /// <summary>Brings in a return file whose only line names no payment, so that it goes into quarantine.</summary>
    public void ImportUnknown(int number, ActSetting? setting = null)
    {
        string file = Path.Combine(Inputs.Root, string.Create(CultureInfo.InvariantCulture, $"unknown-{number}.csv"));
        File.WriteAllText(file, string.Create(CultureInfo.InvariantCulture, $"payment_no,amount,status,reason\nP-{number},1.00,failed,"
            + $"账号{People.Card(number)}\n"));
        Done(new ImportReturns(setting ?? Setting).Run(file, Officer("operator"), CancellationToken.None));
    }

    public ActOutcome Rotate(Administering? by = null, CancellationToken stop = default) =>
        new RotateKeys(Setting).Run(by ?? new Administering(null, "somebody"), new RotationProgress(), stop);

    /// <summary>How many values of the three columns were sealed with which key.</summary>
    public string Keys() => Keys(Inputs.DatabaseFile);

    public static string Keys(string database)
    {
        using TestDatabase rows = new(database);
        return string.Join(' ', rows.Rows("""
            SELECT hex(substr(value, 1, 2)) AS k, COUNT(*) AS n FROM
            (SELECT personal AS value FROM claimants UNION ALL SELECT raw FROM quarantine UNION ALL SELECT personal FROM payees)
              WHERE value IS NOT NULL GROUP BY k ORDER BY k
            """).Select(row => $"{int.Parse(row["k"][..2], NumberStyles.HexNumber, CultureInfo.InvariantCulture)}:{row["n"]}"));
    }

    /// <summary>Every sealed value, opened with the ring that lies there now.</summary>
    public string[] Opened() => Opened(Inputs.DatabaseFile);

    public string[] Opened(string database)
    {
        using Sealer sealer = new(KeyRing.Open(Inputs.Data, hasData: true).Ring!);
        using TestDatabase rows = new(database);
        return [.. rows.Rows("SELECT 'claimants' AS t, number AS r, personal AS v FROM claimants WHERE personal IS NOT NULL UNION ALL "
            + "SELECT 'quarantine', id, raw FROM quarantine UNION ALL SELECT 'payees', id, personal FROM payees")
            .Select(row => System.Text.Encoding.UTF8.GetString(sealer.Open(Convert.FromHexString(row["v"]),
                new SealedPlace(row["t"], long.Parse(row["r"], CultureInfo.InvariantCulture)))))
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>What <c>verify --replay</c> finds broken.</summary>
    public string[] Broken() => Inputs.Broken();

    /// <summary>The record of acts of a kind: outcome, reason, detail.</summary>
    public string[] Record(string act)
    {
        using TestDatabase rows = Inputs.Rows();
        return [.. rows.Rows($"SELECT actor, outcome, coalesce(reason, '') AS reason, coalesce(detail, '') AS detail FROM audit WHERE act "
            + $"= '{act}' ORDER BY sequence").Select(row => $"{row["actor"]} {row["outcome"]} {row["reason"]}{row["detail"]}")];
    }

    public string Value(string sql)
    {
        using TestDatabase rows = Inputs.Rows();
        return rows.Rows(sql)[0].Values.First();
    }

    public static ActOutcome.Done Done(ActOutcome outcome)
    {
        Assert.That(outcome, Is.TypeOf<ActOutcome.Done>(), (outcome as ActOutcome.Refused)?.Refusal.English);
        return (ActOutcome.Done)outcome;
    }

    public static string Refused(ActOutcome outcome)
    {
        Assert.That(outcome, Is.TypeOf<ActOutcome.Refused>(), (outcome as ActOutcome.Done)?.English);
        return ((ActOutcome.Refused)outcome).Refusal.Code;
    }

    public void Dispose() => Inputs.Dispose();
}
