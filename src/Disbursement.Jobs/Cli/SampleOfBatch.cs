using System.CommandLine;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Runs.Acts;
using Disbursement.Jobs.Store;

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
        Command command = new("sample", "Draws payments of a batch to check by hand, and records what came of it") { batch, seed, size, wrong, OfficerOptions.Reason, OfficerOptions.As, OfficerOptions.PasswordStdin };
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            string id = parsed.GetValue(batch)!;
            if (parsed.GetValue(wrong) is { } found)
            {
                ActSetting setting = OfficerOptions.Setting(parsed, OpenFolder.Existing(parsed));
                Officer officer = OfficerOptions.SignedIn(parsed, setting, isChinese);
                return OfficerOptions.Say(new RecordSample(setting).Run(id, parsed.GetValue(seed), parsed.GetValue(size), found, officer, parsed.GetValue(OfficerOptions.Reason) ?? ""), isChinese);
            }

            using DisbursementDb db = OpenFolder.ToRead(parsed).Store.Model();
            BatchRecord record = ReadBatches.Find(db, id) ?? throw new ActNotDone(ActRefusal.NoSuch("批次", "batch", id));
            foreach (PaymentRecord payment in DrawPayments.Run(db, record.Number, parsed.GetValue(seed), Math.Clamp(parsed.GetValue(size), 1, DrawPayments.Most)))
                Console.WriteLine($"{payment.PaymentNo}  {payment.State,-10}{new Domain.Amounts.Money(payment.AmountFen),14}  {payment.Flags}");
            return ExitCode.Done;
        })));
        return command;
    }
}
