using Groundswell.Catalogue;
using Groundswell.Incidents.Causes;
using Groundswell.Publication;

namespace Groundswell.Scenarios;

/// <summary>What a scenario's author expects of the node.</summary>
public abstract record ScenarioExpectation
{
    private ScenarioExpectation()
    {
    }

    /// <summary>Line of the scenario's text, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>Each outage of these is found within the time after its true onset.</summary>
    public sealed record Down(IReadOnlyList<ServiceId> Services, TimeSpan Within) : ScenarioExpectation;

    /// <summary>Recovery from each outage of these is seen within the time after its true end.</summary>
    public sealed record Recovery(IReadOnlyList<ServiceId> Services, TimeSpan Within) : ScenarioExpectation;

    /// <summary>None of these ever has an incident.</summary>
    public sealed record Never(IReadOnlyList<ServiceId> Services) : ScenarioExpectation;

    /// <summary>At that time these are down (detected or confirmed), or are not.</summary>
    public sealed record StateAt(DateTimeOffset At, IReadOnlyList<ServiceId> Services, bool IsDown) : ScenarioExpectation;

    /// <summary>One incident of each of these has at least so many waves.</summary>
    public sealed record Waves(IReadOnlyList<ServiceId> Services, int AtLeast) : ScenarioExpectation;

    /// <summary>The incidents of each of these name these regions and no others.</summary>
    public sealed record Regions(IReadOnlyList<ServiceId> Services, IReadOnlyList<RegionId> Expected) : ScenarioExpectation;

    /// <summary>The median delay of all true outages.</summary>
    public sealed record MedianDelay(TimeSpan Within) : ScenarioExpectation;

    /// <summary>
    /// The largest incident is published under one of these causes within the time after the first failure of a component that they cover
    /// (the first outage, where none of them is seen to fail), and under one of them when it is seen last.
    /// </summary>
    public sealed record CauseNamed(IReadOnlyList<CausePattern> Names, TimeSpan Within, double Probability) : ScenarioExpectation;

    /// <summary>In this share of the time the largest incident is published under one of these causes, with this probability or more.</summary>
    public sealed record CauseHeld(IReadOnlyList<CausePattern> Names, ScenarioSpan Span, double Share, double Probability) : ScenarioExpectation;

    /// <summary>At most so often an incident changes its name, or the largest one gives way to another of another name.</summary>
    public sealed record Renames(int AtMost, ScenarioSpan Span) : ScenarioExpectation;

    /// <summary>No incident is published under one of these causes with a higher probability, for longer than this in all.</summary>
    public sealed record NeverCause(IReadOnlyList<CausePattern> Names, double Above, TimeSpan AtMost, ScenarioSpan Span) : ScenarioExpectation;

    /// <summary>No incident is published under any other cause than these with a higher probability, for longer than this in all. Empty: under no cause whatever.</summary>
    public sealed record OnlyCause(IReadOnlyList<CausePattern> Names, double Above, TimeSpan AtMost, ScenarioSpan Span) : ScenarioExpectation;

    /// <summary>In this share of the time each of these is published with one of these words, or with none of them.</summary>
    public sealed record WordHeld(IReadOnlyList<ServiceId> Services, IReadOnlyList<Verdict> Words, bool IsNot, ScenarioSpan Span, double Share) : ScenarioExpectation;

    /// <summary>In this share of the time the home page says one of these texts, or none of them.</summary>
    public sealed record HomeSays(IReadOnlyList<string> Texts, bool IsNot, ScenarioSpan Span, double Share) : ScenarioExpectation;

    /// <summary>In this share of the time title and sentence of the largest incident hold one of these texts; or those of no incident hold any of them.</summary>
    public sealed record CauseSays(IReadOnlyList<string> Texts, bool IsNot, ScenarioSpan Span, double Share) : ScenarioExpectation;

    /// <summary>In this share of the time the sentence of each of these holds one of these texts, or none of them.</summary>
    public sealed record ServiceSays(IReadOnlyList<ServiceId> Services, IReadOnlyList<string> Texts, bool IsNot, ScenarioSpan Span, double Share) : ScenarioExpectation;

    /// <summary>At most so many causes are ever named, those that were merged into another left out.</summary>
    public sealed record Causes(int AtMost) : ScenarioExpectation;

    /// <summary>The incident of the cause has so many waves.</summary>
    public sealed record CauseWaves(CauseName Cause, int AtLeast) : ScenarioExpectation;

    /// <summary>In the incident of the cause the component goes on failing by itself.</summary>
    public sealed record OnItsOwn(ComponentId Component) : ScenarioExpectation;

    /// <summary>Each of these is at some time a part of an incident with a shared cause, or none ever is.</summary>
    public sealed record Explained(IReadOnlyList<ServiceId> Services, bool IsExplained) : ScenarioExpectation;

    /// <summary>Of each of these it is said that it may fall soon, before it is found to be down.</summary>
    public sealed record Foreseen(IReadOnlyList<ServiceId> Services) : ScenarioExpectation;

    /// <summary>At most so many incidents begin outside true outages.</summary>
    public sealed record FalseIncidents(int AtMost) : ScenarioExpectation;
}
