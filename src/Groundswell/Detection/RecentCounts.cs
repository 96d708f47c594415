using System.Runtime.Intrinsics;

namespace Groundswell.Detection;

/// <summary>
/// What a series counted lately, and what level and rhythm expected of it, in windows that end now. Of the slow drift only what was known
/// before counts, and little of it: in a rise that many services share it follows each by another amount, and they could not be compared.
/// </summary>
/// <param name="Reports">Reports in each of <see cref="Minutes"/>.</param>
/// <param name="Expected">Reports expected in each of them; 0 where nothing is known.</param>
/// <param name="Scatter">Variance over mean of a minute's count.</param>
/// <param name="Drift">Variance of what is usual, as a share of its square.</param>
public readonly record struct RecentCounts(Vector256<float> Reports, Vector256<float> Expected, float Scatter, float Drift)
{
    /// <summary>Lengths of the windows.</summary>
    public static ReadOnlySpan<int> Minutes => [2, 4, 8, 16, 32, 64];

    /// <summary>The window of a quarter of an hour.</summary>
    public const int Quarter = 3;
}
