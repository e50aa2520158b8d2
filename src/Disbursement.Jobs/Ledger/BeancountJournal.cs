using System.Globalization;
using System.Text;
using Disbursement.Domain.Ledger;
using Disbursement.Jobs.Store.Books;

namespace Disbursement.Jobs.Ledger;

/// <summary>
/// The ledger for beancount, which <c>bean-check</c> accepts without a word: <c>Expenses:C:S</c>, <c>Liabilities:Payable:C</c>,
/// <c>Liabilities:Transit:C</c>,
/// <c>Assets:Receivable:C:G</c> and <c>Equity:Treasury:C</c>, each opened with the name it has in the ledger.
/// </summary>
/// <remarks>
/// A balance holds at the start of its day, so the closing ones stand on the day after the last transfer. They allow no difference: left to
/// itself, beancount lets one fen pass.
/// </remarks>
internal static class BeancountJournal
{
    private const char FirstHan = '\u4E00';
    private const char LastHan = '\u9FFF';

    public static void Write(LedgerSnapshot ledger, Stream target)
    {
        using StreamWriter writer = JournalText.To(target);
        Dictionary<string, string> names = Names(ledger.Balance);
        writer.WriteLine(
            "; One transaction a transfer; its date is the day of recordedAt in UTC. An account's own name stands where it is opened.");
        writer.WriteLine("option \"title\" \"Disbursement\"");
        writer.WriteLine("option \"operating_currency\" \"CNY\"");
        if (ledger.FirstDay is not { } firstDay || ledger.LastDay is not { } lastDay)
            return;

        writer.WriteLine();
        foreach (AccountBalance account in ledger.Balance.Accounts)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{firstDay:yyyy-MM-dd} open {names[account.Account]} CNY"));
            Metadata(writer, "account", account.Account);
        }

        foreach (StoredTransfer stored in ledger.ByDay())
            WriteTransfer(writer, stored, names);

        writer.WriteLine();
        foreach (AccountBalance account in ledger.Balance.Accounts)
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{lastDay.AddDays(1):yyyy-MM-dd} balance "
                + $"{names[account.Account]}  {account.Balance} ~ 0.00 CNY"));
    }

    /// <summary>The names that beancount gives the accounts. Two that would come out the same are told apart by a number.</summary>
    public static Dictionary<string, string> Names(TrialBalance balance)
    {
        Dictionary<string, string> names = [];
        HashSet<string> taken = [];
        foreach (string account in balance.Accounts.Select(account => account.Account))
        {
            string root = AccountNames.ClassOf(account) switch
            {
                AccountClass.Asset => "Assets",
                AccountClass.Liability => "Liabilities",
                AccountClass.Equity => "Equity",
                _ => "Expenses",
            };
            string kind = AccountNames.ClassOf(account) == AccountClass.Expense ? "" : $":{Component(AccountNames.KindOf(account))}";
            string wanted = $"{root}{kind}:{string.Join(':', AccountNames.PartsOf(account).Select(Component))}", name = wanted;
            for (int i = 2; !taken.Add(name); i++)
                name = string.Create(CultureInfo.InvariantCulture, $"{wanted}-{i}");
            names[account] = name;
        }

        return names;
    }

    private static void WriteTransfer(StreamWriter writer, StoredTransfer stored, Dictionary<string, string> names)
    {
        Transfer transfer = stored.Transfer;
        string year = transfer.Year is { } number ? string.Create(CultureInfo.InvariantCulture, $" {number}") : "";
        writer.WriteLine();
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{LedgerSnapshot.DayOf(transfer.RecordedAt):yyyy-MM-dd} * "
            + $"\"{transfer.Event}\" \"{transfer.Scheme}{year}\""));
        Metadata(writer, "book", transfer.Book);
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  sequence: {transfer.Sequence}"));
        Metadata(writer, "event", transfer.Event);
        Metadata(writer, "run", transfer.Run);
        Metadata(writer, "batch", transfer.Batch);
        Metadata(writer, "payment", transfer.Payment);
        Metadata(writer, "claimant", transfer.Claimant);
        Metadata(writer, "scheme", transfer.Scheme);
        if (transfer.Year is not null)
            writer.WriteLine($"  year:{year}");
        Metadata(writer, "recordedAt", JournalText.Moment(transfer.RecordedAt));
        Metadata(writer, "actor", transfer.Actor);
        Metadata(writer, "hash", Convert.ToHexStringLower(stored.Hash));
        writer.WriteLine($"  {names[transfer.Debit.Name]}  {transfer.Amount} CNY");
        writer.WriteLine($"  {names[transfer.Credit.Name]}  {-transfer.Amount} CNY");
    }

    private static void Metadata(StreamWriter writer, string key, string? value)
    {
        if (value is not null)
            writer.WriteLine($"  {key}: \"{Quoted(value)}\"");
    }

    private static string Quoted(string text) => text.AsSpan().IndexOfAny('"', '\\') < 0
        ? text
        : text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    /// <summary>A part of a name begins with a capital or a digit; of what follows, letters, digits and hyphens are kept.</summary>
    private static string Component(string part)
    {
        StringBuilder name = new();
        if (part.Length == 0 || !char.IsAsciiLetterOrDigit(part[0]))
            name.Append("X-");
        foreach (char character in part)
        {
            if (char.IsAsciiLetterOrDigit(character) || character is '-' or (>= FirstHan and <= LastHan))
                name.Append(name.Length == 0 ? char.ToUpperInvariant(character) : character);
            else
                name.Append(CultureInfo.InvariantCulture, $"-U{(int)character:X4}");
        }

        return name.ToString();
    }
}
