using Groundswell.Catalogue;

namespace Groundswell.Concentration;

/// <summary>What is supplied from one jurisdiction: the country of the supplier's ultimate parent company.</summary>
public sealed record JurisdictionShare
{
    /// <summary><see cref="RegionId.Unknown"/> for suppliers of whom it is not known.</summary>
    public required RegionId Country { get; init; }

    public required int Providers { get; init; }

    /// <summary>Pairs of a service and a provider that it uses, of all pairs.</summary>
    public required int Pairs { get; init; }

    /// <summary>Share of all pairs, 0 to 1; the shares of all jurisdictions add up to 1.</summary>
    public required double Share { get; init; }

    /// <summary>Services that use any provider from there, each once.</summary>
    public required int Services { get; init; }

    /// <summary>Services that fall, by hard needs, if every provider from there fails at once.</summary>
    public required int Falls { get; init; }
}
