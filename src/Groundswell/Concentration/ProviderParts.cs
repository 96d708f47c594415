using Groundswell.Catalogue;

namespace Groundswell.Concentration;

/// <summary>A provider and the numbers of its components.</summary>
public sealed record ProviderParts(Provider Provider, IReadOnlyList<int> Components);
