using Disbursement.Domain.Amounts;
using Disbursement.Domain.Returns;

namespace Disbursement.Jobs.ReturnFiles;

/// <summary>Understands one line of a file whose form is known; all its faults are told at once.</summary>
internal sealed class ReadReturnLine(ReturnForm form)
{
    /// <summary>The answer on the line, or what is wrong with it.</summary>
    public ReturnItem Run(long number, string raw, bool isTooLong)
    {
        if (isTooLong)
            return Broken(number, raw, new Quarantine.Unreadable(LineFault.TooLong));
        if (raw.Any(character => char.IsControl(character) && character != '\t'))
            return Broken(number, raw, new Quarantine.Unreadable(LineFault.ControlCharacter));

        (string[]? fields, LineFault fault) = SplitLine.Run(ReturnForm.Edges(raw), form.Separator, form.IsQuoted);
        if (fields is null)
            return Broken(number, raw, new Quarantine.Unreadable(fault));
        if (fields.Length < form.Fewest || fields.Length > form.Most)
            return Broken(number, raw, new Quarantine.WrongFieldCount(form.FieldCounts, fields.Length));

        // A tab at the edge of a value is white space; inside one it is a control character.
        return fields.Any(field => field.Trim().Contains('\t', StringComparison.Ordinal))
            ? Broken(number, raw, new Quarantine.Unreadable(LineFault.ControlCharacter))
            : Values(number, raw, fields);
    }

    private ReturnItem Values(long number, string raw, string[] fields)
    {
        List<Quarantine> faults = [];
        string paymentNo = ReturnValues.Narrow(Cell(fields, ReturnField.PaymentNo));
        if (paymentNo.Length is 0 or > ReturnValues.LongestPaymentNo)
            faults.Add(new Quarantine.WrongForm(ReturnField.PaymentNo, paymentNo));

        string said = ReturnValues.Narrow(Cell(fields, ReturnField.Status));
        ReturnStatus? status = ReturnValues.Status(said);
        string yuan = ReturnValues.Narrow(Cell(fields, ReturnField.Amount));
        // Of money that did not arrive many banks name no amount.
        bool hasAmount = status != ReturnStatus.Failed || ReturnValues.Text(yuan).Length > 0;
        Money amount = default;
        if (hasAmount && !ReturnValues.TryAmount(yuan, out amount))
            faults.Add(new Quarantine.WrongForm(ReturnField.Amount, yuan));
        if (status is null)
            faults.Add(new Quarantine.UnknownStatus(said));

        string day = ReturnValues.Text(ReturnValues.Narrow(Cell(fields, ReturnField.SettledOn)));
        DateOnly settledOn = default;
        if (day.Length > 0 && !ReturnValues.TryDay(day, out settledOn))
            faults.Add(new Quarantine.WrongForm(ReturnField.SettledOn, day));

        if (faults.Count > 0 || status is null)
            return new ReturnItem.Broken(number, raw, faults);

        string reason = ReturnValues.Text(Cell(fields, ReturnField.Reason));
        return new ReturnItem.Answer(number, raw,
            new ReturnLine(paymentNo, hasAmount ? amount : null, status.Value, reason, day.Length > 0 ? settledOn : null));
    }

    private string Cell(string[] fields, ReturnField field)
    {
        int place = form.Places[(int)field];
        return place >= 0 && place < fields.Length ? fields[place] : "";
    }

    private static ReturnItem.Broken Broken(long number, string raw, Quarantine fault) => new(number, raw, [fault]);
}
