using System.Net;

namespace Groundswell.Sensing.Vantages;

/// <summary>An answer that is the node's own, as its signature shows.</summary>
/// <param name="Status">Of HTTP.</param>
/// <param name="Tag">The entity tag as it is written; empty for none.</param>
/// <param name="Body">What it says.</param>
/// <param name="RetryAfter">How long the node wants to be left alone; zero where it does not say.</param>
internal sealed record NodeReply(HttpStatusCode Status, string Tag, byte[] Body, TimeSpan RetryAfter);
