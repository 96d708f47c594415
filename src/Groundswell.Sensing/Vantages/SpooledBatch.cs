namespace Groundswell.Sensing.Vantages;

/// <summary>A batch that waits for the node.</summary>
/// <param name="Sequence">Its number; later batches have higher ones.</param>
/// <param name="Bytes">What was kept.</param>
/// <param name="IsCorrected">Whether its times are the node's; else the node had not told its time, and they are those of the machine.</param>
public sealed record SpooledBatch(long Sequence, byte[] Bytes, bool IsCorrected);
