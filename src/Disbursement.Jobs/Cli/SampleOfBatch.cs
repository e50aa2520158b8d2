using System.CommandLine;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Batches;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Cli;

/// <summary><c>batch sample</c>: payments of a batch to check by hand, drawn from a seed, and what came of it.</summary>
internal static class SampleOfBatch
{
    private const int Usual = 20;

    public static Command Command()
    {
        Argument<string> batch = new("BATCH") { Description = "A batch, such as 2026-1-320302-sab" };
        Option<ulong> seed = new("--seed") { Description = "The same seed draws the same payments", Required = true };
        Option<int> size = new("--size") { Description = $"How many, at most {DrawPayments.Most}", DefaultValueFactory = _ => Usual };
        Option<int?> wrong = new("--wrong") { Description = "Records the result: how many of them were wrong" };
        Command command = new("sample", "Draws payments of a batch to check by hand, and records what came of it")
        {
            batch, seed, size, wrong, OfficerOptions.Reason, OfficerOptions.As, OfficerOptions.PasswordStdin,
        };
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            string id = parsed.GetValue(batch)!;
            if (parsed.GetValue(wrong) is { } found)
            {
                ActSetting setting = OfficerOptions.Setting(parsed, OpenFolder.Existing(parsed));
                Officer officer = OfficerOptions.SignedIn(parsed, setting, isChinese);
                return OfficerOptions.Say(new RecordSample(setting).Run(id, parsed.GetValue(seed), parsed.GetValue(size), found, officer,
                    parsed.GetValue(OfficerOptions.Reason) ?? ""), isChinese);
            }

            if (parsed.GetValue(size) is < 1 or > DrawPayments.Most)
                throw new ActNotDone(RecordSample.Impossible(0));

            OpenFolder open = OpenFolder.ToRead(parsed);
            using DisbursementDb db = open.Store.Model();
            BatchRecord record = ReadBatches.Find(db, id) ?? throw new ActNotDone(ActRefusal.NoSuch("批次", "batch", id));
            IReadOnlyList<ListedPayment> drawn =
                ListPayments.With(db, open.Ring, DrawPayments.Run(db, record.Number, parsed.GetValue(seed), parsed.GetValue(size)));
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(drawn.Select(
                    one => new { one.Payment.PaymentNo, one.Payment.State, one.Payment.AmountFen, one.Payment.Flags, one.RegionCode,
                        one.HouseholdNo, one.Role })));
                return ExitCode.Done;
            }

            foreach (ListedPayment one in drawn)
                Console.WriteLine($"{one.Payment.PaymentNo}  {one.Payment.State.Say(isChinese),-10}"
                    + $"{new Domain.Amounts.Money(one.Payment.AmountFen).Grouped(),14}  {open.Region(one.RegionCode)} {one.HouseholdNo} "
                    + $"{PersonList.RoleText(one.Role, isChinese)}  {one.Person.Name}  {one.Payment.Flags}");
            return ExitCode.Done;
        })));
        return command;
    }
}
