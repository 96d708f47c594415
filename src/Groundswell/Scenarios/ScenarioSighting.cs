using Groundswell.Catalogue;
using Groundswell.Incidents;

namespace Groundswell.Scenarios;

/// <summary>All that was heard of one incident.</summary>
internal sealed class ScenarioSighting(IncidentId id, ServiceId service)
{
    private readonly List<IncidentEvent> _events = [];

    public IncidentId Id => id;

    public ServiceId Service => service;

    public IReadOnlyList<IncidentEvent> Events => _events;

    public bool WasConfirmed => _events.Exists(e => e is IncidentEvent.Confirmed);

    /// <summary>Waves, with the first; at least 1.</summary>
    public int Waves => _events.OfType<IncidentEvent.WaveBegan>().Select(e => e.Wave).DefaultIfEmpty(1).Max();

    /// <summary>All regions that it ever named.</summary>
    public IEnumerable<RegionId> Regions => _events
        .SelectMany(e => e switch
        {
            IncidentEvent.Detected d => d.Regions,
            IncidentEvent.ScopeChanged s => s.Regions,
            _ => [],
        })
        .Distinct();

    /// <summary>When it, or a wave of it, began.</summary>
    public IEnumerable<DateTimeOffset> Beginnings => _events.Where(IsBeginning).Select(e => e.At);

    /// <summary>When recovery, or the end of what was never confirmed, was seen.</summary>
    public IEnumerable<DateTimeOffset> Endings => _events.Where(IsEnding).Select(e => e.At);

    public void Add(IncidentEvent happened) => _events.Add(happened);

    /// <summary>Whether it called the service down at that time.</summary>
    public bool IsDownAt(DateTimeOffset time) =>
        _events.LastOrDefault(e => e.At <= time && (IsBeginning(e) || IsEnding(e))) is { } last && IsBeginning(last);

    private static bool IsBeginning(IncidentEvent e) => e is IncidentEvent.Detected or IncidentEvent.WaveBegan;

    private static bool IsEnding(IncidentEvent e) => e is IncidentEvent.RecoveryBegan or IncidentEvent.Withdrawn or IncidentEvent.Resolved;
}
