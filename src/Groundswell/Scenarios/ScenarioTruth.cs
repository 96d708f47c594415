using Groundswell.Catalogue;

namespace Groundswell.Scenarios;

/// <summary>A time in which a service truly fails: one outage, or several that touch.</summary>
/// <param name="Service">Which.</param>
/// <param name="From">True onset.</param>
/// <param name="To">True end.</param>
/// <param name="Faded">When the last of its reports is sent.</param>
public sealed record ScenarioTruth(ServiceId Service, DateTimeOffset From, DateTimeOffset To, DateTimeOffset Faded);
