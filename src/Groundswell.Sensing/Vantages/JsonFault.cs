namespace Groundswell.Sensing.Vantages;

/// <summary>What is wrong with one item of a list.</summary>
/// <param name="Place">Where it stands in the list, from 0.</param>
/// <param name="Field">Such as <c>failure</c>; empty for the whole.</param>
/// <param name="Reason">As a sentence.</param>
public sealed record JsonFault(int Place, string Field, string Reason);
