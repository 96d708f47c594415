using Groundswell.Catalogue.Probing;

namespace Groundswell.Catalogue;

/// <summary>One failing unit of a provider.</summary>
public sealed record Component
{
    public required ComponentId Id { get; init; }

    public required string Name { get; init; }

    /// <summary>How it fails, which decides what its dependents look like when it does.</summary>
    public required ComponentKind Kind { get; init; }

    public IReadOnlyList<string> Hostnames { get; init; } = [];

    public IReadOnlyList<Dependency> Dependencies { get; init; } = [];

    /// <summary>What is tried of it; null where the catalogue does not say, so that its host names are.</summary>
    public IReadOnlyList<ProbeDefinition>? Probes { get; init; }

    /// <summary>A public document that shows it exists.</summary>
    public string? Source { get; init; }
}
