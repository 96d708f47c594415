using Groundswell.Catalogue;
using Groundswell.Detection;
using Groundswell.Incidents;

namespace Groundswell.Tests.Incidents;

/// <summary>Feeds one service's assessments to the book, minute by minute of virtual time, and keeps what happened.</summary>
internal sealed class IncidentSimulator(IncidentOptions? options = null)
{
    public static readonly ServiceId Service = ServiceId.Parse("acme-mail");
    public static readonly DateTimeOffset Start = new(2025, 10, 20, 6, 0, 0, TimeSpan.Zero);

    private readonly List<IncidentEntry> _entries = [];
    private IncidentBook _book = IncidentBook.Empty(options ?? IncidentOptions.Default);

    public DateTimeOffset Now { get; private set; } = Start;

    public Incident? Incident => _book.Find(Service);

    public IReadOnlyList<IncidentEntry> Entries => _entries;

    /// <summary>The names of the events so far with their minutes, such as <c>0 Detected</c>.</summary>
    public string Story => string.Join(", ", _entries.Select(e => $"{(e.Event.At - Start).TotalMinutes:0} {e.Event.GetType().Name}"));

    public IncidentSimulator For(int minutes, SeriesState state, double reports = 30, double expected = 5, params string[] regions)
    {
        for (var i = 0; i < minutes; i++)
        {
            Assess(Assessment(state, reports, expected, regions) with { At = Now });
            Now += TimeSpan.FromMinutes(1);
        }

        return this;
    }

    public IncidentSimulator Assess(ServiceAssessment assessment)
    {
        var tick = _book.Assess(Now, [assessment]);
        _entries.AddRange(tick.Events);
        _book = tick.Book;
        return this;
    }

    /// <summary>A minute goes by.</summary>
    public IncidentSimulator Pass()
    {
        Now += TimeSpan.FromMinutes(1);
        return this;
    }

    public IncidentSimulator Restart()
    {
        _book = IncidentBook.Restore(_entries, options ?? IncidentOptions.Default);
        return this;
    }

    public static ServiceAssessment Assessment(SeriesState state, double reports, double expected, params string[] regions) => new()
    {
        Service = Service,
        At = Start,
        State = state,
        Total = new Assessment
        {
            Bin = 0,
            State = state,
            Observed = reports,
            Expected = expected,
            Lower = 0,
            Upper = 0,
            Score = 0,
            LogBayesFactor = 0,
            Information = 0,
        },
        RecentReports = reports,
        RecentExpected = expected,
        Regions = [.. regions.Select(r => new AffectedRegion(RegionId.Parse(r), reports, expected, SeriesState.Down))],
    };
}
