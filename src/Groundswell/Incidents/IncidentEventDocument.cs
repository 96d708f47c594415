namespace Groundswell.Incidents;

/// <summary>The stored form of any incident event: each type fills its own fields. Apart from the events, so that renaming one changes no store.</summary>
internal sealed record IncidentEventDocument
{
    public const string Detected = "detected";
    public const string Confirmed = "confirmed";
    public const string SeverityChanged = "severity-changed";
    public const string ScopeChanged = "scope-changed";
    public const string PeakPassed = "peak-passed";
    public const string RecoveryBegan = "recovery-began";
    public const string BecameUsual = "became-usual";
    public const string WaveBegan = "wave-began";
    public const string Withdrawn = "withdrawn";
    public const string Resolved = "resolved";

    public int V { get; init; }

    public string? Type { get; init; }

    public DateTimeOffset? At { get; init; }

    public long? Id { get; init; }

    public string? Service { get; init; }

    public DateTimeOffset? Onset { get; init; }

    public string? Severity { get; init; }

    public string? Reason { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    public int? Wave { get; init; }

    public DateTimeOffset? PeakAt { get; init; }

    public double? Reports { get; init; }

    public double? Expected { get; init; }

    public string? Failure { get; init; }

    public int? Failing { get; init; }

    public int? Known { get; init; }

    public string?[]? Regions { get; init; }

    public string?[]? Symptoms { get; init; }
}
