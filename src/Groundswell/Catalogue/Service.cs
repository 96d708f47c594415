using Groundswell.Catalogue.Probing;

namespace Groundswell.Catalogue;

/// <summary>What people use and report on.</summary>
public sealed record Service
{
    public required ServiceId Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Slug of the category, such as <c>banking</c>; services of one category lend each other their daily rhythm.</summary>
    public required string Category { get; init; }

    public IReadOnlyList<string> Hostnames { get; init; } = [];

    /// <summary>What its users can report, in the order in which the form shows them. Never empty.</summary>
    public required IReadOnlyList<SymptomId> Symptoms { get; init; }

    /// <summary>Countries where most of its users are; empty for a service used everywhere.</summary>
    public IReadOnlyList<RegionId> HomeCountries { get; init; } = [];

    public Uri? StatusPage { get; init; }

    public IReadOnlyList<Dependency> Dependencies { get; init; } = [];

    /// <summary>What is tried of it; null where the catalogue does not say, so that its host names are.</summary>
    public IReadOnlyList<ProbeDefinition>? Probes { get; init; }
}
