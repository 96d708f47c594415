namespace Groundswell.Attribution;

/// <summary>A component that is down in the best explanation.</summary>
/// <param name="Component">Its index.</param>
/// <param name="IsRoot">It failed by itself; otherwise by consequence.</param>
/// <param name="MinutesAgo">When it failed, most likely.</param>
/// <param name="Severity">Share of what depends on it that it breaks, most likely.</param>
public readonly record struct ComponentOutage(int Component, bool IsRoot, int MinutesAgo, double Severity);
