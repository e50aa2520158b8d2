using System.Globalization;
using System.Runtime.InteropServices;
using Disbursement.Jobs.Intake;

namespace Disbursement.Jobs.Runs.Parts;

/// <summary>All counties, compared: who stands in two households, and which accounts too many share.</summary>
internal sealed record DuplicatesPart(Duplicates Duplicates) : IProduct<DuplicatesPart>
{
    public byte[] Save(PartPlace place) => SavedPart.Of(new Saved(
        [.. Duplicates.Found.Select(one => new SavedClaimant(Text(one.Id),
            [.. one.Places.Select(where => new SavedPlace(where.County, where.File, where.Line.Value))]))],
        [.. Duplicates.SharedAccounts.Select(Text)],
        [.. Duplicates.Children.Found.Select(one => new SavedChild(Text(one.Key), MemoryMarshal.AsBytes(one.Value.AsSpan()).ToArray()))],
        [.. Duplicates.Namesakes.Found.Select(one => new SavedChild(Text(one.Key), MemoryMarshal.AsBytes(one.Value.AsSpan()).ToArray()))]));

    public static DuplicatesPart Load(PartPlace place, byte[] saved)
    {
        Saved read = SavedPart.Read<Saved>(saved);
        return new DuplicatesPart(Duplicates.Of(
            read.Claimants.Select(one => new DuplicateClaimant(Number(one.Id),
                [.. one.Places.Select(where => new ClaimantPlace(where.County, where.File, where.Line))])),
            read.Accounts.Select(Number), SharedChildren.Of(Children<ToldChild>(read.Children)),
            Namesakes.Of(Children<NamedChild>(read.Namesakes))));
    }

    private static IEnumerable<KeyValuePair<UInt128, T[]>> Children<T>(IEnumerable<SavedChild> saved)
        where T : struct =>
        saved.Select(one => KeyValuePair.Create(Number(one.Child), MemoryMarshal.Cast<byte, T>(one.Told).ToArray()));

    private static string Text(UInt128 number) => number.ToString("x", CultureInfo.InvariantCulture);

    private static UInt128 Number(string text) => UInt128.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private sealed record Saved(IReadOnlyList<SavedClaimant> Claimants, IReadOnlyList<string> Accounts, IReadOnlyList<SavedChild> Children,
        IReadOnlyList<SavedChild> Namesakes);

    private sealed record SavedClaimant(string Id, IReadOnlyList<SavedPlace> Places);

    private sealed record SavedChild(string Child, byte[] Told);

    private sealed record SavedPlace(uint County, int File, long Line);
}
