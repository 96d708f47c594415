using Groundswell.Catalogue;

namespace Groundswell.Sensing.Discovery.Supply;

/// <summary>A supplier that was recognised.</summary>
/// <param name="Supplier">Who.</param>
/// <param name="Part">What it does.</param>
/// <param name="Region">The supplier's own name for the region, where the mark names one.</param>
internal sealed record FingerprintMatch(Fingerprint Supplier, FingerprintPart Part, string? Region)
{
    /// <summary>The component, if the region that it needs is known; it need not be in the catalogue.</summary>
    public string? Component =>
        Part.On is { } on && (Region is not null || !on.Contains(FingerprintPart.RegionMark, StringComparison.Ordinal))
            ? on.Replace(FingerprintPart.RegionMark, Region ?? "", StringComparison.Ordinal)
            : null;
}
