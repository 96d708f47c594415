namespace Groundswell.Attribution;

/// <summary>One explanation: what failed by itself, what that took along, and how much better it fits than "no shared cause".</summary>
internal sealed class Hypothesis
{
    public const int MostRoots = 4;
    public const int MostOn = 96;

    public int[] Roots { get; } = new int[MostRoots];

    /// <summary>By root: P(it failed by itself), not through a need that is not known.</summary>
    public double[] RootShare { get; } = new double[MostRoots];

    public int RootCount { get; set; }

    /// <summary>Components that are down, the roots among them.</summary>
    public int[] On { get; } = new int[MostOn];

    /// <summary>By component that is on: place of its age in the grid.</summary>
    public int[] Cell { get; } = new int[MostOn];

    public double[] Severity { get; } = new double[MostOn];

    /// <summary>By component that is on: ln of what its other ages and severities add.</summary>
    public double[] Correction { get; } = new double[MostOn];

    /// <summary>ln of what components that were tried and left off add.</summary>
    public double OffCorrection { get; set; }

    public int OnCount { get; set; }

    /// <summary>ln of its posterior odds against "no shared cause".</summary>
    public double Score { get; set; }

    /// <summary>Of the posterior, once all hypotheses are known.</summary>
    public double Share { get; set; }

    public bool HasRoot(int component) => Roots.AsSpan(0, RootCount).Contains(component);

    public bool HasRootsOf(Hypothesis other)
    {
        if (RootCount != other.RootCount)
        {
            return false;
        }

        for (var i = 0; i < RootCount; i++)
        {
            if (!other.HasRoot(Roots[i]))
            {
                return false;
            }
        }

        return true;
    }

    public void CopyFrom(Hypothesis other)
    {
        other.Roots.CopyTo(Roots, 0);
        other.RootShare.CopyTo(RootShare, 0);
        other.On.CopyTo(On, 0);
        other.Cell.CopyTo(Cell, 0);
        other.Severity.CopyTo(Severity, 0);
        other.Correction.CopyTo(Correction, 0);
        (RootCount, OnCount, OffCorrection, Score, Share) = (other.RootCount, other.OnCount, other.OffCorrection, other.Score, other.Share);
    }
}
