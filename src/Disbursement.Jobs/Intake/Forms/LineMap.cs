using Disbursement.Domain.Households;

namespace Disbursement.Jobs.Intake.Forms;

/// <summary>
/// Where the lines of a transcript stand in the file that people know. It is read in rising order and keeps only the places at which the
/// difference changes.
/// A place is the value of a <see cref="RowNumber"/>: in a workbook of several tables it holds the number of the sheet.
/// </summary>
internal sealed class LineMap
{
    private readonly List<(long Line, long Place)> _turns = [];
    private int _at;

    /// <summary>The next line of the transcript comes from this place.</summary>
    public void Add(long line, long place)
    {
        if (_turns.Count == 0 ? line != place : line - _turns[^1].Line != place - _turns[^1].Place)
            _turns.Add((line, place));
    }

    /// <summary>Where a line of the transcript comes from. Cheap where lines are asked for in rising order.</summary>
    public long Of(long line)
    {
        if (_turns.Count == 0 || line < _turns[0].Line)
            return line;

        if (_at >= _turns.Count || _turns[_at].Line > line)
            _at = 0;
        while (_at + 1 < _turns.Count && _turns[_at + 1].Line <= line)
            _at++;
        return _turns[_at].Place + line - _turns[_at].Line;
    }
}
