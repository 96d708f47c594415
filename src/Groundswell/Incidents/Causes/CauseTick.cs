namespace Groundswell.Incidents.Causes;

/// <summary>What a tick brought: store <paramref name="Events"/> first, then go on with <paramref name="Book"/>; if the store refuses, keep the old book.</summary>
public sealed record CauseTick(IReadOnlyList<CauseEntry> Events, CauseBook Book);
