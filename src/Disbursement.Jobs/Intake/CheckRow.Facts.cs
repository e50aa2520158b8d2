using System.Buffers;
using System.Globalization;
using System.Text;
using Disbursement.Domain.Policies;

namespace Disbursement.Jobs.Intake;

/// <summary>The columns that definitions ask for.</summary>
internal sealed partial class CheckRow
{
    private const int LongestText = 200;
    private const long MostCount = 1_000_000;

    private readonly ArrayBufferWriter<byte> _facts = new();

    /// <summary>Reads the further columns of a subject and packs what they say.</summary>
    private void Further(SchemeSubject subject)
    {
        if (form.Facts.Count == 0)
            return;

        _facts.ResetWrittenCount();
        for (int place = 0; place < form.Facts.Count; place++)
        {
            FactDefinition fact = form.Facts[place];
            ReadOnlySpan<byte> value = fact.Of == subject
                ? Value((RosterColumn)(RosterColumns.Count + place), isText: fact.Type == FactType.Text)
                : default;
            if (!value.IsEmpty)
                Further(fact, place, value);
        }

        _row.Text(MemberText.Further, _facts.WrittenSpan);
    }

    private void Further(FactDefinition fact, int place, ReadOnlySpan<byte> value)
    {
        switch (fact.Type)
        {
            case FactType.Date:
                FurtherDay(fact, place, value);
                break;
            case FactType.Code:
                FurtherWord(fact, place, value, fact.Words);
                break;
            case FactType.YesNo:
                FurtherWord(fact, place, value, [("no", "否"), ("yes", "是")]);
                break;
            case FactType.Yuan:
                FurtherYuan(fact, place, value);
                break;
            case FactType.Count:
                if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long count) && count <= MostCount)
                    PackedFacts.Add(_facts, place, count, default);
                else
                    Problem(fact, ProblemCode.Format, "0-1000000");
                break;
            default:
                if (TextCharacters.FirstStrange(value) is { } strange)
                    Problem(fact, ProblemCode.Text, $"{strange.Value:X4}");
                else if (Encoding.UTF8.GetCharCount(value) > LongestText)
                    Problem(fact, ProblemCode.Format, $"1-{LongestText}");
                else
                    PackedFacts.Add(_facts, place, 0, value);
                break;
        }
    }

    private void FurtherDay(FactDefinition fact, int place, ReadOnlySpan<byte> value)
    {
        if (!RosterValues.TryDate(value, out int day))
        {
            Problem(fact, RosterValues.IsScientific(value) ? ProblemCode.Excel : ProblemCode.Format,
                RosterValues.IsScientific(value) ? "" : RosterValues.IsDayThatIsNone(value) ? ProblemDetails.NoSuchDay : "yyyy-MM-dd");
            return;
        }

        if (day > _lastDay)
            Problem(fact, ProblemCode.Future);
        if (_row.Values.BirthDate != MemberValues.NoDate && day < _row.Values.BirthDate)
            Problem(fact, ProblemCode.DateOrder, ProblemDetails.BeforeBirth);
        PackedFacts.Add(_facts, place, day, default);
    }

    private void FurtherWord(FactDefinition fact, int place, ReadOnlySpan<byte> value,
        IReadOnlyList<(string English, string Chinese)> words)
    {
        string word = Encoding.UTF8.GetString(value);
        for (int i = 0; i < words.Count; i++)
        {
            if (string.Equals(word, words[i].English, StringComparison.OrdinalIgnoreCase) || word == words[i].Chinese)
            {
                PackedFacts.Add(_facts, place, i, default);
                return;
            }
        }

        Problem(fact, ProblemCode.Format, string.Join(" / ", words.Select(one => $"{one.English} {one.Chinese}")));
    }

    private void FurtherYuan(FactDefinition fact, int place, ReadOnlySpan<byte> value)
    {
        if (!RosterValues.TryYuan(value, out decimal yuan))
            Problem(fact, ProblemCode.Format, "1234.56");
        else if (WhyNoAmount(yuan) is { } reason)
            Problem(fact, ProblemCode.Amount, reason);
        else
            PackedFacts.Add(_facts, place, (long)(yuan * 100m), default);
    }

    private void Problem(FactDefinition fact, ProblemCode code, string detail = "") =>
        _row.Problem(new RosterProblem(code, null, detail) { Further = (fact.Name, fact.Chinese) });
}
