namespace Groundswell.Server.Ingest.Budgets;

/// <summary>So much in the long run, and so much at once.</summary>
/// <param name="PerSecond">In the long run; 0 is without bound.</param>
/// <param name="Burst">At once, after a pause.</param>
internal readonly record struct Rate(double PerSecond, double Burst);
