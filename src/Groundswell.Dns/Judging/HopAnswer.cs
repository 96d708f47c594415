using Groundswell.Dns.Observing;

namespace Groundswell.Dns.Judging;

/// <summary>What the servers of a zone agree to say of a name.</summary>
/// <param name="Hop">The name.</param>
/// <param name="Reply">An answer of those that agree; null if there is none.</param>
/// <param name="All">Every answer that counts.</param>
internal sealed record HopAnswer(HopSeen Hop, Reply? Reply, IReadOnlyList<Reply> All);
