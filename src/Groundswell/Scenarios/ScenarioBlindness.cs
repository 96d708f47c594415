using Groundswell.Signals;

namespace Groundswell.Scenarios;

/// <summary>A time in which vantages have lost their own way out: all that they look at fails alike, though it is well, and no supplier's page can be read.</summary>
/// <param name="Failure">How everything fails there.</param>
/// <param name="Detail">What the probe says of it.</param>
/// <param name="Elapsed">How long an answer takes.</param>
/// <param name="From">From when on.</param>
/// <param name="To">Until when.</param>
/// <param name="Vantages">How many of the vantages are blind, the first ones.</param>
/// <param name="Share">The part of all targets that is out of reach: all of them, or those of one address family.</param>
public sealed record ScenarioBlindness(FailureClass Failure, string Detail, TimeSpan Elapsed, DateTimeOffset From, DateTimeOffset To, int Vantages, double Share);
