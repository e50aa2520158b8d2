using System.Buffers.Binary;
using Disbursement.Jobs.Officers;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Privacy;

/// <summary>How much work a stolen database makes whoever guesses passwords.</summary>
[TestFixture]
internal sealed class PasswordStrengthTests
{
    private const int IterationsAt = 5;

    [Test]
    public void The_program_hashes_a_password_as_often_as_it_says_and_nothing_in_it_hashes_fewer_times()
    {
        using TestInputs inputs = new();
        DisburseProgram program = new(inputs.Root);
        Assert.That(program.Run("users", "add", "chen", "--role", "administrator", "--password-stdin").Exit, Is.Zero);

        using TestDatabase rows = inputs.Rows();
        byte[] hash = Convert.FromBase64String(rows.Rows("SELECT password_hash FROM officers").Single()["password_hash"]);

        Assert.That((BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(IterationsAt)), Passwords.Iterations), Is.EqualTo((210_000, 210_000)));
    }
}
