namespace Groundswell.Sensing.Discovery.Observing;

/// <summary>What the site answered over HTTP.</summary>
/// <param name="Address">The address that answered in the end, after redirects.</param>
/// <param name="Status">Its status.</param>
/// <param name="Headers">Its headers, and those of the redirects before it.</param>
/// <param name="ResourceHosts">Hosts that the first 64 KiB of the page load from, in lower case.</param>
public sealed record PageObservation(Uri Address, int Status, IReadOnlyList<ResponseHeader> Headers, IReadOnlyList<string> ResourceHosts);
