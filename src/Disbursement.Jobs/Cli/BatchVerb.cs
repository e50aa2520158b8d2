using System.CommandLine;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Cli;

/// <summary><c>batch show|sample|approve|reject|release|close|hold|unhold|cancel</c>: what reviewers do.</summary>
internal static class BatchVerb
{
    private static readonly Argument<string?> Batch = new("BATCH")
    {
        Description = "A batch, such as 2026-1-320302-sab",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Argument<string> Payment = new("PAYMENT_NO") { Description = "A payment, such as 2026-1-320302-sab-000007" };
    private static readonly Option<string?> RunId = new("--run") { Description = "With --all: every batch of this run" };
    private static readonly Option<bool> All = new("--all") { Description = "With --run: every batch that the officer may act on" };

    public static Command Command() =>
        new("batch", "Shows a batch or a payment; approves, rejects, releases, closes; holds, lets go or cancels one payment")
    {
        BatchShow.Command(), SampleOfBatch.Command(), Approve(),
        Whole("reject", "Refuses a batch: its payments are cancelled and computed again by the next run",
            [BatchState.Proposed, BatchState.Approved],
            needsReason: true, (setting, batch, officer, reason) => new RejectBatch(setting).Run(batch, officer, reason)),
        Whole("release", "Sends an approved batch to the bank and signs the manifest", [BatchState.Approved], needsReason: false,
            (setting, batch, officer, _) => new ReleaseBatch(setting).Run(batch, officer)),
        Whole("close", "Counts as paid what the bank did not name: for banks that answer with failures alone", [BatchState.Released],
            needsReason: true, (setting, batch, officer, reason) => new CloseBatch(setting).Run(batch, officer, reason)),
        One("hold", "Keeps a payment back", (setting, payment, officer, reason) => new HoldPayment(setting).Hold(payment, officer, reason)),
        One("unhold", "Lets a held payment go",
            (setting, payment, officer, reason) => new HoldPayment(setting).Unhold(payment, officer, reason)),
        Account(),
        One("cancel", "Gives a failed or held payment up: the next run computes what is due",
            (setting, payment, officer, reason) => new CancelPayment(setting).Run(payment, officer, reason)),
    };

    private static Command Approve()
    {
        Option<string?> sha256 = new("--sha256") { Description = "SHA-256 of the payment file that was reviewed" };
        Option<string> inputs = new("--inputs")
        {
            Description = "Folder in which the budget of the year is: budgets/YEAR.csv", DefaultValueFactory = _ => "inputs",
        };
        Command command = new("approve", "Answers for the bytes of a batch's files")
        {
            Batch, RunId, All, sha256, inputs, OfficerOptions.As, OfficerOptions.PasswordStdin,
        };
        Act(command, (parsed, setting, officer, isChinese, stop) =>
        {
            if (!parsed.GetValue(All) && parsed.GetValue(sha256) is null)
                throw new ActNotDone(new ActRefusal("NO-SHA256", "请用 --sha256 给出您审核的付款文件的 SHA-256（见 batches）。",
                    "Name the file that you reviewed: --sha256 HEX (batches lists it).") { IsUsage = true });

            ActSetting spending = setting with { Budgets = Path.Combine(Settings.Of(parsed, inputs, "Inputs"), BudgetAtHand.Folder) };
            return Each(parsed, setting, officer, [BatchState.Proposed], isChinese,
                batch => new ApproveBatch(spending).Run(batch, officer, parsed.GetValue(All) ? null : parsed.GetValue(sha256)), stop);
        });
        return command;
    }

    private static Command Whole(string name, string description, BatchState[] states, bool needsReason,
        Func<ActSetting, string, Officer, string, ActOutcome> act)
    {
        Command command = new(name, description) { Batch, RunId, All, OfficerOptions.As, OfficerOptions.PasswordStdin };
        if (needsReason)
            command.Add(OfficerOptions.Reason);
        Act(command, (parsed, setting, officer, isChinese, stop) =>
        {
            string reason = needsReason ? parsed.GetValue(OfficerOptions.Reason) ?? "" : "";
            return Each(parsed, setting, officer, states, isChinese, batch => act(setting, batch, officer, reason), stop);
        });
        return command;
    }

    private static Command One(string name, string description, Func<ActSetting, string, Officer, string, ActOutcome> act)
    {
        Command command = new(name, description) { Payment, OfficerOptions.Reason, OfficerOptions.As, OfficerOptions.PasswordStdin };
        Act(command, (parsed, setting, officer, isChinese, _) =>
            OfficerOptions.Say(act(setting, parsed.GetValue(Payment)!, officer, parsed.GetValue(OfficerOptions.Reason) ?? ""), isChinese));
        return command;
    }

    private static Command Account()
    {
        Option<string> account = new("--account") { Description = "The account it goes to when it is paid again", Required = true };
        Option<string?> name = new("--account-name") { Description = "Holder of the account; else as before" },
            bank = new("--bank-name") { Description = "The bank in words; else as before" }, code = new("--bank-code")
        {
            Description = "The bank's 12 digits; else as before",
        };
        Command command = new("account", "Gives a failed or held payment another account than the rosters'")
        {
            Payment, account, name, bank, code, OfficerOptions.Reason, OfficerOptions.As, OfficerOptions.PasswordStdin,
        };
        Act(command, (parsed, setting, officer, isChinese, _) => OfficerOptions.Say(
            new GiveAccount(setting).Run(
                parsed.GetValue(Payment)!, officer, parsed.GetValue(account)!, parsed.GetValue(name), parsed.GetValue(bank),
                parsed.GetValue(code), parsed.GetValue(OfficerOptions.Reason) ?? ""), isChinese));
        return command;
    }

    private static void Act(Command command, Func<ParseResult, ActSetting, Officer, bool, CancellationToken, int> body) =>
        command.SetAction((ParseResult parsed, CancellationToken stop) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            ActSetting setting = OfficerOptions.Setting(parsed, OpenFolder.Existing(parsed));
            return body(parsed, setting, OfficerOptions.SignedIn(parsed, setting, isChinese), isChinese, stop);
        })));

    /// <summary>
    /// One batch, or every batch of a run in the states that the act begins from and within the officer's counties; each is an act of its
    /// own, and whoever is asked to stop begins no other.
    /// </summary>
    private static int Each(ParseResult parsed, ActSetting setting, Officer officer, BatchState[] states, bool isChinese,
        Func<string, ActOutcome> act, CancellationToken stop)
    {
        string? one = parsed.GetValue(Batch), run = parsed.GetValue(RunId);
        bool isAll = parsed.GetValue(All) && run is not null;
        if (one is null == !isAll)
            throw new ActNotDone(
                new ActRefusal("BATCH", "请给出一个批次，或者 --run 批号 --all。", "Name one batch, or --run R --all.") { IsUsage = true });
        if (one is not null)
            return OfficerOptions.Say(act(one), isChinese);

        string[] batches;
        using (DisbursementDb db = setting.Store.Model())
            batches = [.. ReadBatches.List(db, run, null, null).Where(batch => states.Contains(batch.Batch.State)
                && officer.Covers(batch.Batch.County)).Select(batch => batch.Batch.Id)];
        if (batches.Length == 0)
            throw new ActNotDone(
                new ActRefusal("NO-SUCH", $"批次 {run} 中没有可以处理的付款批次。", $"Run {run} has no batch to act on.") { IsUsage = true });

        return batches.Max(batch =>
        {
            stop.ThrowIfCancellationRequested();
            return OfficerOptions.Say(act(batch), isChinese);
        });
    }
}
