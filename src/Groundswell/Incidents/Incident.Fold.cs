using Groundswell.Catalogue;

namespace Groundswell.Incidents;

public sealed partial record Incident
{
    /// <summary>The incident after one more event: the only way its state changes.</summary>
    /// <param name="before">The incident so far, or null before its first event.</param>
    /// <param name="happened">The event; the first one must be <see cref="IncidentEvent.Detected"/>, and no other may be.</param>
    /// <exception cref="ArgumentException">The event cannot follow.</exception>
    public static Incident Apply(Incident? before, IncidentEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        if (happened is IncidentEvent.Detected detected)
        {
            return before is null
                ? Open(detected)
                : throw new ArgumentException($"{before.Id} was already detected; one incident is detected once.", nameof(happened));
        }

        if (before is null)
        {
            throw new ArgumentException($"A history begins with Detected, not with {happened.GetType().Name}.", nameof(happened));
        }

        var after = before with { History = [.. before.History, happened] };
        return happened switch
        {
            IncidentEvent.Confirmed => after.Enter(IncidentState.Confirmed, happened.At),
            IncidentEvent.SeverityChanged changed => after with { Severity = changed.To },
            IncidentEvent.ScopeChanged changed => after with { Regions = changed.Regions, Symptoms = changed.Symptoms },
            IncidentEvent.PeakPassed passed => after with { Peak = passed.Peak },
            IncidentEvent.RecoveryBegan => after.AtItsWidest().Enter(IncidentState.Recovering, happened.At),
            IncidentEvent.BecameUsual => after.AtItsWidest().Enter(IncidentState.Recovering, happened.At),
            IncidentEvent.WaveBegan wave => (after with { Waves = wave.Wave, ResolvedAt = null })
                .Enter(before.State == IncidentState.Resolved ? IncidentState.Detected : IncidentState.Confirmed, happened.At),
            IncidentEvent.Resolved or IncidentEvent.Withdrawn => (after with { ResolvedAt = happened.At }).AtItsWidest().Enter(IncidentState.Resolved, happened.At),
            _ => throw new ArgumentException($"{happened.GetType().Name} is no event that an incident knows.", nameof(happened)),
        };
    }

    /// <summary>The incident that a history tells of; null for an empty history.</summary>
    /// <exception cref="ArgumentException">The events do not follow one another.</exception>
    public static Incident? Fold(IEnumerable<IncidentEvent> history) => history.Aggregate((Incident?)null, Apply);

    private static Incident Open(IncidentEvent.Detected detected) => new()
    {
        Id = detected.Id,
        Service = detected.Service,
        State = IncidentState.Detected,
        Severity = detected.Severity,
        Onset = detected.Onset,
        DetectedAt = detected.At,
        Since = detected.At,
        Peak = new IncidentPeak(detected.At, detected.Reports, detected.Expected),
        Regions = detected.Regions,
        Symptoms = detected.Symptoms,
        History = [detected],
    };

    private Incident Enter(IncidentState state, DateTimeOffset at) => this with { State = state, Since = at };

    // Near its end an outage shows where it lingers; a reader of a past one asks how far it went.
    private Incident AtItsWidest()
    {
        IReadOnlyList<RegionId> regions = Regions;
        IReadOnlyList<SymptomId> symptoms = Symptoms;
        foreach (var happened in History)
        {
            var (r, s) = happened switch
            {
                IncidentEvent.Detected d => (d.Regions, d.Symptoms),
                IncidentEvent.ScopeChanged c => (c.Regions, c.Symptoms),
                _ => ([], []),
            };
            regions = r.Count > regions.Count ? r : regions;
            symptoms = s.Count > symptoms.Count ? s : symptoms;
        }

        return this with { Regions = regions, Symptoms = symptoms };
    }
}
