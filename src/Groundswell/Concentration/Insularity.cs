using Groundswell.Catalogue;

namespace Groundswell.Concentration;

/// <summary>How far the services at home in a country are supplied from it.</summary>
public sealed record Insularity
{
    public required RegionId Country { get; init; }

    /// <summary>Services at home there.</summary>
    public required int Services { get; init; }

    /// <summary>Of these, services with a known supplier: the denominator of what follows.</summary>
    public required int Supplied { get; init; }

    /// <summary>Pairs of such a service and a provider that it uses.</summary>
    public required int Pairs { get; init; }

    /// <summary>Pairs whose provider is of that jurisdiction.</summary>
    public required int DomesticPairs { get; init; }

    /// <summary>Services all of whose known suppliers are of that jurisdiction.</summary>
    public required int WhollyDomestic { get; init; }

    /// <summary>Share of the pairs, 0 to 1; NaN without a pair.</summary>
    public double Share => (double)DomesticPairs / Pairs;
}
