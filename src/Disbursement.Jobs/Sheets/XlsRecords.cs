using System.Buffers.Binary;
using System.Text;
using Disbursement.Jobs.Files;

namespace Disbursement.Jobs.Sheets;

/// <summary>
/// What ExcelDataReader 3.6 does not tell of an old workbook (.xls), looked up in its records: its date system, and where its error values
/// stand. The package gives those as empty cells, and an empty date of death is a living person.
/// </summary>
internal sealed class XlsRecords
{
    private const int HeaderSize = 512;
    private const int DirectoryEntry = 128;
    private const int SmallSector = 64;
    private const uint LastSector = 0xFFFFFFFA;
    private const int Formula =
        0x0006, EndOfPart = 0x000A, DateMode = 0x0022, BoundSheet = 0x0085, BoolOrError = 0x0205, StartOfPart = 0x0809;

    private readonly HashSet<(int Sheet, int Row, int Column)> _places = [];

    /// <summary>Whether a cell holds an error value; sheets, rows and columns count from 1.</summary>
    public bool Has(int sheet, int row, int column) => _places.Contains((sheet, row, column));

    /// <summary>
    /// Whether days count from 1904. The package minds it for cells that show a date, and gives other numbers as they are.
    /// </summary>
    public bool CountsFrom1904 { get; private set; }

    public bool IsEmpty => _places.Count == 0;

    /// <exception cref="UnreadableFileException">The compound file is not one that spreadsheets write.</exception>
    public static XlsRecords Of(byte[] file)
    {
        try
        {
            XlsRecords records = new();
            records.Look(Stream(file));
            return records;
        }
        catch (Exception exception) when (exception is ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw new UnreadableFileException(XlsWorkbook.Damaged);
        }
    }

    private void Look(ReadOnlySpan<byte> stream)
    {
        List<int> starts = [];
        for (int at = 0; at + 4 <= stream.Length;)
        {
            (int type, ReadOnlySpan<byte> body) = Record(stream, at);
            // Sheets of other kinds, such as charts, are none for the package either.
            if (type == BoundSheet && body[5] == 0)
                starts.Add(BinaryPrimitives.ReadInt32LittleEndian(body));
            if (type == DateMode)
                CountsFrom1904 = body[0] == 1;
            if (type == EndOfPart)
                break;
            at += 4 + body.Length;
        }

        for (int sheet = 0; sheet < starts.Count; sheet++)
            Look(stream, starts[sheet], sheet + 1);
    }

    private void Look(ReadOnlySpan<byte> stream, int at, int sheet)
    {
        int depth = 0;
        while (at >= 0 && at + 4 <= stream.Length)
        {
            (int type, ReadOnlySpan<byte> body) = Record(stream, at);
            at += 4 + body.Length;
            depth += type == StartOfPart ? 1 : 0;
            if (type == EndOfPart && --depth <= 0)
                return;

            bool isError = type == BoolOrError && body[7] == 1 || type == Formula && body[12] == 0xFF && body[13] == 0xFF && body[6] == 2;
            if (isError && depth == 1)
                _places.Add(
                    (sheet, BinaryPrimitives.ReadUInt16LittleEndian(body) + 1, BinaryPrimitives.ReadUInt16LittleEndian(body[2..]) + 1));
        }
    }

    private static RecordAt Record(ReadOnlySpan<byte> stream, int at) =>
        new(BinaryPrimitives.ReadUInt16LittleEndian(stream[at..]),
            stream.Slice(at + 4, BinaryPrimitives.ReadUInt16LittleEndian(stream[(at + 2)..])));

    /// <summary>The stream of the workbook within the compound file.</summary>
    private static byte[] Stream(byte[] file)
    {
        int size = 1 << BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(30));
        if (size is not (512 or 4096))
            throw new ArgumentException("sector size");

        uint[] table = Table(file, size);
        ReadOnlySpan<byte> directory = Chain(file, table, size, Number(file, 48));
        uint root = Number(directory, 116);
        for (int at = 0; at + DirectoryEntry <= directory.Length; at += DirectoryEntry)
        {
            ReadOnlySpan<byte> entry = directory.Slice(at, DirectoryEntry);
            int length = BinaryPrimitives.ReadUInt16LittleEndian(entry[64..]);
            string name = length is >= 2 and <= 64 ? Encoding.Unicode.GetString(entry[..(length - 2)]) : "";
            int bytes = BinaryPrimitives.ReadInt32LittleEndian(entry[120..]);
            if (name is not ("Workbook" or "Book"))
                continue;
            if (bytes >= BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(56)))
                return Chain(file, table, size, Number(entry, 116))[..bytes];

            // A small stream lies in pieces of 64 bytes within the stream of the root.
            byte[] links = Chain(file, table, size, Number(file, 60));
            uint[] small = [.. Enumerable.Range(0, links.Length / 4).Select(i => Number(links, 4 * i))];
            return Chain([.. new byte[HeaderSize], .. Chain(file, table, size, root)], small, SmallSector, Number(entry, 116))[..bytes];
        }

        throw new ArgumentException("no workbook");
    }

    /// <summary>The table of sectors: which sector follows which.</summary>
    private static uint[] Table(byte[] file, int size)
    {
        List<uint> parts = [];
        for (int i = 0; i < 109; i++)
            parts.Add(Number(file, 76 + 4 * i));
        uint more = Number(file, 68);
        for (int rounds = 0; more < LastSector && rounds < file.Length / size; rounds++)
        {
            ReadOnlySpan<byte> sector = Sector(file, size, more);
            for (int i = 0; i < size / 4 - 1; i++)
                parts.Add(Number(sector, 4 * i));
            more = Number(sector, size - 4);
        }

        List<uint> table = [];
        foreach (uint part in parts.Where(part => part < LastSector).Take(file.Length / size + 1))
        {
            ReadOnlySpan<byte> sector = Sector(file, size, part);
            for (int i = 0; i < size / 4; i++)
                table.Add(Number(sector, 4 * i));
        }

        return [.. table];
    }

    private static byte[] Chain(byte[] file, uint[] table, int size, uint first)
    {
        using MemoryStream chain = new();
        for (uint sector = first; sector < LastSector; sector = table[sector])
        {
            if (chain.Length > file.Length)
                throw new ArgumentException("a chain of sectors without end");
            chain.Write(Sector(file, size, sector));
        }

        return chain.ToArray();
    }

    private static ReadOnlySpan<byte> Sector(byte[] file, int size, uint number)
    {
        long start = Math.Max(HeaderSize, size) + (long)number * size;
        int length = (int)Math.Min(size, file.Length - start);
        byte[] whole = new byte[size];
        file.AsSpan((int)start, length).CopyTo(whole);
        return whole;
    }

    private static uint Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private readonly ref struct RecordAt(int type, ReadOnlySpan<byte> body)
    {
        private readonly ReadOnlySpan<byte> _body = body;

        public void Deconstruct(out int kind, out ReadOnlySpan<byte> bytes)
        {
            kind = type;
            bytes = _body;
        }
    }
}
