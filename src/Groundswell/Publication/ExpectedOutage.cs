using Groundswell.Catalogue;

namespace Groundswell.Publication;

/// <summary>A service that is not down yet and may be soon.</summary>
/// <param name="Service">Which.</param>
/// <param name="Via">The failing component that it needs.</param>
/// <param name="Earliest">With <paramref name="Latest"/>, from when until when, with a probability of 80 % if it falls at all.</param>
/// <param name="Latest">Past it, it is likely to stay up.</param>
public sealed record ExpectedOutage(ServiceId Service, ComponentId Via, DateTimeOffset Earliest, DateTimeOffset Latest);
