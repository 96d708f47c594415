using Groundswell.Detection;
using Groundswell.Incidents;

namespace Groundswell.Bench.Worlds;

/// <summary>What was held and said through a day of a <see cref="Crowd"/>.</summary>
internal sealed class CrowdDay
{
    private readonly List<(int Minute, IncidentEntry Entry)> _events = [];
    private readonly Dictionary<string, int> _busy = [];
    private readonly Dictionary<string, int> _stray = [];

    /// <summary>By service: minutes in which it was held for a part of a surge.</summary>
    public IReadOnlyDictionary<string, int> Busy => _busy;

    /// <summary>By service: minutes in which its excess was held for stray.</summary>
    public IReadOnlyDictionary<string, int> Stray => _stray;

    /// <summary>All that happened to incidents.</summary>
    public IReadOnlyList<(int Minute, IncidentEntry Entry)> Events => _events;

    /// <summary>Services on which an incident was opened, each once.</summary>
    public IReadOnlyList<string> Down => [.. _events.Where(e => e.Entry.Event is IncidentEvent.Detected).Select(e => e.Entry.Service.ToString()).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The minute in which the first incident was opened on a service at or after another; null for none.</summary>
    public int? FirstDown(string service, int from = 0) => _events
        .Where(e => e.Minute >= from && e.Entry.Service.ToString() == service && e.Entry.Event is IncidentEvent.Detected or IncidentEvent.WaveBegan)
        .Select(e => (int?)e.Minute).FirstOrDefault();

    public void Add(int minute, IReadOnlyList<ServiceAssessment> held, IReadOnlyList<IncidentEntry> events)
    {
        _events.AddRange(events.Select(e => (minute, e)));
        foreach (var assessment in held)
        {
            var id = assessment.Service.ToString();
            if (assessment is { Surge: not null, State: SeriesState.Suspect })
            {
                _busy[id] = _busy.GetValueOrDefault(id) + 1;
            }

            if (assessment.StrayFrom is not null)
            {
                _stray[id] = _stray.GetValueOrDefault(id) + 1;
            }
        }
    }
}
