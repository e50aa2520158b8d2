using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Disbursement.Jobs.Intake;

/// <summary>The values of one roster row, checked and of fixed size; texts follow it in a packed row.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct MemberValues
{
    public const byte UnknownRole = 255;
    public const int NoDate = -1;

    public long Line;

    /// <summary>Where the row starts in the roster's text; -1 where the raw line is kept in the row itself.</summary>
    public long Offset;
    public int Length;
    public ulong Region;
    public ulong Id;
    public int BirthDate;
    public int DeathDate;
    public int CertificateDate;
    public int CertificateRevokedOn;
    public int RetiredOn;
    public int AdoptedOn;
    public int DisabilityDate;
    public int DisabilityEndedOn;
    public int ComplicationDate;
    public int ComplicationEndedOn;
    public int AppliedOn;
    public int PromisedUntil;

    /// <summary>Fen, or -1 where the roster says nothing.</summary>
    public long MedicalSelfPaid;
    public ushort Facts;
    public byte Role;
    public byte DisabilityGrade;
    public bool HasCertificate;
    public bool IsFemale;
    public byte Problems;

    /// <summary>No value anywhere.</summary>
    public static MemberValues Empty => new()
    {
        Role = UnknownRole,
        BirthDate = NoDate,
        DeathDate = NoDate,
        CertificateDate = NoDate,
        CertificateRevokedOn = NoDate,
        RetiredOn = NoDate,
        AdoptedOn = NoDate,
        DisabilityDate = NoDate,
        DisabilityEndedOn = NoDate,
        ComplicationDate = NoDate,
        ComplicationEndedOn = NoDate,
        AppliedOn = NoDate,
        PromisedUntil = NoDate,
        MedicalSelfPaid = -1,
    };

    public readonly bool IsClaimant => Role is (byte)Domain.Households.Role.Mother or (byte)Domain.Households.Role.Father;

    public static DateOnly? Date(int day) => day == NoDate ? null : DateOnly.FromDayNumber(day);
}

/// <summary>Texts of a claimant's row that travel to the payment, in the order in which they are packed.</summary>
internal enum MemberText
{
    Name,
    BankName,
    BankCode,
    BankAccount,
    AccountName,

    /// <summary>The raw line, for lines that could not be read.</summary>
    Raw,

    /// <summary>Documents that were promised.</summary>
    Promised,

    /// <summary>What definitions ask for (<see cref="PackedFacts"/>).</summary>
    Further,
}

/// <summary>Reads a packed row: values, texts, problems. Valid as long as the bytes behind it.</summary>
internal readonly ref struct MemberRow(ReadOnlySpan<byte> packed)
{
    public const int TextCount = 8;

    /// <summary>Stands for a column that a definition asks for; its names stand before the detail.</summary>
    public const byte OfFurtherColumn = 254;

    private readonly ReadOnlySpan<byte> _packed = packed;

    public MemberValues Values => MemoryMarshal.Read<MemberValues>(_packed);

    public ReadOnlySpan<byte> Text(MemberText text) => _packed.Slice(StartOf((int)text), LengthOf((int)text));

    public List<RosterProblem> Problems()
    {
        List<RosterProblem> problems = [];
        int count = Values.Problems;
        if (count == 0)
            return problems;

        ReadOnlySpan<byte> rest = _packed[StartOf(TextCount)..];
        for (int i = 0; i < count; i++)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]);
            RosterColumn? column = rest[1] is byte.MaxValue or OfFurtherColumn ? null : (RosterColumn)rest[1];
            RosterProblem problem = new((ProblemCode)rest[0], column, Encoding.UTF8.GetString(rest.Slice(4, length)));
            problems.Add(rest[1] == OfFurtherColumn && problem.Detail.Split('\t') is [var english, var chinese, var detail]
                ? problem with { Detail = detail, Further = (english, chinese) }
                : problem);
            rest = rest[(4 + length)..];
        }

        return problems;
    }

    private int StartOf(int text)
    {
        int start = Unsafe.SizeOf<MemberValues>() + 2 * TextCount;
        for (int i = 0; i < text; i++)
            start += LengthOf(i);
        return start;
    }

    private int LengthOf(int text) => BinaryPrimitives.ReadUInt16LittleEndian(_packed[(Unsafe.SizeOf<MemberValues>() + 2 * text)..]);
}
