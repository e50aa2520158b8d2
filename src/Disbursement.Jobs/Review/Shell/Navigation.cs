using System.Reflection;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Review.Access;
using Disbursement.Jobs.Review.Batches;
using Disbursement.Jobs.Review.Books;
using Disbursement.Jobs.Review.Objections;
using Disbursement.Jobs.Review.Officers;
using Disbursement.Jobs.Review.Payments;
using Disbursement.Jobs.Review.Pictures;
using Disbursement.Jobs.Review.Policies;
using Disbursement.Jobs.Review.Questions;
using Disbursement.Jobs.Review.Queue;
using Disbursement.Jobs.Review.Returns;
using Disbursement.Jobs.Review.Rosters;
using Disbursement.Jobs.Review.Runs;
using Disbursement.Jobs.Review.Schedules;
using Disbursement.Jobs.Review.Settings;
using Disbursement.Jobs.Review.Words;
using MudBlazor;

namespace Disbursement.Jobs.Review.Shell;

/// <summary>An entry of the menu. It is shown to officers who may open its page; the page's own attribute decides that.</summary>
internal sealed record NavigationEntry(Type Page, string Address, Word Title, string Icon, Word Help)
{
    public static IReadOnlyList<NavigationEntry> All { get; } =
    [
        new(typeof(HomePage), "/", Text.NavHome, Icons.Material.Outlined.Dashboard, Text.PageHome),
        new(typeof(BatchesPage), "/batches", Text.NavBatches, Icons.Material.Outlined.Inventory2, Text.PageBatches),
        new(typeof(QueuePage), "/review", Text.NavQueue, Icons.Material.Outlined.Checklist, Text.QueueLead),
        new(typeof(PicturesPage), "/pictures", Text.NavPictures, Icons.Material.Outlined.BarChart, Text.PicturesNote),
        new(typeof(UnpaidPage), "/unpaid", Text.NavUnpaid, Icons.Material.Outlined.HourglassEmpty, Text.UnpaidNote),
        new(typeof(StopsPage), "/stops", Text.NavStops, Icons.Material.Outlined.PanTool, Text.StopsNote),
        new(typeof(ReceivablesPage), "/receivables", Text.NavReceivables, Icons.Material.Outlined.AssignmentReturn, Text.ReceivablesNote),
        new(typeof(BudgetsPage), "/budgets", Text.NavBudgets, Icons.Material.Outlined.Savings, Text.BudgetNote),
        new(typeof(ObjectionsPage), "/objections", Text.NavObjections, Icons.Material.Outlined.Feedback, Text.ObjectionsNote),
        new(typeof(RostersPage), "/rosters", Text.NavRosters, Icons.Material.Outlined.UploadFile, Text.RostersNote),
        new(typeof(StartRunPage), "/runs/start", Text.NavStartRun, Icons.Material.Outlined.PlayCircle, Text.NewRunNote),
        new(typeof(RunsPage), "/runs", Text.NavRuns, Icons.Material.Outlined.Timeline, Text.PageRuns),
        new(typeof(ReturnsPage), "/returns", Text.NavReturns, Icons.Material.Outlined.MoveToInbox, Text.ReturnsNote),
        new(typeof(SchedulesPage), "/schedules", Text.NavSchedules, Icons.Material.Outlined.Schedule, Text.PageSchedules),
        new(typeof(FindPage), "/find", Text.NavFind, Icons.Material.Outlined.Search, Text.FindNote),
        new(typeof(LedgerPage), "/ledger", Text.NavLedger, Icons.Material.Outlined.AccountBalance, Text.PageLedger),
        new(typeof(VerifyPage), "/verify", Text.NavVerify, Icons.Material.Outlined.FactCheck, Text.VerifyNote),
        new(typeof(QuestionsPage), "/questions", Text.NavQuestions, Icons.Material.Outlined.QuestionAnswer, Text.QuestionsNote),
        new(typeof(AuditPage), "/audit", Text.NavAudit, Icons.Material.Outlined.History, Text.PageAudit),
        new(typeof(OfficersPage), "/officers", Text.NavOfficers, Icons.Material.Outlined.Group, Text.PageOfficers),
        new(typeof(PolicyPage), "/policy", Text.NavPolicy, Icons.Material.Outlined.Gavel, Text.PagePolicy),
        new(typeof(KeysPage), "/keys", Text.NavKeys, Icons.Material.Outlined.Key, Text.KeysNote),
        new(typeof(SettingsPage), "/settings", Text.NavSettings, Icons.Material.Outlined.Tune, Text.SettingsNote),
    ];

    /// <summary>Whether an officer of a role may open the page.</summary>
    public bool IsFor(OfficerRole role) =>
        Page.GetCustomAttribute<NeedsAttribute>() is not { } needs || needs.Acts.Any(act => Powers.May(role, act));
}
