using System.Collections.Concurrent;
using CsvHelper;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Forms;

namespace Disbursement.Bench;

/// <summary>
/// The bare strict parse: the same reader with the same options over the same bytes, on as many threads as the run uses; every field is
/// looked at, nothing is kept.
/// </summary>
internal static class ParseFloor
{
    public static void Run(string inputs, int year, int workers)
    {
        IReadOnlyList<RosterFile> files = FindRosters.Run(inputs, year).Rosters;
        if (files.FirstOrDefault(file => file.IsWorkbook) is { } workbook)
            throw new ArgumentException($"{workbook.Name} is a workbook; the floor is that of CSV.");

        Measure.Run("parse", () =>
        {
            long rows = 0, bytes = 0, malformed = 0;
            ConcurrentQueue<RosterFile> waiting = new(files.OrderByDescending(file => new FileInfo(file.FullPath).Length));
            Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, _ =>
            {
                while (waiting.TryDequeue(out RosterFile? file))
                {
                    (long read, long broken) = Parse(file);
                    Interlocked.Add(ref rows, read);
                    Interlocked.Add(ref malformed, broken);
                    Interlocked.Add(ref bytes, new FileInfo(file.FullPath).Length);
                }
            });
            if (malformed > 0)
                Console.Error.WriteLine($"{malformed} malformed rows were passed over.");
            return (rows, bytes);
        });
    }

    private static (long Rows, long Malformed) Parse(RosterFile file)
    {
        (TextTop top, TableHeader? header) = TextTop.Of(file.FullPath, new FindHeader(RosterColumns.Book));
        if (header is null)
            throw new ArgumentException($"{file.Name} has no header.");

        long rows = 0, malformed = 0, length = 0;
        using FileStream stream = new(file.FullPath, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        using CsvReader reader = CsvReader.Create(stream, RosterText.Options(top.Separator, _ => malformed++));
        while (reader.Read())
        {
            for (int i = 0; i < reader.FieldCount; i++)
                length += reader.GetSpan(i).Length;
            rows++;
        }

        return length > 0 ? (rows, malformed) : throw new ArgumentException($"{file.Name} has no rows.");
    }
}
