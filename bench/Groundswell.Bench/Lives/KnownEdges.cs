namespace Groundswell.Bench.Lives;

/// <summary>How well the catalogue knows a world.</summary>
/// <param name="Missing">Share of services' edges that it lacks.</param>
/// <param name="Spurious">Edges that are not there, as a share of those that are.</param>
/// <param name="Favourite">Share of services in a cloud's region whose needs there are all written as one of the region's database.</param>
/// <param name="Coarse">Share of services in a cloud's region of which only the region is known.</param>
internal sealed record KnownEdges(double Missing = 0.15, double Spurious = 0.04, double Favourite = 0, double Coarse = 0.1);
