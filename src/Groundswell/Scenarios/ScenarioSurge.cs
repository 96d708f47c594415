using Groundswell.Catalogue;

namespace Groundswell.Scenarios;

/// <summary>A time in which more people than usual report a service though it is well: a final, a sale, a price rise. All symptoms rise alike.</summary>
public sealed record ScenarioSurge
{
    public required ServiceId Service { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    /// <summary>How many times the usual comes; 1 or more.</summary>
    public required double Factor { get; init; }

    /// <summary>Time from the usual to the factor, in a straight line.</summary>
    public TimeSpan Rise { get; init; }

    /// <summary>Time back to the usual at the end, in a straight line.</summary>
    public TimeSpan Fall { get; init; }

    /// <summary>The part of what is usual that comes from where it surges, 0 to 1.</summary>
    public required double Reach { get; init; }

    /// <summary>From where.</summary>
    public required ScenarioMix<RegionId> Regions { get; init; }

    /// <summary>What comes on top, as a multiple of the usual of all regions.</summary>
    public double ExcessAt(DateTimeOffset time)
    {
        if (time < From || time >= To)
        {
            return 0;
        }

        var risen = Rise > TimeSpan.Zero ? Math.Min(1, (time - From) / Rise) : 1;
        var left = Fall > TimeSpan.Zero ? Math.Min(1, (To - time) / Fall) : 1;
        return Reach * (Factor - 1) * Math.Min(risen, left);
    }
}
