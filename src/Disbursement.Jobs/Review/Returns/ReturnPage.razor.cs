using Disbursement.Domain.Officers;
using Disbursement.Domain.Returns;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Review.Elements;
using Disbursement.Jobs.Review.Lists;
using Disbursement.Jobs.Review.Words;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Review.Returns;

/// <summary>What an officer does with lines in quarantine: one, or all that were chosen.</summary>
public sealed partial class ReturnPage
{
    private Task BookChosen() => Together(Text.BookLine, Booked, Text.BookChosenAsks, PlaceOf, needsReason: true,
        (setting, officer, line, reason) => new ResolveLine(setting)
            .Book(PlaceOf(line), null, null, officer, reason, CancellationToken.None));

    private Task DismissChosen() => Together(Text.DismissLine, ChosenLines, Text.DismissChosenAsks, PlaceOf, needsReason: true,
        (setting, officer, line, reason) => new ResolveLine(setting).Dismiss(PlaceOf(line), officer, reason));

    private Task ConfirmChosen() => Together(Text.ConfirmIt, ChosenLines, Text.ConfirmChosenAsks,
        line => $"{PlaceOf(line)} {QuarantineList.Told(Of(line), L)}", needsReason: false,
        (setting, officer, line, _) => new ResolveLine(setting).Confirm(PlaceOf(line), officer, CancellationToken.None));

    /// <summary>One confirmation for all that were chosen, each told; then an act on each, which is refused by itself.</summary>
    private async Task Together(Word act, IReadOnlyList<QuarantineRecord> lines, Word asks, Func<QuarantineRecord, string> told,
        bool needsReason, Func<ActSetting, Officer, QuarantineRecord, string, ActOutcome> one)
    {
        string message = L.Of(asks, lines.Count) + "\n" + string.Join('\n', lines.Select(told));
        if (await Ask(act, message, act, needsReason) is not { } reason)
            return;

        List<(string Place, ActOutcome.Refused Refused)> refused = [];
        await Act((setting, officer) =>
        {
            foreach (QuarantineRecord line in lines)
            {
                if (Desk.Attempt(() => one(setting, officer, line, reason)) is ActOutcome.Refused no)
                    refused.Add((PlaceOf(line), no));
            }

            int done = lines.Count - refused.Count;
            string Say(bool isChinese) => new Language(isChinese).Of(Text.ChosenDone, lines.Count, done, refused.Count);
            return new ActOutcome.Done(Say(isChinese: true), Say(isChinese: false)) { NeedsPerson = refused.Count > 0 };
        });
        _refused = refused;
        StateHasChanged();
    }

    /// <summary>What it is booked as: what the officer says, else what the line says.</summary>
    private string Says(ReturnStatus? status) =>
        status is not { } said ? L[Text.AsItSays] : L.IsChinese ? said.Say(isChinese: true) : said.Word();

    private async Task Book(QuarantineRecord line, ReturnStatus? status, string? payment = null)
    {
        if (payment is null && NamesNoneAlone(line) && (payment = await NamePayment(line)) is null)
            return;

        string asks = L.Of(Text.BookLineAsks, PlaceOf(line), Says(status), payment ?? line.PaymentNo ?? "");
        if (await Ask(Text.BookLine, asks, Text.BookLine, needsReason: true) is { } reason)
            await Act((setting, officer) => new ResolveLine(setting)
                .Book(PlaceOf(line), payment, status, officer, reason, CancellationToken.None));
    }

    /// <summary>Whether a person has to say which payment the line answers: it names none, or fits several.</summary>
    private static bool NamesNoneAlone(QuarantineRecord line) => line.PaymentNo is null || line.Code == Quarantine.AmbiguousCode;

    private async Task<string?> NamePayment(QuarantineRecord line) =>
        (await Ask(Text.BookLine, L.Of(Text.NamePaymentAsks, PlaceOf(line), line.Given ?? ""), Text.NamePayment,
            [new("line", L[Text.PaymentNo], 400) { Hint = "2026-1-320302-sab-000001" }]))?[0];

    private async Task Dismiss(QuarantineRecord line)
    {
        if (await Ask(Text.DismissLine, L.Of(Text.DismissLineAsks, PlaceOf(line)), Text.DismissLine, needsReason: true) is { } reason)
            await Act((setting, officer) => new ResolveLine(setting).Dismiss(PlaceOf(line), officer, reason));
    }

    private async Task Confirm(Resolution one)
    {
        string asks = L.Of(Text.ConfirmLineAsks, one.Place, QuarantineList.Told(one, L));
        if (await Ask(Text.ConfirmIt, asks, Text.ConfirmIt, needsReason: false) is not null)
            await Act((setting, officer) => new ResolveLine(setting).Confirm(one.Place, officer, CancellationToken.None));
    }

    private async Task Refuse(Resolution one)
    {
        if (await Ask(Text.RefuseIt, L.Of(Text.RefuseLineAsks, one.Place), Text.RefuseIt, needsReason: true, isGrave: true) is { } reason)
            await Act((setting, officer) => new ResolveLine(setting).Refuse(one.Place, officer, reason));
    }
}
