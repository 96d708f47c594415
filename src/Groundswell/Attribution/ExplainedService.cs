namespace Groundswell.Attribution;

/// <summary>A service whose outage the best explanation accounts for.</summary>
/// <param name="Service">Its index.</param>
/// <param name="Probability">That it is down, and down because of the named causes.</param>
/// <param name="Via">The failed component nearest to it.</param>
public readonly record struct ExplainedService(int Service, double Probability, int Via);
