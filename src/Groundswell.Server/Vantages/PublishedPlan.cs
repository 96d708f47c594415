using System.Collections.Frozen;
using Groundswell.Signals;

namespace Groundswell.Server.Vantages;

/// <summary>A plan as vantages get it.</summary>
/// <param name="Probes">What it was made of.</param>
/// <param name="Text">Its JSON.</param>
/// <param name="Tag">Its entity tag.</param>
/// <param name="Planned">The interval of each of its probes.</param>
internal sealed record PublishedPlan(IReadOnlyList<PlannedProbe> Probes, byte[] Text, string Tag, FrozenDictionary<(ProbeTarget Target, string Probe), TimeSpan> Planned);
