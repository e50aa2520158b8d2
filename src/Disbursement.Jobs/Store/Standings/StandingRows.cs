using System.Data.Common;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Store.Standings;

/// <summary>Reads and replaces standings inside an act.</summary>
internal static class StandingRows
{
    public static Standing Read(ActTransaction act, byte[] claimantKey)
    {
        using DbCommand command = act.Command("SELECT value FROM standings WHERE claimant_key = @key", ("@key", claimantKey));
        return command.ExecuteScalar() is byte[] value
            ? Standing.Read(value)
            : throw new InvalidDataException($"Claimant {Convert.ToHexStringLower(claimantKey)} has payments and no standing.");
    }

    public static void Write(ActTransaction act, byte[] claimantKey, Standing standing)
    {
        byte[] room = new byte[standing.PackedLength];
        int length = standing.Pack(room);
        if (act.Execute(
            "UPDATE standings SET value = @value WHERE claimant_key = @key", ("@value", room[..length]), ("@key", claimantKey)) != 1)
            throw new InvalidDataException($"Claimant {Convert.ToHexStringLower(claimantKey)} has payments and no standing.");
    }
}
