namespace Groundswell.Signals;

/// <summary>Counted reports of one shard on their way from the journal, in the journal's order.</summary>
/// <param name="Previous">Sequence up to which the shard was sent everything before; a shard that has less has missed something.</param>
/// <param name="Last">Sequence up to which the shard has everything with this group.</param>
/// <param name="Reports">Reports of this shard between the two.</param>
public sealed record ReportGroup(long Previous, long Last, IReadOnlyList<CountedReport> Reports);
