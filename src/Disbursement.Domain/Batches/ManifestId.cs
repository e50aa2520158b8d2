using System.Globalization;

namespace Disbursement.Domain.Batches;

/// <summary>Id of a manifest in the database: its run in the upper bits, the code of its county in the lower ones.</summary>
public readonly record struct ManifestId(long Value)
{
    private const int CountyBits = 32;

    /// <summary>The id of the manifest of a county of a run.</summary>
    public static ManifestId Of(int run, string county) => new((long)run << CountyBits | uint.Parse(county, CultureInfo.InvariantCulture));
}
