using System.IO.Compression;
using System.Xml;
using Disbursement.Jobs.Files;

namespace Disbursement.Jobs.Sheets;

/// <summary>The parts of a workbook's zip archive, each read within limits.</summary>
internal sealed class XlsxParts : IDisposable
{
    private const int MostParts = 2000;
    private const long LargestPart = 2L << 30;
    private const long LargestSum = 4L << 30;
    private const long RatioMatters = 32L << 20;
    private const int HighestRatio = 200;

    private static readonly FileRemark Bomb = new("unpacks to an absurd size: refused as a zip bomb", "解压后体积异常，按压缩炸弹拒收");

    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _parts = new(StringComparer.OrdinalIgnoreCase);
    private readonly long _largestSum;
    private long _sum;

    private XlsxParts(ZipArchive zip, long largestSum)
    {
        (_zip, _largestSum) = (zip, largestSum);
        foreach (ZipArchiveEntry entry in zip.Entries)
            _parts.TryAdd(Named(entry.FullName), entry);
    }

    /// <param name="path">The file.</param>
    /// <param name="largestSum">The most bytes that its parts unpack to, all together.</param>
    /// <exception cref="UnreadableFileException">It is no archive, holds too many parts, or would unpack to an absurd size.</exception>
    public static XlsxParts Open(string path, long largestSum = LargestSum)
    {
        ZipArchive? zip = null;
        try
        {
            zip = ZipFile.OpenRead(path);
            if (zip.Entries.Count > MostParts)
                throw new UnreadableFileException(
                    new FileRemark($"is no workbook: it holds more than {MostParts} parts", $"不是正常的工作簿：内部文件超过{MostParts}个"));
            if (zip.Entries.Any(entry => entry.Length > LargestPart || entry.Length > RatioMatters
                && entry.Length / Math.Max(entry.CompressedLength, 1) > HighestRatio))
                throw new UnreadableFileException(Bomb);

            if (zip.Entries.Select(entry => Named(entry.FullName)).CountBy(name => name).FirstOrDefault(name => name.Value > 1)
                is { Key: { } twice })
                throw new UnreadableFileException(new FileRemark(
                    $"holds its part {twice} twice, so programs read different tables from it: open it in Excel or WPS, look at "
                    + "what it says, and choose Save As > Excel Workbook (*.xlsx)",
                    $"内部文件 {twice} 重复，不同程序读到的表可能不同：请用 Excel 或 WPS 打开并核对内容，再另存为“Excel 工作簿(*.xlsx)”"));

            return new XlsxParts(zip, largestSum);
        }
        catch (UnreadableFileException)
        {
            zip?.Dispose();
            throw;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or ArgumentException or NotSupportedException)
        {
            zip?.Dispose();
            throw new UnreadableFileException(XlsxWorkbook.Damaged);
        }
    }

    public IEnumerable<string> Names => _parts.Keys;

    public bool Has(string name) => _parts.ContainsKey(Named(name));

    /// <summary>A part as XML, without document type; null where there is none.</summary>
    public XmlReader? Xml(string name) => OpenPart(name) is { } stream
        ? XmlReader.Create(stream, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            CheckCharacters = false,
            CloseInput = true,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersInDocument = LargestPart,
        })
        : null;

    public void Dispose() => _zip.Dispose();

    private Counted? OpenPart(string name) =>
        _parts.TryGetValue(Named(name), out ZipArchiveEntry? entry) ? new Counted(this, entry.Open(), entry.CompressedLength) : null;

    private static string Named(string name) => name.Replace('\\', '/').TrimStart('/');

    /// <summary>What the directory says of sizes is the sender's word: this counts what really comes out.</summary>
    private sealed class Counted(XlsxParts parts, Stream inner, long packed) : Stream
    {
        private long _size;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _size;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int read = inner.Read(buffer);
            _size += read;
            parts._sum += read;
            if (_size > LargestPart || parts._sum > parts._largestSum || _size > RatioMatters && _size / Math.Max(packed, 1) > HighestRatio)
                throw new UnreadableFileException(Bomb);
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
