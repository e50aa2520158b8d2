using System.Data.Common;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Ledger;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Tests.Ledger;

/// <summary>A data folder whose books a test writes transfer by transfer, each rightly chained.</summary>
internal sealed class HandmadeBooks : IDisposable
{
    private readonly Dictionary<string, TransferChain> _chains = [];

    public HandmadeBooks()
    {
        Data = Directory.CreateTempSubdirectory("disburse-books").FullName;
        Store = Database.Open(Data);
    }

    public string Data { get; }

    public Database Store { get; }

    /// <summary>Appends a transfer; what a test does not state is of no matter to it.</summary>
    public HandmadeBooks Book(string debit, string credit, long fen, string county = "320302", string @event = "accrue",
        string actor = "operator", string recordedAt = "2026-06-01T00:00:00Z", int? year = 2026)
    {
        if (!_chains.TryGetValue(county, out TransferChain? chain))
            _chains[county] = chain = new TransferChain(0, []);
        Transfer transfer = new(
            county, chain.Sequence + 1, @event, new Account(debit), new Account(credit), new Money(fen), "2026-1", null, null,
            "00112233445566778899aabbccddeeff", "era", year,
            DateTimeOffset.Parse(recordedAt, System.Globalization.CultureInfo.InvariantCulture), actor);
        chain.Append(transfer);

        using DbConnection connection = Store.Connect();
        Sql.Execute(
            connection, null,
            """
            INSERT INTO transfers (id, book, sequence, event, debit, credit, fen, run, batch, payment, claimant, scheme, year, recorded_at,
              actor, hash)
            VALUES (@id, @book, @sequence, @event, @debit, @credit, @fen, @run, NULL, NULL, @claimant, @scheme, @year, @recorded,
              @actor, @hash)
            """,
            ("@id", TransferId.Of(county, transfer.Sequence).Value), ("@book", county), ("@sequence", transfer.Sequence),
            ("@event", @event), ("@debit", debit), ("@credit", credit), ("@fen", fen),
            ("@run", transfer.Run), ("@claimant", Convert.FromHexString(transfer.Claimant)), ("@scheme", transfer.Scheme), ("@year", year),
            ("@recorded", transfer.RecordedAt.ToUnixTimeSeconds()), ("@actor", actor), ("@hash", chain.Head.ToArray()));
        return this;
    }

    public void Dispose() => Directory.Delete(Data, recursive: true);
}
