namespace Groundswell.Storage;

/// <summary>A detector as it stood after a minute.</summary>
/// <param name="Service">Number of the service.</param>
/// <param name="ThroughMinute">The last minute it has seen.</param>
/// <param name="Content">Its own binary form, with a version of its own.</param>
public sealed record DetectorState(int Service, int ThroughMinute, ReadOnlyMemory<byte> Content);
