using System.Runtime.CompilerServices;
using Disbursement.Jobs.Officers;

namespace Disbursement.Jobs.Tests.Tools;

/// <summary>
/// Officers of tests sign in thousands of times, and a password that is hashed as often as the program does it takes a tenth of a second.
/// The processes that tests start hash as the program does.
/// </summary>
internal static class QuickPasswords
{
    private const int Iterations = 100;

    [ModuleInitializer]
    internal static void Take() => Passwords.HashBriefly(Iterations);
}
