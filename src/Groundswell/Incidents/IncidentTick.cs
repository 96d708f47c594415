namespace Groundswell.Incidents;

/// <summary>What a tick brought: store <paramref name="Events"/> first, then go on with <paramref name="Book"/>; if the store refuses, keep the old book.</summary>
/// <param name="Events">All that happened, by service and then in order; mostly empty.</param>
/// <param name="Book">The book after the tick.</param>
public sealed record IncidentTick(IReadOnlyList<IncidentEntry> Events, IncidentBook Book);
