namespace Groundswell.Scenarios;

/// <summary>A time in which vantages have lost their own way out: all that they look at fails alike, though it is well, and no supplier's page can be read.</summary>
/// <param name="Look">How everything fails there.</param>
/// <param name="From">From when on.</param>
/// <param name="To">Until when.</param>
/// <param name="Vantages">How many of the vantages are blind, the first ones.</param>
public sealed record ScenarioBlindness(BlindLook Look, DateTimeOffset From, DateTimeOffset To, int Vantages);
