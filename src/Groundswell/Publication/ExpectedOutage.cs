using Groundswell.Catalogue;

namespace Groundswell.Publication;

/// <summary>A service or a component that is up yet and may be down soon.</summary>
public sealed record ExpectedOutage
{
    /// <summary>Which service; null where it is a component.</summary>
    public ServiceId? Service { get; init; }

    /// <summary>Which component; null where it is a service.</summary>
    public ComponentId? Component { get; init; }

    /// <summary>The component that it needs itself: one that fails, or one that is expected to.</summary>
    public required ComponentId Via { get; init; }

    /// <summary>That it will be seen to fail, given that it has not been so far.</summary>
    public required double Probability { get; init; }

    /// <summary>With <see cref="Latest"/>, from when until when: eight in ten of the cases in which it falls.</summary>
    public required DateTimeOffset Earliest { get; init; }

    /// <summary>Past it, it is likely to stay up.</summary>
    public required DateTimeOffset Latest { get; init; }
}
