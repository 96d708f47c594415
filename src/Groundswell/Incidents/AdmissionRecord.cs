namespace Groundswell.Incidents;

/// <summary>How one supplier's page has done over many outages.</summary>
public sealed record AdmissionRecord
{
    public required string Provider { get; init; }

    /// <summary>Outages of which something can be said: admitted, or never.</summary>
    public required int Judged { get; init; }

    public required int NeverAdmitted { get; init; }

    /// <summary>Of those admitted whose onset was measured; the middle one, or the mean of the two in the middle. Null where there is none.</summary>
    public TimeSpan? MedianDelay { get; init; }

    public TimeSpan? LongestDelay { get; init; }

    /// <summary>Outages called resolved clearly before the last service recovered.</summary>
    public required int ResolvedTooEarly { get; init; }

    /// <summary>Of those called resolved too early, how much too early; the middle one.</summary>
    public TimeSpan? MedianTooEarlyBy { get; init; }

    /// <summary>A record for each provider with an outage that can be judged, by name.</summary>
    public static IReadOnlyList<AdmissionRecord> Of(IEnumerable<Admission> admissions)
    {
        ArgumentNullException.ThrowIfNull(admissions);
        return
        [
            .. admissions.Where(a => a.Stance is AdmissionStance.Admitted or AdmissionStance.NeverAdmitted)
                .GroupBy(a => a.Outage.Provider, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => Summarise(g.Key, [.. g])),
        ];
    }

    private static AdmissionRecord Summarise(string provider, IReadOnlyList<Admission> judged)
    {
        var delays = judged.Select(a => a.Delay).OfType<TimeSpan>().Order().ToList();
        var early = judged.Where(a => a.IsTooEarly).Select(a => a.ResolvedEarlyBy).OfType<TimeSpan>().Order().ToList();
        return new AdmissionRecord
        {
            Provider = provider,
            Judged = judged.Count,
            NeverAdmitted = judged.Count(a => a.Stance == AdmissionStance.NeverAdmitted),
            MedianDelay = Median(delays),
            LongestDelay = delays.Count > 0 ? delays[^1] : null,
            ResolvedTooEarly = early.Count,
            MedianTooEarlyBy = Median(early),
        };
    }

    private static TimeSpan? Median(List<TimeSpan> sorted) =>
        sorted.Count == 0 ? null : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
}
