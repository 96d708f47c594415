using Groundswell.Catalogue;
using Groundswell.Incidents.Causes;

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

    /// <summary>The cause is named within the time after its component's first failure (or the first outage), and is still named at the end.</summary>
    public sealed record CauseNamed(CauseName Cause, TimeSpan Within, double Probability) : ScenarioExpectation;

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
