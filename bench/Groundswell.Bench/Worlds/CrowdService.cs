using Groundswell.Catalogue;

namespace Groundswell.Bench.Worlds;

/// <summary>A service of a <see cref="Crowd"/>.</summary>
/// <param name="Id">Slug.</param>
/// <param name="Category">Slug.</param>
/// <param name="PerHour">Reports an hour, on average.</param>
internal sealed record CrowdService(string Id, string Category, double PerHour)
{
    /// <summary>Where they come from; shares of one.</summary>
    public IReadOnlyList<(string Country, double Share)> Countries { get; init; } = [("US", 0.6), ("GB", 0.25), ("DE", 0.15)];

    /// <summary>What is usually reported; shares of one.</summary>
    public IReadOnlyList<double> Symptoms { get; init; } = [0.55, 0.25, 0.15, 0.05];

    /// <summary>A component that it needs; null for none.</summary>
    public string? Needs { get; init; }

    public ServiceId Service => ServiceId.Parse(Id, null);
}
