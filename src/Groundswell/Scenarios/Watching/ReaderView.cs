using Groundswell.Catalogue;
using Groundswell.Incidents.Causes;
using Groundswell.Publication;

namespace Groundswell.Scenarios.Watching;

/// <summary>What a reader sees at a time, and for how long it has stood there.</summary>
/// <param name="snapshot">What is published.</param>
/// <param name="home">What the head of the home page says.</param>
/// <param name="weight">Time since the last look.</param>
internal sealed class ReaderView(PublicSnapshot snapshot, Func<string> home, TimeSpan weight)
{
    private readonly Lazy<string> _home = new(home);
    private readonly Lazy<Dictionary<ServiceId, ServiceSummary>> _services = new(() => snapshot.Services.ToDictionary(s => s.Id));

    public DateTimeOffset At => snapshot.At;

    public TimeSpan Weight => weight;

    public string Home => _home.Value;

    public IReadOnlyList<CauseIncident> Causes => snapshot.Causes;

    /// <summary>The open incident with most services down, or, where none has any, with most that were; null where there is none.</summary>
    public CauseIncident? Largest { get; } = snapshot.Causes.OrderByDescending(c => c.Down).ThenByDescending(c => c.Members.Count).FirstOrDefault();

    public ServiceSummary? Find(ServiceId service) => _services.Value.GetValueOrDefault(service);

    /// <summary>Title and sentence, as a reader finds them together.</summary>
    public string TextOf(CauseIncident incident) => $"{CauseTitle.Write(incident.Cause, snapshot.Catalogue)}. {incident.Sentence}";
}
