namespace Disbursement.Jobs.Cli.Screens;

/// <summary>What a verb says could not be written to standard output: its disk is full, or nothing is open there.</summary>
internal sealed class OutputLost(Exception cause) : IOException(cause.Message, cause)
{
    /// <summary>What is said of it, where something can still be said.</summary>
    public static string Say(bool isChinese) => isChinese
        ? "未能完成：标准输出已满或已关闭，本命令要显示的内容无法写出。此前已办理的仍然有效；请先查看，再换一处输出重新执行。"
        : "Could not finish: standard output is full or closed, and what this command says cannot be written there. What was done before "
            + "stays done. Look at it first, then give the command again with its output elsewhere.";
}
