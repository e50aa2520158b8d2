using System.Buffers;
using System.Globalization;
using System.Text;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Households;
using Disbursement.Domain.Returns;

namespace Disbursement.Jobs.ReturnFiles;

/// <summary>Understands one line of a file whose form is known; all its faults are told at once.</summary>
internal sealed class ReadReturnLine(ReturnForm form)
{
    private const int LongestNumberInTotal = 15;
    private const int MostDigitsOfSequence = 9;

    private static readonly string[] NoAnswers =
    [
        "合计", "总计", "小计", "本页", "共计", "总笔数", "制表", "填表", "复核", "经办", "打印", "审核人", "备注", "说明", "注:", "total", "sum", "remark",
    ];

    private static readonly SearchValues<char> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(one => char.IsControl(one) && one != '\t')]);

    private readonly BankLayout _bank = form.Bank;

    /// <summary>The answer on the line, or what is wrong with it.</summary>
    public ReturnItem Run(long number, string raw, bool isTooLong)
    {
        if (isTooLong)
            return Broken(number, raw, new Quarantine.Unreadable(LineFault.TooLong));
        if (raw.AsSpan().ContainsAny(Controls))
            return Broken(number, raw, new Quarantine.Unreadable(LineFault.ControlCharacter));

        (string[]? fields, LineFault fault) = SplitLine.Run(ReturnForm.Edges(raw), form.Separator, form.IsQuoted);
        if (fields is null)
            return Broken(number, raw, new Quarantine.Unreadable(fault));
        if (form.IsQuoted && IsNoAnswer(fields))
            return new ReturnItem.PassedOver(number, raw);
        if (fields.Length < form.Fewest || fields.Length > form.Most)
            return Broken(number, raw, new Quarantine.WrongFieldCount(form.FieldCounts, fields.Length));

        // A tab at the edge of a value is white space; inside one it is a control character.
        return raw.Contains('\t', StringComparison.Ordinal) && fields.Any(field => field.Trim().Contains('\t', StringComparison.Ordinal))
            ? Broken(number, raw, new Quarantine.Unreadable(LineFault.ControlCharacter))
            : Values(number, raw, fields);
    }

    /// <summary>The same of a row of a sheet, whose cells are apart already.</summary>
    public ReturnItem Run(long number, string raw, string[] cells)
    {
        if (cells.Any(cell => cell.Any(char.IsControl)))
            return Broken(number, raw, new Quarantine.Unreadable(LineFault.ControlCharacter));

        return IsNoAnswer(cells) ? new ReturnItem.PassedOver(number, raw) : Values(number, raw, cells);
    }

    private ReturnItem Values(long number, string raw, string[] fields)
    {
        List<Quarantine> faults = [];
        string paymentNo = _bank.Find == FindBy.Number ? PaymentNo(fields, faults) : "";
        ReturnClue? clue = _bank.Find == FindBy.Number ? null : Clue(fields, faults);
        string reason = ReturnValues.Text(Cell(fields, ReturnField.Reason));

        // Where every line says the same, the bank's words may still say otherwise.
        string said = _bank.Always is null ? ReturnValues.Narrow(Cell(fields, ReturnField.Status)) : reason;
        ReturnStatus? status = _bank.Always is { } always
            ? _bank.Status(reason) is { } other && other != always ? null : always
            : _bank.Status(said);
        string yuan = ReturnValues.Narrow(Cell(fields, ReturnField.Amount));

        // Of money that did not arrive many banks name no amount.
        bool hasAmount = form.Places[(int)ReturnField.Amount] >= 0
            && (status != ReturnStatus.Failed || ReturnValues.Text(yuan).Length > 0);
        Money amount = default;
        if (hasAmount && !ReturnValues.TryAmount(yuan, _bank, out amount))
            faults.Add(new Quarantine.WrongForm(ReturnField.Amount, yuan));
        if (status is null)
            faults.Add(new Quarantine.UnknownStatus(said));

        string day = ReturnValues.Text(ReturnValues.Narrow(Cell(fields, ReturnField.SettledOn)));
        DateOnly settledOn = default;
        if (day.Length > 0 && !ReturnValues.TryDay(day, _bank, out settledOn))
            faults.Add(new Quarantine.WrongForm(ReturnField.SettledOn, day));

        if (faults.Count > 0 || status is null)
            return new ReturnItem.Broken(number, raw, faults) { PaymentNo = paymentNo };

        return new ReturnItem.Answer(number, raw,
            new ReturnLine(paymentNo, hasAmount ? amount : null, status.Value, reason, day.Length > 0 ? settledOn : null)) { Clue = clue };
    }

    private string PaymentNo(string[] fields, List<Quarantine> faults)
    {
        string paymentNo = ReturnValues.Narrow(Cell(fields, ReturnField.PaymentNo));
        if (paymentNo.Length is 0 or > ReturnValues.LongestPaymentNo)
            faults.Add(new Quarantine.WrongForm(ReturnField.PaymentNo, paymentNo));
        return paymentNo;
    }

    private ReturnClue Clue(string[] fields, List<Quarantine> faults)
    {
        string place = ReturnValues.Narrow(Cell(fields, ReturnField.Sequence));
        int sequence = 0;
        if (_bank.Find == FindBy.Sequence && (place.Length > MostDigitsOfSequence
            || !int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out sequence) || sequence == 0))
            faults.Add(new Quarantine.WrongForm(ReturnField.Sequence, place));

        string account = ReturnValues.AccountKey(Cell(fields, ReturnField.Account));
        if (BankAccount.Read(Encoding.UTF8.GetBytes(account), out _) != BankAccountDefect.None)
            faults.Add(new Quarantine.WrongForm(ReturnField.Account, account));
        string name = ReturnValues.NameKey(Cell(fields, ReturnField.AccountName));
        if (name.Length == 0 && form.Places[(int)ReturnField.AccountName] >= 0)
            faults.Add(new Quarantine.WrongForm(ReturnField.AccountName, ""));
        return new ReturnClue(sequence, account, name, ReturnValues.Narrow(Cell(fields, ReturnField.County)));
    }

    /// <summary>Whether a line is a sum or a signature: it begins with a word for one, and holds no status, payment or account.</summary>
    private bool IsNoAnswer(string[] fields)
    {
        // No word for a sum begins as a payment number does.
        string given = Array.Find(fields, field => ReturnValues.Narrow(field).Length > 0) ?? "";
        if (given.Length > 0 && char.IsAsciiDigit(given[0]))
            return false;

        string first = BankLayout.Word(given);
        return NoAnswers.Any(word => first.StartsWith(word, StringComparison.Ordinal))
            && !fields.Any(field => _bank.Status(field) is not null || ReturnValues.LongestNumber(field) > LongestNumberInTotal)
            && ReturnValues.LongestNumber(Cell(fields, ReturnField.Account)) == 0;
    }

    /// <summary>A value without what spreadsheets put around a text: a mark before it, or <c>="…"</c>.</summary>
    private string Cell(string[] fields, ReturnField field)
    {
        int place = form.Places[(int)field];
        string value = place >= 0 && place < fields.Length ? fields[place] : "";
        return value.Length > 2 && value.StartsWith("=\"", StringComparison.Ordinal) && value[^1] == '"'
            ? value[2..^1]
            : value.StartsWith('\'') ? value[1..] : value;
    }

    private static ReturnItem.Broken Broken(long number, string raw, Quarantine fault) => new(number, raw, [fault]);
}
