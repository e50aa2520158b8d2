using System.Data.Common;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>The holds that stand on payments, wherever these go.</summary>
internal static class Holds
{
    /// <summary>The hold on a payment, or null.</summary>
    public static string? Of(ActTransaction act, PaymentFacts payment)
    {
        using DbCommand command = act.Command("SELECT hold FROM payments WHERE id = @id", ("@id", payment.Id));
        return command.ExecuteScalar() as string;
    }

    /// <summary>Puts a hold on a payment that has none yet, whatever its state.</summary>
    public static void Put(ActTransaction act, PaymentFacts payment, string hold) =>
        act.Execute("UPDATE payments SET hold = @hold WHERE id = @id AND hold IS NULL", ("@hold", hold), ("@id", payment.Id));

    /// <summary>Another hold takes the place of one, or none does.</summary>
    public static void Change(ActTransaction act, PaymentFacts payment, string from, string? to) =>
        act.Execute("UPDATE payments SET hold = @to WHERE id = @id AND hold = @from", ("@to", to), ("@id", payment.Id), ("@from", from));

    /// <summary>An officer let the payment go that came after cancelled ones: theirs is over too.</summary>
    public static void Lift(ActTransaction act, string hold) =>
        act.Execute("UPDATE payments SET hold = NULL WHERE state = @cancelled AND hold IS NOT NULL AND hold = @hold",
            ("@cancelled", PaymentState.Cancelled), ("@hold", hold));

    /// <summary>
    /// Holds on cancelled payments, by claimant and scheme: what a run computes in their place arrives held. Of several the last counts.
    /// </summary>
    public static IReadOnlyDictionary<(ClaimantKey, Scheme), string> OnCancelled(DbConnection connection, DbTransaction? transaction)
    {
        using DbCommand command = Sql.Command(connection, transaction, $"""
            SELECT c.claimant_key, b.scheme, p.hold FROM payments p JOIN batches b ON b.number = p.batch_number
              JOIN claimants c ON c.number = p.claimant_number
            WHERE p.hold IS NOT NULL AND p.state = {PaymentState.Cancelled.Quoted()} ORDER BY p.id
            """);
        using DbDataReader reader = command.ExecuteReader();
        Dictionary<(ClaimantKey, Scheme), string> holds = [];
        while (reader.Read())
        {
            if (Scheme.TryParse(reader.GetString(1), out Scheme scheme))
                holds[(ClaimantKey.Read(reader.Bytes(0)), scheme)] = reader.GetString(2);
        }

        return holds;
    }
}
