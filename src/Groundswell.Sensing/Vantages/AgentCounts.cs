namespace Groundswell.Sensing.Vantages;

/// <summary>What an agent has done since its start.</summary>
/// <param name="Sent">Results that the node has.</param>
/// <param name="Waiting">Batches that wait.</param>
/// <param name="Dropped">Batches that were dropped: too many waited, a file was lost, or the node could not read them.</param>
public sealed record AgentCounts(long Sent, int Waiting, long Dropped);
