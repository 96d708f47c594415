namespace Groundswell.Catalogue.Probing;

/// <summary>What is to be tried of a service or component, and how often (docs/probes.md).</summary>
public sealed record ProbeDefinition
{
    public static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(5);

    public static readonly TimeSpan LongestInterval = TimeSpan.FromDays(1);

    public static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(1);

    public const int MostRetries = 5;

    /// <summary>Slug, unique within its service or component.</summary>
    public required string Id { get; init; }

    public required ProbeCheck Check { get; init; }

    /// <summary>From one run to the next; 5 s to a day. Null: as the vantage does by default.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>For one try, from the first question to the last byte; 1 s to a minute. Null: as the vantage does by default.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How often a failed try is repeated at once, 0 to 5. Null: as the vantage does by default.</summary>
    public int? Retries { get; init; }

    public AddressChoice Addresses { get; init; }

    /// <summary>A try that takes longer is slow though all else is right; null: there is no such condition.</summary>
    public TimeSpan? SlowAfter { get; init; }
}
