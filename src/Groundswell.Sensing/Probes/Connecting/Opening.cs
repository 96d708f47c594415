namespace Groundswell.Sensing.Probes.Connecting;

/// <summary>A connection, or why there is none.</summary>
/// <param name="Stream">Null where there is a failure; whoever gets it disposes it.</param>
/// <param name="Failure">Null where the connection stands.</param>
internal readonly record struct Opening(Stream? Stream, ProbeFailure? Failure);
