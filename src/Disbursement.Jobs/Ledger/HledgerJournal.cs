using System.Globalization;
using System.Text;
using Disbursement.Domain.Ledger;
using Disbursement.Jobs.Store.Books;

namespace Disbursement.Jobs.Ledger;

/// <summary>
/// The ledger as a journal for hledger, which <c>hledger check --strict</c> accepts as it is. Accounts keep their names and are declared
/// with their types; the last transaction asserts the balance of each.
/// </summary>
/// <remarks>
/// hledger has no way to quote: what would end a name or a tag stands as <c>%</c> and two hexadecimal digits for each UTF-8 byte, as in a
/// URL.
/// </remarks>
internal static class HledgerJournal
{
    private const string ClosingPayee = "trial balance";

    private static readonly string[] Tags =
        ["book", "sequence", "event", "run", "batch", "payment", "claimant", "scheme", "year", "recordedAt", "actor", "hash"];

    public static void Write(LedgerSnapshot ledger, Stream target)
    {
        using StreamWriter writer = JournalText.To(target);
        Dictionary<string, string> names = Names(ledger.Balance);
        WriteDeclarations(writer, ledger, names);
        foreach (StoredTransfer stored in ledger.ByDay())
            WriteTransfer(writer, stored, names);
        if (ledger.LastDay is { } lastDay)
            WriteClosing(writer, ledger.Balance, lastDay, names);
    }

    /// <summary>The accounts as hledger has them: their own names, but for what would end one.</summary>
    public static Dictionary<string, string> Names(TrialBalance balance) =>
        balance.Accounts.ToDictionary(account => account.Account, account => Percent(account.Account, isAccount: true));

    private static void WriteDeclarations(StreamWriter writer, LedgerSnapshot ledger, Dictionary<string, string> names)
    {
        writer.WriteLine("; One transaction a transfer; its date is the day of recordedAt in UTC, its code book/sequence.");
        writer.WriteLine("; In names and tags %2C stands for a comma, and so on, as in a URL.");
        writer.WriteLine("decimal-mark .");
        writer.WriteLine("commodity 1000.00 CNY");
        writer.WriteLine();
        foreach (AccountBalance account in ledger.Balance.Accounts)
            writer.WriteLine($"account {names[account.Account]}  ; type:{TypeOf(account.Account)}");
        foreach (string payee in ledger.Events.Append(ClosingPayee))
            writer.WriteLine($"payee {payee}");
        foreach (string tag in Tags)
            writer.WriteLine($"tag {tag}");
    }

    private static void WriteTransfer(StreamWriter writer, StoredTransfer stored, Dictionary<string, string> names)
    {
        Transfer transfer = stored.Transfer;
        writer.WriteLine();
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"{LedgerSnapshot.DayOf(transfer.RecordedAt):yyyy-MM-dd} "
            + $"({transfer.Book}/{transfer.Sequence}) {transfer.Event} | {transfer.Scheme}"));
        writer.WriteLine(transfer.Year is { } year ? string.Create(CultureInfo.InvariantCulture, $" {year}") : "");

        writer.Write(string.Create(CultureInfo.InvariantCulture, $"    ; book:{transfer.Book}, sequence:{transfer.Sequence}, "
            + $"event:{transfer.Event}"));
        Tag(writer, "run", transfer.Run);
        Tag(writer, "batch", transfer.Batch);
        Tag(writer, "payment", transfer.Payment);
        Tag(writer, "claimant", transfer.Claimant);
        Tag(writer, "scheme", transfer.Scheme);
        Tag(writer, "year", transfer.Year?.ToString(CultureInfo.InvariantCulture));
        writer.WriteLine();
        writer.Write($"    ; recordedAt:{JournalText.Moment(transfer.RecordedAt)}");
        Tag(writer, "actor", transfer.Actor);
        Tag(writer, "hash", Convert.ToHexStringLower(stored.Hash));
        writer.WriteLine();
        writer.WriteLine($"    {names[transfer.Debit.Name]}  {transfer.Amount} CNY");
        writer.WriteLine($"    {names[transfer.Credit.Name]}  {-transfer.Amount} CNY");
    }

    private static void WriteClosing(StreamWriter writer, TrialBalance balance, DateOnly day, Dictionary<string, string> names)
    {
        writer.WriteLine();
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} {ClosingPayee}"));
        foreach (AccountBalance account in balance.Accounts)
            writer.WriteLine($"    {names[account.Account]}  0.00 CNY == {account.Balance} CNY");
    }

    private static void Tag(StreamWriter writer, string name, string? value)
    {
        if (value is not null)
            writer.Write($", {name}:{Percent(value, isAccount: false)}");
    }

    private static char TypeOf(string account) => AccountNames.ClassOf(account) switch
    {
        AccountClass.Asset => 'A',
        AccountClass.Liability => 'L',
        AccountClass.Equity => 'E',
        _ => 'X',
    };

    /// <summary>A tag's value ends at a comma, an account's name at two spaces or a semicolon, either at the end of the line.</summary>
    private static string Percent(string text, bool isAccount)
    {
        StringBuilder? escaped = null;
        for (int i = 0; i < text.Length; i++)
        {
            char character = text[i];
            bool isEdge = i == 0 || i == text.Length - 1;
            bool isHarmful = character is '%' || char.IsControl(character)
                || (isAccount
                    ? character is ';' || char.IsWhiteSpace(character)
                    : character is ',' || isEdge && char.IsWhiteSpace(character));
            if (!isHarmful)
            {
                escaped?.Append(character);
                continue;
            }

            escaped ??= new StringBuilder(text, 0, i, text.Length * 3);
            foreach (byte one in Encoding.UTF8.GetBytes([character]))
                escaped.Append('%').Append(one.ToString("X2", CultureInfo.InvariantCulture));
        }

        return escaped?.ToString() ?? text;
    }
}
