namespace Groundswell.Attribution;

/// <summary>A component that fails now.</summary>
/// <param name="Component">Its index.</param>
/// <param name="MinutesAgo">When it began to.</param>
/// <param name="Severity">Share of what depends on it that it breaks.</param>
internal readonly record struct FailingSource(int Component, double MinutesAgo, double Severity);
