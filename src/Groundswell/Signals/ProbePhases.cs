namespace Groundswell.Signals;

/// <summary>How long each part of a probe took; null for a part that was not reached or that its kind does not have.</summary>
/// <param name="Resolve">From the first question to the answer with addresses; of a DNS probe, the whole.</param>
/// <param name="Connect">Until the transport stood.</param>
/// <param name="Tls">Until the handshake was done.</param>
/// <param name="FirstByte">From the request to the first byte of the answer.</param>
/// <param name="Body">From the first byte to the last that was read.</param>
public readonly record struct ProbePhases(TimeSpan? Resolve, TimeSpan? Connect, TimeSpan? Tls, TimeSpan? FirstByte, TimeSpan? Body);
