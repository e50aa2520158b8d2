namespace Disbursement.Jobs.Cli;

/// <summary>What a command tells its caller when it ends; the README lists what each number means.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int NeedsPerson = 1;
    public const int Usage = 2;
    public const int NotAllowed = 3;
    public const int NotFinished = 4;
}
