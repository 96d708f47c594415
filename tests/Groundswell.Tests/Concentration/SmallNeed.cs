using Groundswell.Catalogue;

namespace Groundswell.Tests.Concentration;

/// <summary>That one needs a node of a <see cref="SmallWorld"/>: a component, or after them a group.</summary>
internal sealed record SmallNeed(int Dependent, int Node, Criticality Criticality);
