using Groundswell.Signals;

namespace Groundswell.Sensing.Vantages;

/// <summary>What a node made of a batch that a vantage sent.</summary>
/// <param name="Results">Those that could be read. Their vantage is what the text says, and not to be believed.</param>
/// <param name="Places">Where each of them stands in the batch, from 0.</param>
/// <param name="Faults">What is wrong with the others.</param>
public sealed record VantageBatch(IReadOnlyList<ProbeResult> Results, IReadOnlyList<int> Places, IReadOnlyList<JsonFault> Faults);
