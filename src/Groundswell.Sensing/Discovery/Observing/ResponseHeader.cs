namespace Groundswell.Sensing.Discovery.Observing;

/// <summary>A header of a response.</summary>
/// <param name="Name">In lower case.</param>
/// <param name="Value">As it was sent, at most 500 characters.</param>
public sealed record ResponseHeader(string Name, string Value);
