namespace Groundswell.Incidents;

/// <summary>The worst quarter of an hour of an incident.</summary>
/// <param name="At">End of the quarter of an hour.</param>
/// <param name="Reports">Reports in it.</param>
/// <param name="Expected">Reports expected in it.</param>
public sealed record IncidentPeak(DateTimeOffset At, double Reports, double Expected);
