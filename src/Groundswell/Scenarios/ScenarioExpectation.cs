using Groundswell.Catalogue;

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

    /// <summary>At most so many incidents begin outside true outages.</summary>
    public sealed record FalseIncidents(int AtMost) : ScenarioExpectation;
}
