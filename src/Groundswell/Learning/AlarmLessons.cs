using Groundswell.Catalogue;
using Groundswell.Detection;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Signals;

namespace Groundswell.Learning;

/// <summary>
/// What a detector cannot know by counts alone: whether what it called down was. While an incident is open, what speaks for it is gathered: a probe
/// that saw the service fail, a word of its supplier, a cause that was named. When it is over, its detector is told. One that probes saw well
/// throughout was a mistake, and so was one that was withdrawn; of one on which nobody else has a word, nothing is told. What is
/// explained by others and held back was no mistake either: nobody was told that the service is down. Forgotten at a restart, which leaves what
/// was open then without a word of probes that saw it well.
/// </summary>
public sealed class AlarmLessons
{
    private readonly Dictionary<ServiceId, Watch> _watches = [];

    /// <summary>Takes a tick, after incidents and causes have been followed.</summary>
    /// <param name="now">Its time.</param>
    /// <param name="assessments">Of all services, with what their probes see.</param>
    /// <param name="services">Incidents of single services.</param>
    /// <param name="causes">Incidents with a shared cause.</param>
    /// <returns>What is known of those that have just ended; mostly nothing.</returns>
    public IReadOnlyList<AlarmLesson> Learn(DateTimeOffset now, IEnumerable<ServiceAssessment> assessments, IncidentBook services, CauseBook causes)
    {
        ArgumentNullException.ThrowIfNull(assessments);
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(causes);
        List<AlarmLesson> lessons = [];
        foreach (var assessment in assessments)
        {
            var incident = services.Find(assessment.Service);
            if (incident is { IsOpen: true } || assessment.IsHeldBack)
            {
                Follow(assessment, incident is { IsOpen: true } ? incident : null, causes.Of(assessment.Service) is not null, now);
            }
            else if (_watches.Remove(assessment.Service, out var watch) && watch.Verdict(incident) is var verdict && verdict != AlarmVerdict.None)
            {
                lessons.Add(new AlarmLesson(assessment.Service, watch.From, now, verdict));
            }
        }

        return lessons;
    }

    private void Follow(ServiceAssessment assessment, Incident? incident, bool isExplained, DateTimeOffset now)
    {
        if (!_watches.TryGetValue(assessment.Service, out var watch))
        {
            watch = _watches[assessment.Service] = new Watch(incident?.LatestOnset ?? assessment.Onset ?? now)
            {
                // Of one that was open before the first look, what was seen meanwhile is not known.
                IsWellThroughout = incident is null || incident.DetectedAt == now || incident.Since == now,
            };
        }

        var probes = assessment.Probes?.State ?? ProbeState.Unknown;
        watch.HasIncident |= incident is not null;
        watch.IsConfirmed |= isExplained || probes == ProbeState.Down || incident?.Probes is not null || assessment.NoticeWeight is { LogBayesFactor: > 0 };
        watch.IsWellThroughout &= probes == ProbeState.Up;
    }

    private sealed class Watch(DateTimeOffset from)
    {
        public DateTimeOffset From => from;

        public bool HasIncident { get; set; }

        public bool IsConfirmed { get; set; }

        public bool IsWellThroughout { get; set; }

        public AlarmVerdict Verdict(Incident? incident) =>
            !HasIncident || IsConfirmed ? AlarmVerdict.Sound
            : IsWellThroughout || incident?.History[^1] is IncidentEvent.Withdrawn ? AlarmVerdict.Mistaken
            : AlarmVerdict.None;
    }
}
