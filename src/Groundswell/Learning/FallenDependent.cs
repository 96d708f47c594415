namespace Groundswell.Learning;

/// <summary>What fell with a component that it needs.</summary>
/// <param name="Onset">When, estimated.</param>
/// <param name="Probability">That the component, rather than something of its own, took it down.</param>
public readonly record struct FallenDependent(DateTimeOffset Onset, double Probability);
