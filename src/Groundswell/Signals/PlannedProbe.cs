using Groundswell.Catalogue.Probing;

namespace Groundswell.Signals;

/// <summary>A probe that is to run, with all that its definition left open filled in.</summary>
public sealed record PlannedProbe
{
    public required ProbeTarget Target { get; init; }

    /// <summary>Slug, unique within its target.</summary>
    public required string Id { get; init; }

    public required ProbeCheck Check { get; init; }

    public required TimeSpan Interval { get; init; }

    /// <summary>For one try.</summary>
    public required TimeSpan Timeout { get; init; }

    public required int Retries { get; init; }

    public AddressChoice Addresses { get; init; }

    public TimeSpan? SlowAfter { get; init; }

    /// <summary>
    /// Probes that share it are likely to fail together: the provider, or for a service the provider that it depends on most. A vantage that
    /// asks whether its own way out is gone counts each group once.
    /// </summary>
    public required string Group { get; init; }

    /// <summary>It stands for itself, as no supplier of it is known: where it shares a network with others like it, they are one.</summary>
    public bool IsAlone { get; init; }

    /// <summary>What is planned where nothing is left open.</summary>
    public static PlannedProbe From(ProbeTarget target, ProbeDefinition definition, ProbeDefaults defaults, string group)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(defaults);
        return new PlannedProbe
        {
            Target = target,
            Id = definition.Id,
            Check = definition.Check,
            Interval = definition.Interval ?? defaults.Interval,
            Timeout = definition.Timeout ?? defaults.Timeout,
            Retries = definition.Retries ?? defaults.Retries,
            Addresses = definition.Addresses,
            SlowAfter = definition.SlowAfter,
            Group = group,
        };
    }

    /// <summary>As <c>aws/us-east-1/dynamodb#front</c>.</summary>
    public override string ToString() => $"{Target}#{Id}";
}
