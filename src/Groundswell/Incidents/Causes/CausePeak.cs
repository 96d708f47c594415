namespace Groundswell.Incidents.Causes;

/// <summary>The worst moment of an incident.</summary>
/// <param name="Services">Down at once.</param>
/// <param name="At">When so many first were.</param>
public readonly record struct CausePeak(int Services, DateTimeOffset At);
