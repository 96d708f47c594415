using Groundswell.Publication;
using Groundswell.Storage;

namespace Groundswell.Cluster;

/// <summary>What a shard says at a tick.</summary>
/// <param name="Figures">How each of its services stands.</param>
/// <param name="Rollup">What is to be stored, where that was asked for.</param>
[GenerateSerializer]
[Immutable]
public sealed record ShardTick([property: Id(0)] IReadOnlyList<ServiceFigures> Figures, [property: Id(1)] ShardRollup? Rollup);
