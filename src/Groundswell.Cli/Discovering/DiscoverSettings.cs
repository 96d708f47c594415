using System.Net;
using Groundswell.Catalogue;
using Groundswell.Sensing.Discovery.Observing;
using Groundswell.Sensing.Discovery.Ranges;

namespace Groundswell.Cli.Discovering;

/// <summary>What <c>discover</c> is to do, all of it checked.</summary>
internal sealed record DiscoverSettings
{
    public required IReadOnlyList<DomainTarget> Targets { get; init; }

    public required ServiceCatalogue Catalogue { get; init; }

    public required AddressRanges Ranges { get; init; }

    public required IReadOnlyList<IPEndPoint> Resolvers { get; init; }

    /// <summary>Domains under way at the same time.</summary>
    public required int AtOnce { get; init; }

    public required bool Json { get; init; }

    public required bool Yaml { get; init; }
}
