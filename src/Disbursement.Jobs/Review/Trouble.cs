using System.Data.Common;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Review;

/// <summary>
/// Why something that the console carried out came to nothing. It is kept in both languages, since whoever reads it may use another than
/// whoever began it.
/// </summary>
/// <param name="Chinese">In Chinese, one sentence a line.</param>
/// <param name="English">In English, one sentence a line.</param>
internal sealed record Trouble(IReadOnlyList<string> Chinese, IReadOnlyList<string> English)
{
    /// <summary>Whether inputs or the machine are at fault, which an officer can see to; anything else is an error of ours.</summary>
    public static bool IsOutside(Exception exception) =>
        exception is RunRefusal or StoreRefusal or IOException or UnauthorizedAccessException or DbException;

    /// <summary>The trouble behind an exception; of several that came at once, the first.</summary>
    public static Trouble Of(Exception exception)
    {
        Exception cause = exception is AggregateException many ? many.Flatten().InnerExceptions[0] : exception;
        return cause switch
        {
            RunRefusal refusal => new(refusal.SayAll(isChinese: true), refusal.SayAll(isChinese: false)),
            StoreRefusal refusal => new([refusal.Say(isChinese: true)], [refusal.Say(isChinese: false)]),
            _ when IsOutside(cause) => new([$"磁盘、文件夹或数据库无法使用，系统提示：{cause.Message}"], [cause.Message]),
            _ => new([$"程序内部错误（{cause.GetType().Name}），日志中有出错位置。"],
                [$"An error inside the program ({cause.GetType().Name}); the log says where."]),
        };
    }

    public IReadOnlyList<string> Say(bool isChinese) => isChinese ? Chinese : English;
}
