using Groundswell.Signals;

namespace Groundswell.Server.Sqlite;

/// <summary>What one transaction stored.</summary>
/// <param name="First">Sequence before its first row.</param>
/// <param name="Last">Sequence of its last row.</param>
/// <param name="Counted">Its rows of weight above 0.</param>
internal sealed record CommittedGroup(long First, long Last, IReadOnlyList<CountedReport> Counted);
