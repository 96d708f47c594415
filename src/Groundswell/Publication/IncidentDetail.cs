using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;

namespace Groundswell.Publication;

/// <summary>One incident as its own page shows it.</summary>
/// <param name="Incident">The incident with its whole history.</param>
/// <param name="Service">The service as the catalogue has it now, or null if it was taken out.</param>
/// <param name="Cause">The open incident with a shared cause that it is a part of, or null.</param>
/// <param name="Chart">Reports from two hours before the onset to one hour after the end (or now), at most 300 steps.</param>
public sealed record IncidentDetail(Incident Incident, Service? Service, ChartSeries Chart, CauseIncident? Cause = null);
