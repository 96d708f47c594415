using Groundswell.Catalogue;

namespace Groundswell.Bench.Lives;

/// <summary>What a supplier posts.</summary>
/// <param name="Provider">Whose page.</param>
/// <param name="Component">What it names; null where no rule fits the name.</param>
/// <param name="PostedAt">Minute of the life; before 0 for one that has stood there.</param>
/// <param name="ResolvedAt">When it calls it over.</param>
/// <param name="Revisions">Minutes at which its text is changed.</param>
internal sealed record LifeNotice(string Provider, ComponentId? Component, double PostedAt, double ResolvedAt, IReadOnlyList<double> Revisions);
